"""Booking: offer, hold, confirm, move and cancel visits.

Capacity is decided by the table's constraints alone. Offering holds nothing. What becomes of a
booked visit on its day is in `visits.py`.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.repairs.appointments import (
    HOLD,
    NOT_DONE,
    Appointment,
    AppointmentEvent,
    AppointmentRefused,
    AppointmentState,
    NewAppointment,
)
from housing.domain.repairs.diary_windows import DiaryPlan, lay_out
from housing.domain.repairs.work_orders import OrderFinished, WorkOrder, WorkOrderState
from housing.domain.slots.slot import (
    SEARCH_DAYS,
    Slot,
    SlotTaken,
    counts_as_routine,
    first_day,
    in_time,
    varied,
)
from housing.domain.slots.wishes import Wish
from housing.services.repairs import emergencies, visit_jobs
from housing.services.repairs.appointment_changes import appointment_of as appointment_of
from housing.services.repairs.appointment_changes import change, give_up_holds
from housing.services.repairs.appointment_changes import order_of as order_of
from housing.services.repairs.visit_jobs import VisitJob
from housing.services.repairs.visits import arrive as arrive
from housing.services.repairs.visits import complete as complete
from housing.services.repairs.visits import despatch as despatch
from housing.services.repairs.visits import follow_on as follow_on
from housing.services.repairs.visits import miss as miss
from housing.services.repairs.visits import no_access as no_access
from housing.services.repairs.work_orders import find_order as find_order
from housing.services.repairs.work_orders import open_orders as open_orders
from housing.services.repairs.work_orders import raise_work_order as raise_work_order

TOP_UP = "top_up_diary"


async def offer(
    uow: UnitOfWork,
    *,
    trades: Sequence[str],
    minutes: int,
    priority: str,
    patch: str | None,
    now: datetime,
    skip: int = 0,
    limit: int = 3,
    until: date | None = None,
    wish: Wish | None = None,
    closed: frozenset[date] = frozenset(),
    also: Sequence[Sequence[str]] = (),
) -> tuple[Slot, ...]:
    """Free slots for a visit of `minutes`, soonest first and varied; empty when there are none.

    `trades` can each do the work, narrowest first. `skip` pages on for "others". `until` is the
    last day that still meets a target, `closed` are days on which nobody visits (bank holidays).
    Each of `also` is a further need, one of whose trades the same operative must have.
    """
    first = first_day(priority, now)
    last = min(until or date.max, first + timedelta(days=SEARCH_DAYS))
    free = await uow.diary.free_slots(
        trades=trades,
        also=also,
        minutes=minutes,
        routine=counts_as_routine(priority),
        patch=patch,
        first=first,
        last=last,
    )
    usable = [slot for slot in free if slot.date not in closed and in_time(slot, now)]
    wanted = wish.filter(usable) if wish else usable
    return varied(wanted)[skip : skip + limit]


async def reserve(
    uow: UnitOfWork, *, work_order_id: int, slot: Slot, now: datetime, actor: str = "tenant"
) -> Appointment:
    """Holds the slot for ten minutes; an earlier hold of the same order is let go.

    Raises SlotTaken when the last place went to somebody else, OrderFinished when there is nothing
    left to do, and LookupError without the order.
    """
    order = await order_of(uow, work_order_id, lock=True)
    if not order.open:
        raise OrderFinished(order.reference)
    await give_up_holds(uow, work_order_id, actor=actor, note="chose another time", now=now)
    diary_window_id = await _take(uow, order, slot)
    held = await uow.appointments.add_appointment(
        NewAppointment(
            work_order_id=order.id,
            diary_window_id=diary_window_id,
            minutes=order.minutes,
            counts_as_routine=counts_as_routine(order.priority),
            earliest_arrival=slot.earliest_arrival,
            latest_arrival=slot.latest_arrival,
            hold_expires_at=now + HOLD,
        ),
        actor=actor,
        now=now,
    )
    await visit_jobs.schedule(uow, VisitJob.EXPIRE_HOLD, held, now + HOLD)
    return held


async def confirm(
    uow: UnitOfWork, *, appointment_id: int, now: datetime, actor: str = "tenant"
) -> Appointment:
    """Makes a held slot an appointment; the order's earlier appointment, if any, is moved.

    A hold that has ended is taken again if the place is still free, under a new appointment;
    otherwise SlotTaken. Confirming twice changes nothing. Raises AppointmentRefused when the
    operative of the earlier appointment is already on the way.
    """
    held = await appointment_of(uow, appointment_id)
    if held.state is AppointmentState.SCHEDULED:
        return held
    if held.state is AppointmentState.CANCELLED:
        held = await reserve(
            uow, work_order_id=held.work_order_id, slot=held.slot(), now=now, actor=actor
        )
    for earlier in await uow.appointments.live_appointments(held.work_order_id):
        if earlier.id != held.id:
            await change(
                uow,
                earlier,
                _put_off(earlier, now),
                actor=actor,
                note=f"moved to {held.id}",
                now=now,
            )
    confirmed = await change(uow, held, AppointmentEvent.CONFIRM, actor=actor, now=now)
    await visit_jobs.plan_visit(uow, confirmed, now=now)
    await uow.orders.set_order_state(
        held.work_order_id, WorkOrderState.SCHEDULED, completed_at=None
    )
    return confirmed


async def move(
    uow: UnitOfWork, *, appointment_id: int, slot: Slot, now: datetime, actor: str = "tenant"
) -> Appointment:
    """Moves an appointment at once: a new one for `slot`, the old one cancelled and kept.

    Raises SlotTaken, with nothing changed, when the slot is gone; AppointmentRefused when the
    operative is on the way already.
    """
    old = await appointment_of(uow, appointment_id)
    if old.state is not AppointmentState.SCHEDULED:
        raise AppointmentRefused(old.state, AppointmentEvent.MOVE)
    held = await reserve(uow, work_order_id=old.work_order_id, slot=slot, now=now, actor=actor)
    return await confirm(uow, appointment_id=held.id, now=now, actor=actor)


async def cancel(
    uow: UnitOfWork,
    *,
    appointment_id: int,
    now: datetime,
    actor: str = "tenant",
    note: str | None = None,
    with_order: bool = False,
) -> Appointment:
    """Cancels a visit and gives its time back; the repair stays open unless `with_order`.

    Only staff (`actor` officer:<id>) may withdraw one under way, else AppointmentRefused.
    """
    appointment = await appointment_of(uow, appointment_id)
    event = AppointmentEvent.WITHDRAW if _is_staff(actor) else AppointmentEvent.CANCEL
    cancelled = await change(uow, appointment, event, actor=actor, note=note, now=now)
    others = await uow.appointments.live_appointments(cancelled.work_order_id)
    if with_order:
        for other in others:
            await change(uow, other, event, actor=actor, note=note, now=now)
    order = await order_of(uow, cancelled.work_order_id, lock=True)
    if not with_order and not others and emergencies.is_left(order, cancelled):
        await emergencies.put_back(uow, order, cancelled, now=now)
    elif with_order or not others:
        state = WorkOrderState.CANCELLED if with_order else WorkOrderState.RAISED
        await uow.orders.set_order_state(cancelled.work_order_id, state, completed_at=None)
    return cancelled


async def cancel_hold(
    uow: UnitOfWork, *, appointment_id: int, now: datetime, actor: str = "tenant"
) -> None:
    """Gives up a hold that is not wanted after all; one that has ended by itself is no matter."""
    held = await appointment_of(uow, appointment_id)
    if held.state is AppointmentState.RESERVED:
        await change(uow, held, AppointmentEvent.CANCEL, actor=actor, note="not wanted", now=now)


async def cancel_order(uow: UnitOfWork, *, work_order_id: int, now: datetime) -> None:
    """The tenant dropped the matter: holds are given up and an order without a visit cancelled.

    A visit that is booked, an order that staff have and one that waits for another visit stay as
    they are.
    """
    order = await order_of(uow, work_order_id)
    live = await uow.appointments.live_appointments(work_order_id)
    for held in live:
        await cancel_hold(uow, appointment_id=held.id, now=now)
    booked = any(one.state is not AppointmentState.RESERVED for one in live)
    begun = await uow.appointments.last_ended(work_order_id, NOT_DONE) is not None
    if order.state is WorkOrderState.RAISED and not booked and not begun:
        await uow.orders.set_order_state(work_order_id, WorkOrderState.CANCELLED, completed_at=None)


async def expire_holds(uow: UnitOfWork, *, now: datetime) -> int:
    """Gives back every hold that has ended; returns how many."""
    lapsed = await uow.appointments.lapsed_holds(now)
    for appointment in lapsed:
        await change(
            uow, appointment, AppointmentEvent.EXPIRE, actor="system", note="hold ended", now=now
        )
    return len(lapsed)


async def top_up(uow: UnitOfWork, *, plan: DiaryPlan, closed: frozenset[date], today: date) -> None:
    """Opens the diary as far ahead as the plan goes; windows that are there stay as they are."""
    operatives = await uow.diary.operatives()
    await uow.diary.add_windows(lay_out(operatives, plan, today=today, closed=closed))


async def _take(uow: UnitOfWork, order: WorkOrder, slot: Slot) -> int:
    routine = counts_as_routine(order.priority)
    for diary_window_id in slot.diary_window_ids:
        try:
            await uow.diary.take_minutes(diary_window_id, order.minutes, routine=routine)
        except SlotTaken:
            continue
        return diary_window_id
    raise SlotTaken


def _put_off(visit: Appointment, now: datetime) -> AppointmentEvent:
    """How a visit ends when another takes its place: one that nobody came to was missed by us."""
    passed = visit.latest_arrival < now and visit.state is not AppointmentState.ARRIVED
    return AppointmentEvent.MISS if passed else AppointmentEvent.MOVE


def _is_staff(actor: str) -> bool:
    return actor.startswith("officer:")
