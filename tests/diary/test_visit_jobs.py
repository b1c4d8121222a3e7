"""When a visit's texts are due, on the tenant's clock: also when the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from housing.adapters.deal.diary_files import load_diary_plan
from housing.adapters.deal.files import load_deal
from housing.domain.messaging.conversation import Channel
from housing.domain.repairs.appointments import Appointment
from housing.domain.repairs.diary_windows import Operative
from housing.services.messaging import jobs
from housing.services.messaging.due_work import due_handlers
from housing.services.repairs import diary
from tests.diary.scene import Scene

HANDLERS = due_handlers(load_deal(), load_diary_plan())
MINUTE = timedelta(minutes=1)
# The Mondays after both Sundays on which the clocks change, one in winter, one in summer time.
MONDAYS = {
    "forward": (date(2026, 3, 30), datetime(2026, 3, 29, 17, tzinfo=UTC)),
    "back": (date(2026, 10, 26), datetime(2026, 10, 25, 18, tzinfo=UTC)),
    "winter": (date(2026, 11, 30), datetime(2026, 11, 29, 18, tzinfo=UTC)),
    "summer": (date(2026, 7, 6), datetime(2026, 7, 5, 17, tzinfo=UTC)),
}


async def booked(scene: Scene, day: date, *, hours_before: int = 5 * 24) -> Appointment:
    """A visit on the morning of that day, booked so many hours before nine."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) - timedelta(hours=hours_before)
    await scene.operatives(Operative(0, "Tapper Wellspring", ("plumber",), ("Quayside",)))
    await scene.window(1, day)
    order = await scene.order(now=at)
    (slot,) = await scene.slots(now=at)
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=at)
        return await diary.confirm(uow, appointment_id=held.id, now=at)


async def said(scene: Scene, at: datetime) -> list[str]:
    """What the tenant has been told by then, with whatever is due done first."""
    while await jobs.run_due(scene.units, HANDLERS, at):
        pass
    async with scene.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, "+447700900001", at)
        return [one.text for one in await uow.talk.messages(talk.id) if one.direction == "out"]


@pytest.mark.parametrize("night", MONDAYS)
async def test_six_in_the_evening_is_six_on_the_tenants_clock(scene: Scene, night: str) -> None:
    monday, six = MONDAYS[night]
    await booked(scene, monday)
    assert await said(scene, six - MINUTE) == []
    (reminder,) = await said(scene, six)
    assert "a reminder" in reminder
    assert len(await said(scene, six + timedelta(hours=1))) == 1


async def test_what_was_booked_the_afternoon_before_is_not_reminded_of(scene: Scene) -> None:
    monday, six = MONDAYS["winter"]
    await booked(scene, monday, hours_before=20)
    assert await said(scene, six) == []


@pytest.mark.parametrize("hours", [3, 9, 13])
async def test_a_reminder_that_comes_too_late_is_not_sent_at_night(
    scene: Scene, hours: int
) -> None:
    monday, six = MONDAYS["back"]
    await booked(scene, monday)
    assert await said(scene, six + timedelta(hours=hours)) == []


async def test_on_the_way_before_eight_waits_for_eight(scene: Scene) -> None:
    monday, _ = MONDAYS["winter"]
    visit = await booked(scene, monday)
    early = visit.earliest_arrival - 20 * MINUTE
    async with scene.units() as uow:
        await diary.despatch(uow, appointment_id=visit.id, actor="operative:1", now=early)
    assert not [text for text in await said(scene, early) if "on the way" in text]
    at_eight = visit.earliest_arrival
    assert len([text for text in await said(scene, at_eight) if "on the way" in text]) == 1


async def test_who_is_there_already_is_not_said_to_be_on_the_way(scene: Scene) -> None:
    monday, _ = MONDAYS["winter"]
    visit = await booked(scene, monday)
    early = visit.earliest_arrival - 20 * MINUTE
    for step in (diary.despatch, diary.arrive):
        async with scene.units() as uow:
            await step(uow, appointment_id=visit.id, actor="operative:1", now=early)
    texts = await said(scene, visit.earliest_arrival)
    assert not [text for text in texts if "on the way" in text]


async def test_a_job_put_off_is_not_a_job_that_failed(scene: Scene) -> None:
    monday, six = MONDAYS["winter"]
    await booked(scene, monday)
    morning = six - timedelta(hours=10)
    for minute in range(12):
        assert await said(scene, morning + minute * MINUTE) == []
    assert len(await said(scene, six)) == 1
