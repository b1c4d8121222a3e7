"""A visit's whole life through the services, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from housing.domain.repairs.appointments import AppointmentRefused, AppointmentState
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.work_orders import OrderFinished, WorkOrderState
from housing.domain.slots.slot import SlotTaken
from housing.services.repairs import diary
from housing.services.repairs.visit_jobs import VisitJob
from tests.diary.offers import day
from tests.diary.scene import NOW, PLAN, TODAY, Scene

TUE, WED = day("Tue 24 Nov"), day("Wed 25 Nov")
PLUMBER = Operative(0, "Tapper", ("plumber", "drainage"), ("Quayside",))


async def test_a_booking_takes_its_minutes_and_keeps_its_history(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE, minutes=120, held=30)
    order = await scene.order()
    (slot,) = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
    assert (held.state, held.words()) == (AppointmentState.RESERVED, "Tue 24 Nov, 8am-12pm")
    assert held.hold_expires_at == NOW + timedelta(minutes=10)
    async with scene.units() as uow:
        booked = await diary.confirm(uow, appointment_id=held.id, now=NOW)
        again = await diary.confirm(uow, appointment_id=held.id, now=NOW)
    assert booked == again
    assert booked.state is AppointmentState.SCHEDULED
    assert booked.operative_name == "Tapper"
    assert await scene.used() == {1: (60, 60)}
    async with scene.units() as uow:
        history = await uow.appointments.history(order.id)
        after = await diary.order_of(uow, order.id)
    assert [(line.from_state, line.to_state) for line in history] == [
        (None, "reserved"), ("reserved", "scheduled"),
    ]  # fmt: skip
    assert after.state is WorkOrderState.SCHEDULED


async def test_the_last_place_goes_once(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE, minutes=60)
    first, second = await scene.order(1), await scene.order(2)
    (slot,) = await scene.slots()
    async with scene.units() as uow:
        await diary.reserve(uow, work_order_id=first.id, slot=slot, now=NOW)
    async with scene.units() as uow:
        with pytest.raises(SlotTaken):
            await diary.reserve(uow, work_order_id=second.id, slot=slot, now=NOW)
    assert await scene.used() == {1: (60, 60)}
    assert await scene.slots() == ()


async def test_a_full_operative_is_followed_by_the_next(scene: Scene) -> None:
    await scene.operatives(PLUMBER, replace(PLUMBER, name="Spare"))
    await scene.window(1, TUE)
    await scene.window(2, TUE)
    (slot,) = await scene.slots()
    names = []
    for number in (1, 2):
        order = await scene.order(number)
        async with scene.units() as uow:
            held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
            names.append(held.operative_name)
    assert names == ["Tapper", "Spare"]


async def test_held_back_minutes_are_for_urgent_work_alone(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE, minutes=90, held=60)
    assert await scene.slots(minutes=30)
    assert not await scene.slots(minutes=31)
    (slot,) = await scene.slots(minutes=60, priority="urgent")
    routine = await scene.order(1)
    async with scene.units() as uow:
        with pytest.raises(SlotTaken):
            await diary.reserve(uow, work_order_id=routine.id, slot=slot, now=NOW)
    urgent = await scene.order(2, priority="urgent")
    async with scene.units() as uow:
        await diary.reserve(uow, work_order_id=urgent.id, slot=slot, now=NOW)
    assert await scene.used() == {1: (60, 0)}


async def test_a_hold_ends_and_can_be_taken_again_while_the_place_is_free(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    order, other = await scene.order(1), await scene.order(2)
    (slot,) = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
    async with scene.units() as uow:
        assert await diary.expire_holds(uow, now=NOW + timedelta(minutes=9, seconds=59)) == 0
    late = NOW + timedelta(minutes=10)
    async with scene.units() as uow:
        assert await diary.expire_holds(uow, now=late) == 1
    assert await scene.used() == {1: (0, 0)}
    async with scene.units() as uow:
        booked = await diary.confirm(uow, appointment_id=held.id, now=late)
    assert booked.id != held.id
    assert booked.state is AppointmentState.SCHEDULED
    async with scene.units() as uow:
        with pytest.raises(SlotTaken):
            await diary.reserve(uow, work_order_id=other.id, slot=slot, now=late)


async def test_a_hold_that_ended_and_went_to_another_is_taken(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    order, other = await scene.order(1), await scene.order(2)
    (slot,) = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
    late = NOW + timedelta(minutes=11)
    async with scene.units() as uow:
        await diary.expire_holds(uow, now=late)
        await diary.reserve(uow, work_order_id=other.id, slot=slot, now=late)
    async with scene.units() as uow:
        with pytest.raises(SlotTaken):
            await diary.confirm(uow, appointment_id=held.id, now=late)


async def test_choosing_again_lets_the_first_hold_go(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    await scene.window(1, WED)
    order = await scene.order()
    first, second = await scene.slots()
    async with scene.units() as uow:
        await diary.reserve(uow, work_order_id=order.id, slot=first, now=NOW)
        await diary.reserve(uow, work_order_id=order.id, slot=second, now=NOW)
    assert await scene.used() == {1: (0, 0), 2: (60, 60)}


async def test_a_move_is_a_new_visit_and_keeps_the_old_one(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    await scene.window(1, WED)
    order = await scene.order()
    first, second = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=first, now=NOW)
        booked = await diary.confirm(uow, appointment_id=held.id, now=NOW)
    async with scene.units() as uow:
        moved = await diary.move(uow, appointment_id=booked.id, slot=second, now=NOW)
    assert moved.slot().date == WED
    assert await scene.used() == {1: (0, 0), 2: (60, 60)}
    async with scene.units() as uow:
        old = await diary.appointment_of(uow, booked.id)
        history = await uow.appointments.history(order.id)
    assert old.state is AppointmentState.CANCELLED
    assert history[-2].note == f"moved to {moved.id}"
    assert len(history) == 5


async def test_a_move_to_a_taken_slot_changes_nothing(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    await scene.window(1, WED)
    order, other = await scene.order(1), await scene.order(2)
    first, second = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=first, now=NOW)
        booked = await diary.confirm(uow, appointment_id=held.id, now=NOW)
        await diary.reserve(uow, work_order_id=other.id, slot=second, now=NOW)
    before = await scene.used()
    with pytest.raises(SlotTaken):
        async with scene.units() as uow:
            await diary.move(uow, appointment_id=booked.id, slot=second, now=NOW)
    assert await scene.used() == before
    async with scene.units() as uow:
        assert await diary.appointment_of(uow, booked.id) == booked


@pytest.mark.parametrize("with_order", [False, True])
async def test_cancelling_gives_the_time_back(scene: Scene, with_order: bool) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    order = await scene.order()
    (slot,) = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
        await diary.confirm(uow, appointment_id=held.id, now=NOW)
    async with scene.units() as uow:
        await diary.cancel(uow, appointment_id=held.id, now=NOW, with_order=with_order)
    assert await scene.used() == {1: (0, 0)}
    async with scene.units() as uow:
        state = (await diary.order_of(uow, order.id)).state
        with pytest.raises(AppointmentRefused):
            await diary.cancel(uow, appointment_id=held.id, now=NOW)
    assert state is (WorkOrderState.CANCELLED if with_order else WorkOrderState.RAISED)


async def test_after_despatch_only_staff_may_take_it_back(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    await scene.window(1, WED)
    order = await scene.order()
    slot, other = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
        await diary.confirm(uow, appointment_id=held.id, now=NOW)
        await diary.despatch(uow, appointment_id=held.id, actor="operative:1", now=NOW)
    async with scene.units() as uow:
        with pytest.raises(AppointmentRefused):
            await diary.cancel(uow, appointment_id=held.id, now=NOW)
        with pytest.raises(AppointmentRefused):
            await diary.move(uow, appointment_id=held.id, slot=other, now=NOW)
    async with scene.units() as uow:
        gone = await diary.cancel(uow, appointment_id=held.id, now=NOW, actor="officer:1")
    assert gone.state is AppointmentState.CANCELLED


async def test_a_finished_visit_finishes_the_order_and_asks_the_one_question(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    order = await scene.order()
    (slot,) = await scene.slots()
    evening = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
        await diary.confirm(uow, appointment_id=held.id, now=NOW)
        await diary.despatch(uow, appointment_id=held.id, actor="operative:1", now=evening)
        await diary.arrive(uow, appointment_id=held.id, actor="operative:1", now=evening)
        await diary.complete(uow, appointment_id=held.id, actor="operative:1", now=evening)
    async with scene.units() as uow:
        done = await diary.order_of(uow, order.id)
        until = evening + timedelta(days=2)
        jobs = await uow.jobs.lease(
            [VisitJob.ASK_FEEDBACK], now=until, until=until + timedelta(minutes=1), limit=5
        )
    assert (done.state, done.completed_at) == (WorkOrderState.COMPLETED, evening)
    assert [job.due_at for job in jobs] == [datetime(2026, 11, 25, 8, tzinfo=UTC)]


async def test_no_access_spends_the_time_and_counts(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    order = await scene.order()
    (slot,) = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
        await diary.confirm(uow, appointment_id=held.id, now=NOW)
        await diary.no_access(uow, appointment_id=held.id, actor="operative:1", now=NOW)
    assert await scene.used() == {1: (60, 60)}
    async with scene.units() as uow:
        assert (await diary.order_of(uow, order.id)).state is WorkOrderState.RAISED


async def test_an_order_is_raised_once_a_report(scene: Scene) -> None:
    order = await scene.order()
    async with scene.units() as uow:
        again = await diary.raise_work_order(
            uow,
            report_id=order.report_id,
            home_id=None,
            tenant_id=None,
            issue="tap_dripping",
            trades=("plumber",),
            priority="urgent",
            minutes=30,
            required_completion=None,
            now=NOW,
        )
    assert again == order


@pytest.mark.parametrize(
    ("target", "by"), [(None, 24), (timedelta(hours=4), 4), (timedelta(hours=30), 24)]
)
async def test_an_emergency_goes_to_staff_until_it_is_accepted(
    scene: Scene, target: timedelta | None, by: int
) -> None:
    await scene.operatives(PLUMBER, Operative(0, "Sparky", ("electrician",), ()))
    required = NOW + target if target else None
    order = await scene.order(priority="emergency", required_completion=required)
    assert order.state is WorkOrderState.STAFF
    assert order.required_completion == NOW + timedelta(hours=by)
    assert order.operative_id is None


async def test_topping_up_keeps_what_is_booked(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    closed = frozenset({day("Tue 8 Dec")})
    order = await scene.order()
    async with scene.units() as uow:
        await diary.top_up(uow, plan=PLAN, closed=closed, today=TODAY)
    first = (await scene.slots())[0]
    async with scene.units() as uow:
        await diary.reserve(uow, work_order_id=order.id, slot=first, now=NOW)
    async with scene.units() as uow:
        await diary.top_up(uow, plan=PLAN, closed=closed, today=TODAY + timedelta(days=1))
    days = {slot.date for slot in await scene.slots(limit=99)}
    assert max(days) == day("Mon 14 Dec")
    assert day("Tue 8 Dec") not in days
    assert sum(used for used, _ in (await scene.used()).values()) == 60


async def test_a_hold_is_let_go_once_and_a_visit_never(scene: Scene) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    order = await scene.order()
    (slot,) = await scene.slots()
    for _ in range(2):
        async with scene.units() as uow:
            held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
        for _ in range(2):
            async with scene.units() as uow:
                await diary.cancel_hold(uow, appointment_id=held.id, now=NOW)
        assert await scene.used() == {1: (0, 0)}
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
        booked = await diary.confirm(uow, appointment_id=held.id, now=NOW)
        await diary.cancel_hold(uow, appointment_id=booked.id, now=NOW)
    assert await scene.used() == {1: (60, 60)}


@pytest.mark.parametrize("finish", ["complete", "drop"])
async def test_a_finished_order_takes_no_more_visits(scene: Scene, finish: str) -> None:
    await scene.operatives(PLUMBER)
    await scene.window(1, TUE)
    await scene.window(1, WED)
    order = await scene.order()
    first, second = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=first, now=NOW)
        booked = await diary.confirm(uow, appointment_id=held.id, now=NOW)
        await diary.reserve(uow, work_order_id=order.id, slot=second, now=NOW)
        if finish == "complete":
            await diary.complete(uow, appointment_id=booked.id, actor="officer:1", now=NOW)
        else:
            await diary.cancel(uow, appointment_id=booked.id, now=NOW, with_order=True)
    spent = 60 if finish == "complete" else 0
    assert await scene.used() == {1: (spent, spent), 2: (0, 0)}
    async with scene.units() as uow:
        with pytest.raises(OrderFinished):
            await diary.reserve(uow, work_order_id=order.id, slot=second, now=NOW)
