"""Calendar files: one entry a visit, on London's clock, and nothing in it that need not be."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from housing.adapters.calendar_file import calendar_file
from housing.domain.repairs.diary_windows import DiaryWindow, Operative
from housing.domain.slots.slot import Slot
from housing.services.repairs import calendars, diary
from tests.diary.scene import NOW, TODAY, Scene

LONDON = ZoneInfo("Europe/London")
PLUMBER = Operative(0, "Tapper Wellspring", ("plumber",), ("Quayside",))


async def prepared(scene: Scene, *days: date) -> list[Slot]:
    """A plumber with a morning on each day."""
    await scene.operatives(PLUMBER, Operative(0, "Olive Stopcock", ("electrician",), ()))
    for day in days:
        await scene.window(1, day, minutes=120)
    return list(await scene.slots())


async def book(scene: Scene, order_id: int, slot: Slot) -> int:
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order_id, slot=slot, now=NOW)
        return (await diary.confirm(uow, appointment_id=held.id, now=NOW)).id


async def entries(scene: Scene, path: str) -> Calendar:
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    async with scene.units() as uow:
        found = await calendars.find(uow, token=token, now=NOW)
    assert found is not None
    body = calendar_file(
        found.events,
        name="Visits",
        title=lambda event: event.visit.issue,
        note="Ring us",
        with_address=found.for_operative,
    )
    return Calendar.from_ical(body)


async def of_order(scene: Scene, order_id: int) -> Calendar:
    async with scene.units() as uow:
        path = await calendars.path_for_order(uow, work_order_id=order_id, now=NOW)
    return await entries(scene, path)


async def of_operative(scene: Scene, operative_id: int) -> Calendar:
    async with scene.units() as uow:
        path = await calendars.path_for_operative(uow, operative_id=operative_id, now=NOW)
    return await entries(scene, path)


async def test_an_entry_is_the_arrival_window_with_the_rules_of_londons_clock(
    scene: Scene,
) -> None:
    first, *_ = await prepared(scene, TODAY + timedelta(days=1))
    order = await scene.order()
    await book(scene, order.id, first)
    calendar = await of_order(scene, order.id)
    (event,) = calendar.events
    assert datetime(2026, 11, 24, 8, tzinfo=LONDON) == event.DTSTART
    assert datetime(2026, 11, 24, 12, tzinfo=LONDON) == event.DTEND
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert (event["STATUS"], event["SEQUENCE"], calendar["METHOD"]) == ("CONFIRMED", 0, "PUBLISH")
    (zone,) = calendar.timezones
    assert zone["TZID"] == "Europe/London"
    assert len(zone.standard) >= 1
    assert len(zone.daylight) >= 1


@pytest.mark.parametrize(
    ("day", "utc_hour"), [(date(2026, 11, 24), 8), (date(2027, 3, 26), 8), (date(2027, 3, 29), 7)]
)
def test_eight_in_the_morning_is_eight_on_the_wall_in_winter_and_summer(
    day: date, utc_hour: int
) -> None:
    slot = Slot(day, "am", time(8), time(12))
    assert slot.earliest_arrival.astimezone(ZoneInfo("UTC")).hour == utc_hour
    assert slot.earliest_arrival.astimezone(LONDON).hour == 8


async def test_a_move_is_the_same_entry_at_another_time(scene: Scene) -> None:
    first, second = await prepared(scene, TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    order = await scene.order()
    visit = await book(scene, order.id, first)
    (before,) = (await of_order(scene, order.id)).events
    async with scene.units() as uow:
        await diary.move(uow, appointment_id=visit, slot=second, now=NOW)
    (after,) = (await of_order(scene, order.id)).events
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.DTSTART.date() == TODAY + timedelta(days=2)
    assert after["STATUS"] == "CONFIRMED"


async def test_a_visit_called_off_says_so_and_keeps_its_name(scene: Scene) -> None:
    first, *_ = await prepared(scene, TODAY + timedelta(days=1))
    order = await scene.order()
    visit = await book(scene, order.id, first)
    (before,) = (await of_order(scene, order.id)).events
    async with scene.units() as uow:
        await diary.cancel(uow, appointment_id=visit, now=NOW)
    calendar = await of_order(scene, order.id)
    (after,) = calendar.events
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert calendar["METHOD"] == "CANCEL"


async def test_the_visit_after_one_that_took_place_is_another_entry(scene: Scene) -> None:
    first, second = await prepared(scene, TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    order = await scene.order()
    visit = await book(scene, order.id, first)
    async with scene.units() as uow:
        await diary.no_access(uow, appointment_id=visit, actor="operative:1", now=NOW)
    await book(scene, order.id, second)
    before, after = (await of_order(scene, order.id)).events
    assert before["UID"] != after["UID"]
    assert after["SEQUENCE"] == 0


async def test_a_hold_is_in_no_calendar(scene: Scene) -> None:
    first, *_ = await prepared(scene, TODAY + timedelta(days=1))
    order = await scene.order()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=first, now=NOW)
        await diary.cancel_hold(uow, appointment_id=held.id, now=NOW)
    assert (await of_order(scene, order.id)).events == []
    assert (await of_operative(scene, 1)).events == []


async def test_an_operative_sees_their_own_and_what_went_to_somebody_else(scene: Scene) -> None:
    first, *_ = await prepared(scene, TODAY + timedelta(days=1))
    async with scene.units() as uow:
        await uow.diary.add_operatives([Operative(0, "Second Plumber", ("plumber",), ())])
        day = TODAY + timedelta(days=3)
        await uow.diary.add_windows([DiaryWindow(3, day, "am", time(8), time(12), 60, 0)])
    later = (await scene.slots())[-1]
    order = await scene.order()
    visit = await book(scene, order.id, first)
    (mine,) = (await of_operative(scene, 1)).events
    assert mine["STATUS"] == "CONFIRMED"
    async with scene.units() as uow:
        await diary.move(uow, appointment_id=visit, slot=later, now=NOW)
    (gone,) = (await of_operative(scene, 1)).events
    (theirs,) = (await of_operative(scene, 3)).events
    assert (gone["STATUS"], theirs["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert gone["UID"] == theirs["UID"]


async def test_links_are_kept_cannot_be_guessed_and_can_be_withdrawn(scene: Scene) -> None:
    await prepared(scene, TODAY + timedelta(days=1))
    async with scene.units() as uow:
        first = await calendars.path_for_operative(uow, operative_id=1, now=NOW)
        again = await calendars.path_for_operative(uow, operative_id=1, now=NOW)
        other = await calendars.path_for_operative(uow, operative_id=2, now=NOW)
        await calendars.renew_operatives_link(uow, operative_id=1)
        new = await calendars.path_for_operative(uow, operative_id=1, now=NOW)
        lost = first.removeprefix("/calendar/").removesuffix(".ics")
        assert await calendars.find(uow, token=lost, now=NOW) is None
    assert first == again
    assert len({first, other, new}) == 3
    assert len(lost) >= 32


async def test_a_tenants_file_says_nothing_about_the_home(scene: Scene) -> None:
    first, *_ = await prepared(scene, TODAY + timedelta(days=1))
    order = await scene.order()
    await book(scene, order.id, first)
    async with scene.units() as uow:
        await uow.reports.change_report(order.report_id, told_address="14 Made Up Street")
    assert "Made Up" not in (await of_order(scene, order.id)).to_ical().decode()
    (event,) = (await of_operative(scene, 1)).events
    assert event["LOCATION"] == "14 Made Up Street"
