"""How an appointment changes: by the table, with its line of history, its minutes and its jobs.

The one place where a status is written. Minutes go back to the diary in the transaction that
cancels, and what was to be said about a visit is dropped when the visit is over.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.repairs.appointments import (
    GIVES_BACK,
    Appointment,
    AppointmentEvent,
    AppointmentState,
    FollowOn,
    appointment_after,
)
from housing.domain.repairs.work_orders import WorkOrder
from housing.services.repairs import landlord, order_watch, visit_jobs


async def order_of(uow: UnitOfWork, work_order_id: int, *, lock: bool = False) -> WorkOrder:
    """The order; raises LookupError when there is none."""
    order = await uow.orders.order(work_order_id, lock=lock)
    if order is None:
        raise LookupError(f"no work order {work_order_id}")
    return order


async def appointment_of(uow: UnitOfWork, appointment_id: int) -> Appointment:
    """The appointment, locked; raises LookupError when there is none."""
    appointment = await uow.appointments.appointment(appointment_id)
    if appointment is None:
        raise LookupError(f"no appointment {appointment_id}")
    return appointment


async def change(
    uow: UnitOfWork,
    appointment: Appointment,
    event: AppointmentEvent,
    *,
    actor: str,
    now: datetime,
    note: str | None = None,
    follow_on: FollowOn | None = None,
    minutes_spent: int | None = None,
) -> Appointment:
    """The appointment after the event; raises AppointmentRefused when the table has no such way."""
    state = appointment_after(appointment.state, event)
    if state is GIVES_BACK:
        await uow.diary.give_back_minutes(
            appointment.diary_window_id, appointment.minutes, routine=appointment.counts_as_routine
        )
    changed = await uow.appointments.change_appointment(
        appointment,
        state,
        event=event,
        actor=actor,
        note=note,
        now=now,
        follow_on=follow_on,
        minutes_spent=minutes_spent,
    )
    await landlord.appointment_changed(uow, appointment, changed, event, now=now)
    if not changed.live:
        await visit_jobs.drop(uow, appointment.id)
        await order_watch.visit_ended(uow, changed.work_order_id, now=now)
    return changed


async def give_up_holds(
    uow: UnitOfWork, work_order_id: int, *, actor: str, note: str, now: datetime
) -> None:
    """Lets go of what the order still holds, for it is not wanted any more."""
    for held in await uow.appointments.live_appointments(work_order_id):
        if held.state is AppointmentState.RESERVED:
            await change(uow, held, AppointmentEvent.CANCEL, actor=actor, note=note, now=now)
