"""Officers take complaints through the Code's stages and hazards through Awaab's Law's clocks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from housing.domain.clock.legal_clocks import ComplaintClock, HazardClock
from housing.domain.deal.deal import Deal
from housing.domain.people.desk import Officer
from housing.services.casework import complaints
from tests.desk.browsing import Browser, Page
from tests.desk.scene import IDRIS, MABEL, NOW, WREN, Scene, SetClock, said_to_tenant

ANSWER = "You were right: two visits were missed. We are sorry and have paid 40 pounds."


@pytest.fixture
async def complaint(scene: Scene, deal: Deal) -> str:
    """A complaint made on Monday 23 November 2026; its page."""
    handoff = await scene.waiting()
    async with scene.units() as uow:
        (message,) = await uow.talk.messages(handoff.conversation_id)
        clock = ComplaintClock.started(1, NOW.date(), deal.calendar)
        filed = await uow.reports.file_complaint(
            reference="C-TEST1", conversation_id=handoff.conversation_id, message_id=message.id,
            tenant_id=1, words="nobody ever came", acknowledge_by=clock.acknowledge_by,
            respond_by=clock.respond_by, now=NOW,
        )  # fmt: skip
    return f"/complaints/{filed.id}"


@pytest.fixture
async def hazard(scene: Scene, deal: Deal) -> str:
    """Damp first mentioned on Monday 23 November 2026; its page."""
    handoff = await scene.waiting()
    clock = HazardClock.started(NOW, deal.calendar)
    by = datetime.combine(
        clock.investigate_by, datetime.max.time().replace(microsecond=0), NOW.tzinfo
    )
    async with scene.units() as uow:
        (message,) = await uow.talk.messages(handoff.conversation_id)
        filed = await uow.reports.file_hazard(
            reference="H-TEST1", conversation_id=handoff.conversation_id, message_id=message.id,
            tenant_id=1, hazard="damp_mould", words="black mould", level="significant",
            reported_at=NOW, investigate_by=by,
        )  # fmt: skip
    return f"/hazards/{filed.id}"


async def last_text(scene: Scene) -> str:
    return (await said_to_tenant(scene, 1))[-1][1]


async def test_a_complaint_goes_through_both_stages(
    open_browser: Callable[[], Browser], scene: Scene, clock: SetClock, complaint: str
) -> None:
    async def act(officer: Officer, step: str, text: str = "") -> Page:
        browser = open_browser()
        await browser.sign_in(officer)
        return await browser.post(complaint, step=step, text=text)

    page = await act(WREN, "acknowledge")
    assert page.status == 200
    assert "You get our answer by Monday 14 December" in await last_text(scene)
    assert (await act(WREN, "acknowledge")).status == 422, "once in a stage"
    assert (await act(WREN, "extend")).status == 422, "never without a reason"
    await act(WREN, "extend", "We wait for the surveyor.")
    assert "by Wednesday 30 December. We wait for the surveyor." in await last_text(scene)
    assert (await act(WREN, "extend", "Again")).status == 422, "at most once"
    await act(WREN, "respond", ANSWER)
    assert ANSWER in await last_text(scene)
    assert "stage 2" in await last_text(scene)

    clock.at += timedelta(days=7)
    await act(IDRIS, "escalate")
    assert "another person" in (await last_text(scene)).lower()
    assert "stage 2" in (await act(IDRIS, "acknowledge")).text
    refused = await act(WREN, "respond", ANSWER)
    assert refused.status == 422
    assert "You answered stage 1, so a colleague must answer stage 2." in refused.text
    assert ANSWER in refused.text, "what was typed is still there"
    done = await act(MABEL, "respond", "We look at it the same way. We are sorry.")
    assert "Housing Ombudsman can look at it" in await last_text(scene)
    assert 'name="step"' not in done.text, "two stages only"


async def test_what_a_tenant_adds_is_shown_with_the_complaint(
    browser: Browser, scene: Scene, complaint: str
) -> None:
    async with scene.units() as uow:
        message = await uow.talk.add_message(
            conversation_id=1, direction="in", author="tenant", text="and my gate", state="done",
            now=NOW,
        )  # fmt: skip
        known = await uow.steps.complaint(1)
        assert known is not None
        await complaints.add_words(
            uow, known, message_id=message.id, words="They broke my gate <b>too</b>", now=NOW
        )
    await browser.sign_in()
    assert "They broke my gate &lt;b&gt;too&lt;/b&gt;" in (await browser.get(complaint)).text


async def test_the_board_shows_what_is_due_and_drops_what_is_answered(
    browser: Browser, scene: Scene, complaint: str
) -> None:
    await browser.sign_in()
    assert f'href="{complaint}"' in (await browser.get("/")).text
    await browser.post(complaint, step="acknowledge")
    board = (await browser.get("/")).text
    assert f'href="{complaint}"' in board
    assert "Acknowledge by" not in board
    await browser.post(complaint, step="respond", text=ANSWER)
    assert f'href="{complaint}"' not in (await browser.get("/")).text


@pytest.mark.parametrize("step", ["", "close", "respond", "escalate"])
async def test_a_step_out_of_turn_changes_nothing(
    browser: Browser, scene: Scene, complaint: str, step: str
) -> None:
    await browser.sign_in()
    assert (await browser.post(complaint, step=step, text="x")).status == 422
    assert await said_to_tenant(scene, 1) == []


async def test_a_hazards_clocks_run_from_the_investigation(
    browser: Browser, scene: Scene, clock: SetClock, hazard: str
) -> None:
    await browser.sign_in()
    first = await browser.get(hazard)
    assert "due by Mon 7 Dec" in first.text
    assert 'value="make_safe"' not in first.text, "the investigation comes first"
    clock.at = NOW + timedelta(days=7)
    await browser.sign_in()
    early = await browser.post(hazard, step="investigate", on_day="2026-11-22")
    assert "It cannot have been before 23/11/2026" in early.text
    late = await browser.post(hazard, step="investigate", on_day="2026-12-01")
    assert "That day has not come yet" in late.text
    page = await browser.post(
        hazard, step="investigate", on_day="2026-11-27", text="Leaking gutter"
    )
    # Friday 27 November: summary in 3 and safety work in 5 working days, work within 12 weeks.
    for due in ("Wed 2 Dec", "Fri 4 Dec", "Fri 19 Feb"):
        assert f"due by {due}" in page.text
    assert "Make safe by Fri 4 Dec" in (await browser.get("/")).text

    empty = await browser.post(hazard, step="summarise", on_day="2026-11-30")
    assert "Write the summary" in empty.text
    await browser.post(
        hazard, step="summarise", on_day="2026-11-30", text="A gutter leaks. Repair on Tuesday."
    )
    assert "A gutter leaks." in await last_text(scene)
    again = await browser.post(hazard, step="investigate", on_day="2026-11-27")
    assert again.status == 422
    await browser.post(hazard, step="make_safe", on_day="2026-11-30")
    assert hazard not in (await browser.get("/")).text
    last = await browser.post(hazard, step="begin_work", on_day="2026-11-30")
    assert "Done on Mon 30 Nov" in last.text
    assert 'name="step"' not in last.text


async def test_a_clock_that_was_missed_says_so(
    browser: Browser, scene: Scene, clock: SetClock, hazard: str
) -> None:
    clock.at = NOW + timedelta(days=20)
    await browser.sign_in()
    page = await browser.post(hazard, step="investigate", on_day="2026-12-09")
    assert "Done on Wed 9 Dec; due by Mon 7 Dec. Late." in page.text


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30"])
async def test_a_day_that_is_none_is_refused(
    browser: Browser, scene: Scene, hazard: str, day: str
) -> None:
    await browser.sign_in()
    assert (await browser.post(hazard, step="investigate", on_day=day)).status == 422


@pytest.mark.parametrize("path", ["/complaints/9", "/hazards/9"])
async def test_what_is_not_there_is_not_found(browser: Browser, scene: Scene, path: str) -> None:
    await browser.sign_in()
    assert (await browser.get(path)).status == 404
    step = {"step": "acknowledge"} if "complaints" in path else {"step": "investigate"}
    assert (await browser.post(path, on_day=str(date(2026, 11, 23)), **step)).status == 404
