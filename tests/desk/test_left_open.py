"""Nobody hands a conversation back or closes it without having read what is still open in it."""

from datetime import timedelta

import pytest

from desk.parts import DeskParts
from housing.domain.messaging.conversation import Owner
from housing.services.desk import handoffs
from tests.desk.browsing import Browser
from tests.desk.scene import NOW, Scene
from tests.diary.scene import Scene as DiaryScene

ENDS = pytest.mark.parametrize(("end", "owner"), [("close", "closed"), ("hand-back", "bot")])
CONFIRM = "I have read what is still open"


async def _held(browser: Browser, scene: Scene, *, answered: bool = True) -> str:
    """A conversation that Wren has; returns its address."""
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    page = await browser.post(f"{url}/claim")
    if answered:
        await browser.post(f"{url}/reply", text="Let me look.", seen=page.seen)
    return url


async def _complains(scene: Scene) -> None:
    talk = await scene.conversation()
    said = await scene.tenant_says(talk.id, "third time I tell you")
    async with scene.units() as uow:
        await uow.reports.file_complaint(
            reference="C-OPEN1",
            conversation_id=talk.id,
            message_id=said.id,
            tenant_id=1,
            words=said.text,
            acknowledge_by=NOW.date() + timedelta(days=4),
            respond_by=NOW.date() + timedelta(days=10),
            now=NOW,
        )


@ENDS
async def test_open_work_is_read_before_the_conversation_ends(
    browser: Browser, scene: Scene, parts: DeskParts, end: str, owner: str
) -> None:
    url = await _held(browser, scene)
    assert CONFIRM not in (await browser.get(url)).text
    order = await DiaryScene(parts.units).order(number=9, chat=101)
    title = parts.deal.title_of(order.issue)
    await _complains(scene)
    page = await browser.get(url)
    assert f"Repair {order.reference}: {title}. No visit is booked." in page.text
    assert "Complaint C-OPEN1: Stage 1. By Fri 27 Nov" in page.text
    refused = await browser.post(f"{url}/{end}", outcome="passed_on")
    assert refused.status == 422
    assert "Something is still open in this conversation." in refused.text
    assert end != "close" or '<option value="passed_on" selected>' in refused.text
    assert (await scene.conversation()).owner is Owner.OFFICER
    assert (await browser.post(f"{url}/{end}", outcome="passed_on", read=page.read)).status == 200
    assert (await scene.conversation()).owner == owner


@ENDS
async def test_what_came_since_the_page_was_read_is_not_confirmed(
    browser: Browser, scene: Scene, parts: DeskParts, end: str, owner: str
) -> None:
    url = await _held(browser, scene)
    await DiaryScene(parts.units).order(number=9, chat=101)
    before = (await browser.get(url)).read
    await _complains(scene)
    refused = await browser.post(f"{url}/{end}", outcome="answered", read=before)
    assert refused.status == 422
    assert "C-OPEN1" in refused.text
    assert (await browser.post(f"{url}/{end}", outcome="answered", read=refused.read)).status == 200
    assert (await scene.conversation()).owner == owner


async def test_an_answer_that_was_promised_and_a_further_task_are_open(
    browser: Browser, scene: Scene
) -> None:
    url = await _held(browser, scene, answered=False)
    handoff = await scene.handoff(
        (await scene.conversation()).id, reason="complaint", summary="The gutter again"
    )
    async with scene.units() as uow:
        await handoffs.tell_staff(uow, handoff.conversation_id, contact="ring my mum")
    page = await browser.get(url)
    assert "A person's answer, promised by 10:30: nobody has answered yet." in page.text
    assert "They told us how to reach them: ring my mum" in page.text
    assert "Asked for as well: Complaint. The gutter again" in page.text
    assert (await browser.post(f"{url}/hand-back")).status == 422
    assert (await browser.post(f"{url}/release")).status == 200, "staff keep it, so nothing is lost"


async def test_where_nothing_is_open_nothing_is_asked(browser: Browser, scene: Scene) -> None:
    url = await _held(browser, scene)
    assert (await browser.post(f"{url}/hand-back")).status == 200
    stepped_in = await browser.post(f"{url}/step-in")
    assert CONFIRM not in stepped_in.text, "nobody was promised an answer"
    assert (await browser.post(f"{url}/close", outcome="answered")).status == 200
