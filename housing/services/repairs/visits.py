"""The visit itself, as the operative or the desk reports it: on the way, there, done or not done.

What the tenant is told about it is a due job, so the report is never held up by a text.
`actor` is operative:<id>, officer:<id> or system. Every function raises LookupError without the
appointment and AppointmentRefused when its status does not allow the step.
"""

from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.repairs.appointments import (
    Appointment,
    AppointmentEvent,
    AppointmentRefused,
    AppointmentState,
    FollowOn,
)
from housing.domain.repairs.work_orders import WorkOrderState
from housing.services.repairs import emergencies, visit_jobs
from housing.services.repairs.appointment_changes import (
    appointment_of,
    change,
    give_up_holds,
    order_of,
)
from housing.services.repairs.visit_jobs import VisitJob

# Longer than a working day is a forgotten tap, not the time a job took.
LONGEST_VISIT = timedelta(hours=10)
MINUTE = timedelta(minutes=1)


async def despatch(
    uow: UnitOfWork, *, appointment_id: int, actor: str, now: datetime
) -> Appointment:
    """The operative is on the way, and the tenant is told: from now on only staff may move it."""
    visit = await appointment_of(uow, appointment_id)
    changed = await change(uow, visit, AppointmentEvent.DESPATCH, actor=actor, now=now)
    await visit_jobs.tell(uow, VisitJob.ON_THE_WAY, changed, now=now)
    return changed


async def arrive(uow: UnitOfWork, *, appointment_id: int, actor: str, now: datetime) -> Appointment:
    """The operative is at the door."""
    visit = await appointment_of(uow, appointment_id)
    return await change(uow, visit, AppointmentEvent.ARRIVE, actor=actor, now=now)


async def complete(
    uow: UnitOfWork,
    *,
    appointment_id: int,
    actor: str,
    now: datetime,
    note: str | None = None,
    minutes_spent: int | None = None,
    done_at: datetime | None = None,
) -> Appointment:
    """The visit did the work: the order is complete, and the feedback survey is sent later.

    `minutes_spent` is counted from the arrival on record when it is not given. `done_at` is when
    the work was done if that is reported only later, as by a phone without a signal.
    """
    visit = await appointment_of(uow, appointment_id)
    done = await change(
        uow,
        visit,
        AppointmentEvent.COMPLETE,
        actor=actor,
        now=now,
        note=note,
        minutes_spent=_spent(visit, minutes_spent, now),
    )
    await give_up_holds(uow, done.work_order_id, actor=actor, note="the work is done", now=now)
    await uow.orders.set_order_state(
        done.work_order_id, WorkOrderState.COMPLETED, completed_at=done_at or now
    )
    await uow.elements.complete(done.work_order_id, except_reports=(), at=done_at or now)
    await visit_jobs.tell(uow, VisitJob.ASK_FEEDBACK, done, now=now)
    return done


async def reopen(uow: UnitOfWork, *, appointment_id: int, actor: str, now: datetime) -> Appointment:
    """It was marked as completed before its time, and was not: the visit and its order stand again.

    Raises AppointmentRefused once its time is over, or when it ended in another way.
    """
    visit = await appointment_of(uow, appointment_id)
    if visit.ended_by is not AppointmentEvent.COMPLETE or visit.latest_arrival <= now:
        raise AppointmentRefused(visit.state, AppointmentEvent.REOPEN)
    order = await order_of(uow, visit.work_order_id, lock=True)
    again = await change(uow, visit, AppointmentEvent.REOPEN, actor=actor, now=now)
    await uow.orders.set_order_state(order.id, WorkOrderState.SCHEDULED, completed_at=None)
    await uow.elements.reopen(order.id, done_at=order.completed_at)
    await visit_jobs.take_up_again(uow, again, now=now)
    return again


async def follow_on(
    uow: UnitOfWork,
    *,
    appointment_id: int,
    actor: str,
    now: datetime,
    minutes: int,
    what: FollowOn,
    note: str | None = None,
    minutes_spent: int | None = None,
) -> Appointment:
    """The visit was made but the job needs another of `minutes`, on the same order.

    The tenant is told why by `what` and offered times; `note` is for staff. Raises ValueError for
    a visit of no minutes.
    """
    if minutes <= 0:
        raise ValueError("another visit takes some minutes")
    visit = await appointment_of(uow, appointment_id)
    made = await change(
        uow,
        visit,
        AppointmentEvent.FOLLOW_ON,
        actor=actor,
        now=now,
        note=note,
        follow_on=what,
        minutes_spent=_spent(visit, minutes_spent, now),
    )
    await give_up_holds(uow, made.work_order_id, actor=actor, note="needs another visit", now=now)
    await uow.orders.set_order_minutes(made.work_order_id, minutes)
    await _another_is_needed(uow, made, VisitJob.TELL_FOLLOW_ON, now)
    return made


async def no_access(
    uow: UnitOfWork, *, appointment_id: int, actor: str, now: datetime, note: str | None = None
) -> Appointment:
    """Nobody let the operative in: the time is spent, the tenant gets a card and other times."""
    visit = await appointment_of(uow, appointment_id)
    missed = await change(uow, visit, AppointmentEvent.NO_ACCESS, actor=actor, now=now, note=note)
    await _another_is_needed(uow, missed, VisitJob.TELL_NO_ACCESS, now)
    return missed


async def miss(
    uow: UnitOfWork, *, appointment_id: int, actor: str, now: datetime, note: str | None = None
) -> Appointment:
    """Nobody came when it was promised: the tenant gets an apology and the next times first.

    What the landlord owes for it is put to staff.
    """
    visit = await appointment_of(uow, appointment_id)
    missed = await change(uow, visit, AppointmentEvent.MISS, actor=actor, now=now, note=note)
    await _another_is_needed(uow, missed, VisitJob.TELL_MISSED, now)
    return missed


async def _another_is_needed(
    uow: UnitOfWork, visit: Appointment, tell: VisitJob, now: datetime
) -> None:
    order = await order_of(uow, visit.work_order_id, lock=True)
    if emergencies.is_left(order, visit):
        await emergencies.put_back(uow, order, visit, now=now)
        await visit_jobs.schedule(uow, tell, visit, now)
    elif order.open:
        await uow.orders.set_order_state(order.id, WorkOrderState.RAISED, completed_at=None)
        await visit_jobs.tell(uow, tell, visit, now=now)
        await visit_jobs.see_that_one_is_chosen(uow, visit, now=now)


def _spent(visit: Appointment, given: int | None, now: datetime) -> int | None:
    if given is not None or visit.state is not AppointmentState.ARRIVED:
        return given
    took = now - visit.changed_at
    return round(took / MINUTE) if timedelta() <= took <= LONGEST_VISIT else None
