"""The clocks that the desk keeps: of emergency hazards, and of tenants who wait for a person."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from housing.adapters.deal.diary_files import load_diary_plan
from housing.domain.casework.hazard_steps import HazardStep
from housing.domain.clock.legal_clocks import HazardClock
from housing.domain.deal.deal import Deal
from housing.domain.messaging.handoff import Handoff, HandoffState, Priority
from housing.services.casework import hazard_reports
from housing.services.desk import answer_clock, handoffs
from housing.services.desk import replies as desk_replies
from housing.services.messaging import jobs
from housing.services.messaging.due_work import due_handlers
from tests.desk.browsing import Browser
from tests.desk.scene import MABEL, NOW, WREN, Scene, SetClock

MINUTE = timedelta(minutes=1)
SATURDAY_NIGHT = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("level", "aware", "due"),
    [
        ("emergency", NOW, NOW + timedelta(hours=24)),
        ("emergency", SATURDAY_NIGHT, SATURDAY_NIGHT + timedelta(hours=24)),
        # Over the night in which the clocks go forward, 24 hours that really pass.
        (
            "emergency",
            datetime(2026, 3, 28, 12, tzinfo=UTC),
            datetime(2026, 3, 29, 12, tzinfo=UTC),
        ),
        ("significant", NOW, datetime(2026, 12, 7, 23, 59, tzinfo=UTC)),
    ],
)
def test_an_emergency_hazard_has_24_clock_hours(
    deal: Deal, level: str, aware: datetime, due: datetime
) -> None:
    found = HazardClock.started(aware, deal.calendar).due_at(level)
    assert found.replace(second=0, microsecond=0) == due


@pytest.mark.parametrize(("hours", "late"), [(23, False), (25, True)])
async def test_an_emergency_hazards_clock_stays_24_hours_after_steps(
    browser: Browser, scene: Scene, deal: Deal, clock: SetClock, hours: int, late: bool
) -> None:
    hazard_id = await _emergency_hazard(scene, deal)
    await browser.sign_in()
    for path in ("/", f"/hazards/{hazard_id}"):
        assert "working days left" not in (await browser.get(path)).text, path
        assert "24 Nov 10:00" in (await browser.get(path)).text, path
    clock.at = NOW + timedelta(hours=2)
    async with scene.units() as uow:
        await hazard_reports.record_step(
            uow,
            deal,
            hazard_id=hazard_id,
            step=HazardStep.INVESTIGATE,
            on_day=NOW.date(),
            text="Water through the ceiling light.",
            officer=WREN,
            now=clock.at,
        )
    clock.at = NOW + timedelta(hours=hours)
    await browser.sign_in()
    board = (await browser.get("/")).text
    assert "Make safe by" in board
    assert "Make safe by Thu 26 Nov" not in board
    assert ("Overdue by" in board) is late


@pytest.mark.parametrize(
    ("priority", "at", "minutes"),
    [
        (Priority.EMERGENCY, NOW, 10),
        (Priority.EMERGENCY, SATURDAY_NIGHT, 10),
        (Priority.ROUTINE, NOW, 30),
    ],
)
def test_an_answer_is_due_by_the_landlords_own_time(
    deal: Deal, priority: Priority, at: datetime, minutes: int
) -> None:
    assert deal.landlord.answer_by(priority, at) == at + minutes * MINUTE


@pytest.mark.parametrize(("minutes", "red"), [(9, False), (11, True)])
async def test_red_means_late_also_for_an_emergency(
    browser: Browser, scene: Scene, clock: SetClock, minutes: int, red: bool
) -> None:
    conversation = await scene.conversation()
    await scene.handoff(conversation.id, priority="emergency", due_in=10 * MINUTE)
    await browser.sign_in()
    clock.at = NOW + minutes * MINUTE
    page = (await browser.get("/")).text
    assert "Emergency</span>" in page
    assert ("ticket overdue" in page) is red


async def test_each_unanswered_message_starts_the_next_clock(
    browser: Browser, scene: Scene, deal: Deal, clock: SetClock
) -> None:
    handoff = await _answered(scene, deal)
    await browser.sign_in()
    assert "Answered" in (await browser.get("/")).text
    await _tenant_writes(scene, deal, handoff, NOW + 5 * MINUTE)
    await _tenant_writes(scene, deal, handoff, NOW + 9 * MINUTE)
    clock.at = NOW + 10 * MINUTE
    for path in ("/", f"/conversations/{handoff.conversation_id}"):
        page = (await browser.get(path)).text
        assert "due in 25 min" in page.lower(), path
        assert "Answered" not in page, path
    await _officer_writes(scene, deal, handoff, clock.at)
    assert "Answered" in (await browser.get("/")).text


async def test_an_answer_that_crossed_the_message_starts_no_clock(scene: Scene, deal: Deal) -> None:
    handoff = await _answered(scene, deal)
    async with scene.units() as uow:
        messages = await uow.talk.messages(handoff.conversation_id)
        earlier = [m for m in messages if m.author == "tenant"]
        await answer_clock.tenant_wrote(uow, deal.landlord, earlier)
        now_on = await uow.desk.handoff(handoff.id)
    assert now_on is not None
    assert now_on.due_at is None


@pytest.mark.parametrize("answered", [False, True])
async def test_a_breach_is_told_to_managers_once(
    open_browser: Callable[[], Browser],
    scene: Scene,
    deal: Deal,
    clock: SetClock,
    answered: bool,
) -> None:
    handoff = await (_answered(scene, deal) if answered else scene.waiting())
    if answered:
        await _tenant_writes(scene, deal, handoff, NOW)
    manager, officer = open_browser(), open_browser()
    await manager.sign_in(MABEL)
    await officer.sign_in(WREN)
    for minutes, late in ((29, False), (31, True), (45, True)):
        clock.at = NOW + minutes * MINUTE
        await jobs.run_due(scene.units, due_handlers(deal, load_diary_plan()), clock.at)
        assert ("Not answered in time: 1" in (await manager.get("/")).text) is late, minutes
        assert "Not answered in time" not in (await officer.get("/")).text
        assert ('emergency">Late' in (await officer.get("/")).text) is late, minutes
    async with scene.units() as uow:
        subject = f"conversation:{handoff.conversation_id}"
        told = await uow.desk.count_audit(action="answer_late", subject=subject, since=NOW)
    assert told == 1
    await _officer_writes(scene, deal, handoff, clock.at)
    assert "Not answered in time" not in (await manager.get("/")).text


async def test_signing_out_gives_back_and_closing_the_browser_does_not(
    open_browser: Callable[[], Browser], scene: Scene, deal: Deal
) -> None:
    handoff = await _answered(scene, deal)
    await open_browser().sign_in(WREN)  # a browser that is left, and never signs out
    assert (await _stands(scene, handoff)).state is HandoffState.CLAIMED
    again = open_browser()
    await again.sign_in(WREN)
    await again.post("/signout")
    after = await _stands(scene, handoff)
    assert (after.state, after.officer_id) == (HandoffState.WAITING, None)
    assert after.due_at is not None, "what waits has a date"
    await again.sign_in(WREN)
    case = (await again.get(f"/conversations/{handoff.conversation_id}")).text
    assert "Back in the queue: Wren Officer signed out." in case


async def _answered(scene: Scene, deal: Deal) -> Handoff:
    """A handoff that Wren has claimed and answered."""
    handoff = await scene.waiting()
    async with scene.units() as uow:
        await desk_replies.claim(
            uow, handoff_id=handoff.id, officer=WREN, texts=deal.texts, now=NOW
        )
    await _officer_writes(scene, deal, handoff, NOW)
    return handoff


async def _officer_writes(scene: Scene, deal: Deal, handoff: Handoff, at: datetime) -> None:
    async with scene.units() as uow:
        await handoffs.claim(uow, handoff_id=handoff.id, officer=WREN, now=at)
        seen = await uow.desk.newest_seq_by_people(handoff.conversation_id)
        await desk_replies.reply(
            uow,
            handoff_id=handoff.id,
            officer=WREN,
            text="We are looking into it",
            seen_seq=seen,
            texts=deal.texts,
            now=at,
        )


async def _tenant_writes(scene: Scene, deal: Deal, handoff: Handoff, at: datetime) -> None:
    async with scene.units() as uow:
        message = await uow.talk.add_message(
            conversation_id=handoff.conversation_id,
            direction="in",
            author="tenant",
            text="any news?",
            state="received",
            now=at,
        )
        await answer_clock.tenant_wrote(uow, deal.landlord, [message])


async def _stands(scene: Scene, handoff: Handoff) -> Handoff:
    async with scene.units() as uow:
        found = await uow.desk.handoff(handoff.id)
    assert found is not None
    return found


async def _emergency_hazard(scene: Scene, deal: Deal) -> int:
    conversation = await scene.conversation()
    message = await scene.tenant_says(conversation.id, "water is pouring through the light")
    async with scene.units() as uow:
        filed = await uow.reports.file_hazard(
            reference="H-TEST1",
            conversation_id=conversation.id,
            message_id=message.id,
            tenant_id=1,
            hazard="damp_mould",
            words=message.text,
            level="emergency",
            reported_at=NOW,
            investigate_by=HazardClock.started(NOW, deal.calendar).due_at("emergency"),
        )
    return filed.id
