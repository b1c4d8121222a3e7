"""The desk's page of repairs: what may be owed, what is late, who is off."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.parts import DeskParts
from housing.adapters.sql.unit_of_work import Units
from housing.domain.repairs.appointments import Appointment
from housing.domain.repairs.diary_windows import Operative
from housing.services.casework import owed
from housing.services.repairs import diary
from tests.desk.browsing import Browser
from tests.desk.scene import SetClock
from tests.diary.scene import NOW, TODAY
from tests.diary.scene import Scene as DiaryScene


@pytest.fixture
async def missed(parts: DeskParts, units: Units) -> Appointment:
    """A visit that nobody made, with what the Deal pays for it put to staff."""
    scene = DiaryScene(units)
    await scene.operatives(Operative(0, "Tapper Wellspring", ("plumber",), ("Quayside",)))
    await scene.window(1, TODAY + timedelta(days=1))
    order = await scene.order(required_completion=NOW - timedelta(days=1))
    (slot,) = await scene.slots()
    async with units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
        await diary.confirm(uow, appointment_id=held.id, now=NOW)
        visit = await diary.miss(uow, appointment_id=held.id, actor="tenant", now=NOW)
        await owed.propose(uow, parts.deal, order=order, visit=visit, now=NOW)
    return visit


@pytest.fixture(autouse=True)
async def signed_in(browser: Browser) -> None:
    await browser.sign_in()


async def test_what_may_be_owed_is_decided_once(
    browser: Browser, parts: DeskParts, missed: Appointment
) -> None:
    page = await browser.get("/repairs")
    assert page.status == 200
    assert "£20" in page.text
    async with parts.reads() as uow:
        (one,) = await uow.owed.proposed()
    decided = await browser.post(f"/repairs/owed/{one.id}", decision="confirm")
    assert "Pay it from your own books" in decided.text
    assert "Nothing waits for a decision" in decided.text
    assert (await browser.post(f"/repairs/owed/{one.id}", decision="refuse")).status == 409
    assert (await browser.post("/repairs/owed/999", decision="refuse")).status == 404
    assert (await browser.post(f"/repairs/owed/{one.id}", decision="maybe")).status == 422


async def test_a_late_repair_is_listed(browser: Browser, missed: Appointment) -> None:
    page = await browser.get("/repairs")
    assert "no visit booked" in page.text
    assert "No repair is late" not in page.text


async def test_an_operative_is_taken_off(
    browser: Browser, units: Units, missed: Appointment
) -> None:
    day = TODAY + timedelta(days=1)
    off = await browser.post("/repairs/off", operative="1", day=day.isoformat())
    assert "off that day" in off.text
    assert await DiaryScene(units).slots() == ()


@pytest.mark.parametrize(
    ("operative", "day"),
    [("", "2026-11-24"), ("1", ""), ("1", "24/11/2026"), ("1", "2026-11-22"), ("99", "2026-11-24")],
)
async def test_a_day_off_that_cannot_be_is_refused(
    browser: Browser, missed: Appointment, operative: str, day: str
) -> None:
    page = await browser.post("/repairs/off", operative=operative, day=day)
    assert page.status == 422
    assert 'role="alert"' in page.text


@pytest.mark.parametrize(
    ("at", "today", "yesterday"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), "2026-07-01", "2026-06-30"),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), "2026-07-02", "2026-07-01"),
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), "2026-12-01", "2026-11-30"),
        (datetime(2026, 12, 2, 0, 0, tzinfo=UTC), "2026-12-02", "2026-12-01"),
    ],
)
async def test_today_is_londons_day(
    browser: Browser,
    clock: SetClock,
    missed: Appointment,
    at: datetime,
    today: str,
    yesterday: str,
) -> None:
    clock.at = at
    await browser.sign_in()
    assert f'min="{today}"' in (await browser.get("/repairs")).text
    assert (await browser.post("/repairs/off", operative="1", day=yesterday)).status == 422
    assert (await browser.post("/repairs/off", operative="1", day=today)).status == 200
