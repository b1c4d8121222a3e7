"""Danger at the desk: one alert that grows, a maybe shown as one, and who and where it is."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables import desk as tables
from housing.domain.danger.reading import MAYBE, Danger
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel, Message
from housing.domain.people.desk import Alert
from housing.services.conversation.safety import danger
from housing.services.desk import alerts
from tests.desk.browsing import Browser, Page
from tests.desk.scene import NOW, TENANT_MOBILE, Scene


async def _raise(
    scene: Scene, conversation_id: int, danger: str, words: str, confidence: float = 0.95
) -> Alert:
    message = await scene.tenant_says(conversation_id, words)
    async with scene.units() as uow:
        return await alerts.raise_alert(
            uow,
            conversation_id=conversation_id,
            message_id=message.id,
            danger=danger,
            words=words,
            confidence=confidence,
            now=NOW,
        )


def _told(page: Page) -> str:
    """The words of the conversation's alert, open or acknowledged."""
    alert = page.text[page.text.index('id="alerts"') : page.text.index('id="transcript"')]
    return " ".join(re.sub(r"<[^>]+>", " ", alert).split())


async def test_a_conversation_has_one_alert_that_grows(
    browser: Browser, scene: Scene, deal: Deal
) -> None:
    conversation = await scene.conversation()
    await browser.sign_in()
    await _raise(scene, conversation.id, "flood", "water everywhere", 0.7)
    newest = await _raise(scene, conversation.id, "gas", "and it smells of gas", 0.98)
    for path in ("/", f"/conversations/{conversation.id}"):
        page = (await browser.get(path)).text
        assert page.count('class="alert"') == 1, path
        assert "water everywhere" in page
        assert "and it smells of gas" in page
        assert page.count('class="staff-line"') == 1, "orders never conflict"
    assert "Danger: 1 not acknowledged" in (await browser.get("/")).text
    await browser.post(f"/alerts/{newest.id}/acknowledge", **{"from": "queue"})
    assert "not acknowledged" not in (await browser.get("/")).text
    await _raise(scene, conversation.id, "fire", "now it burns")
    page = (await browser.get("/")).text
    assert "now it burns" in page
    assert "water everywhere" not in page, "what was acknowledged stays so"


async def test_what_came_after_the_page_was_read_is_not_acknowledged(
    browser: Browser, scene: Scene
) -> None:
    conversation = await scene.conversation()
    await browser.sign_in()
    seen = await _raise(scene, conversation.id, "flood", "water everywhere")
    await _raise(scene, conversation.id, "gas", "and it smells of gas")
    await browser.post(f"/alerts/{seen.id}/acknowledge", **{"from": "queue"})
    page = (await browser.get("/")).text
    assert "and it smells of gas" in page
    assert "water everywhere" not in page


@pytest.mark.parametrize(("confidence", "maybe"), [(0.59, True), (0.6, False)])
async def test_a_maybe_is_shown_as_one(
    browser: Browser, scene: Scene, confidence: float, maybe: bool
) -> None:
    conversation = await scene.conversation()
    await browser.sign_in()
    await _raise(scene, conversation.id, "gas", "smells odd", confidence)
    for path in ("/", f"/conversations/{conversation.id}"):
        assert (">Maybe<" in (await browser.get(path)).text) is maybe, path


async def test_a_maybe_that_the_tenant_confirms_is_sure_and_news(
    browser: Browser, scene: Scene
) -> None:
    conversation = await scene.conversation()
    await browser.sign_in()
    alert = await _raise(scene, conversation.id, "gas", "smells odd", 0.4)
    await browser.post(f"/alerts/{alert.id}/acknowledge", **{"from": "queue"})
    async with scene.units() as uow:
        await alerts.confirm(uow, conversation_id=conversation.id, danger="gas")
    page = (await browser.get("/")).text
    assert "Danger: 1 not acknowledged" in page
    assert ">Maybe<" not in page


@pytest.mark.parametrize("confidence", [0.4, 0.95])
async def test_what_was_taken_back_stays_so_when_acknowledged(
    browser: Browser, scene: Scene, confidence: float
) -> None:
    conversation = await scene.conversation()
    url = f"/conversations/{conversation.id}"
    await browser.sign_in()
    alert = await _raise(scene, conversation.id, "gas", "smells odd", confidence)
    async with scene.units() as uow:
        await alerts.take_back(uow, alert=alert, words="it was the bins", how="denied", now=NOW)
    before = _told(await browser.get(url))
    assert "Taken back it was the bins" in before
    await browser.post(f"/alerts/{alert.id}/acknowledge")
    after = _told(await browser.get(url))
    assert "acknowledged by Wren Officer" in after
    assert "Taken back it was the bins" in after
    assert ("Maybe" in after) is ("Maybe" in before)


async def _ask_about(scene: Scene, deal: Deal, conversation_id: int, words: str) -> Message:
    """The service asks whether it is a danger, beside everything else."""
    message = await scene.tenant_says(conversation_id, words)
    async with scene.units() as uow:
        doubt = Danger("gas", MAYBE, words)
        await danger.answer(uow, deal, message=message, dangers=[doubt], problems=(), now=NOW)
    return message


async def test_what_may_be_a_danger_is_in_the_queue_from_the_question_on(
    browser: Browser, scene: Scene, deal: Deal
) -> None:
    handoff = await scene.waiting()
    paths = ("/", f"/conversations/{handoff.conversation_id}")
    await browser.sign_in()
    for path in paths:
        assert "May be a danger" not in (await browser.get(path)).text, path
    asked = await _ask_about(scene, deal, handoff.conversation_id, "a funny smell by the cooker")
    for path in paths:
        page = (await browser.get(path)).text
        assert "May be a danger</span> Gas: <q>a funny smell by the cooker</q>" in page, path
        assert 'class="alert"' not in page, "it is not certain"
    async with scene.units() as uow:
        payload = {"message_id": asked.id, "danger": "gas"}
        await danger.raise_unanswered(uow, deal, payload, NOW)
    for path in paths:
        page = (await browser.get(path)).text
        assert page.count("a funny smell by the cooker</q>") == 1, "the alert tells it now"
        assert "May be a danger</span>" not in page, path


async def test_a_doubt_that_the_tenant_answered_is_none(
    browser: Browser, scene: Scene, deal: Deal
) -> None:
    handoff = await scene.waiting()
    await browser.sign_in()
    await _ask_about(scene, deal, handoff.conversation_id, "a funny smell by the cooker")
    said = await scene.tenant_says(handoff.conversation_id, "no")
    async with scene.units() as uow:
        await danger.read_answer_to_maybe(uow, deal, message=said, words="no", now=NOW)
    for path in ("/", f"/conversations/{handoff.conversation_id}"):
        assert "May be a danger" not in (await browser.get(path)).text, path


async def test_who_and_where_it_likely_is_stands_on_the_alert(
    browser: Browser, scene: Scene
) -> None:
    conversation = await scene.conversation(address=TENANT_MOBILE)
    await browser.sign_in()
    await _raise(scene, conversation.id, "gas", "smells of gas")
    for path in ("/", f"/conversations/{conversation.id}"):
        page = (await browser.get(path)).text
        assert "Likely <strong>Marnie Brightwater</strong>" in page, path
        assert "1 Quayside Walk" in page
        assert "Not verified" in page


async def test_nobody_is_likely_where_no_number_is_known(browser: Browser, scene: Scene) -> None:
    conversation = await scene.conversation(Channel.WEBCHAT, address="c" * 64)
    await browser.sign_in()
    await _raise(scene, conversation.id, "gas", "smells of gas")
    assert "Not known who this is." in (await browser.get("/")).text


async def test_an_officer_links_a_tenant_by_hand_and_takes_it_back(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    conversation = await scene.conversation(Channel.WEBCHAT, address="c" * 64)
    await scene.handoff(conversation.id)
    url = f"/conversations/{conversation.id}"
    await browser.sign_in()
    found = await browser.post(f"{url}/tenant/find", find="Brightwater")
    assert "Marnie Brightwater, 1 Quayside Walk" in found.text
    refused = await browser.post(f"{url}/tenant", tenant="1", reason=" ")
    assert refused.status == 422
    assert "Say how you know who it is." in refused.text
    linked = await browser.post(f"{url}/tenant", tenant="1", reason="Rang the number on record")
    assert "Verified by hand." in linked.text
    assert "by hand, by Wren Officer" in linked.text
    async with scene.units() as uow:
        assert (await uow.talk.conversation(conversation.id)).verified
    assert (await browser.post(f"{url}/tenant/unlink", why="")).status == 422
    await browser.post(f"{url}/tenant/unlink", why="It was the neighbour")
    async with scene.units() as uow:
        assert not (await uow.talk.conversation(conversation.id)).verified
    async with engine.connect() as connection:
        kept = select(tables.audit.c.action, tables.audit.c.detail).where(
            tables.audit.c.action.in_(("tenant_linked", "tenant_unlinked"))
        )
        trail = [(row.action, row.detail["why"]) for row in await connection.execute(kept)]
    assert trail == [
        ("tenant_linked", "Rang the number on record"),
        ("tenant_unlinked", "It was the neighbour"),
    ]
