"""Sending what is queued for the landlord's system, and what its answers change.

An answer is applied once, in the transaction that settles its command. What a tenant must hear of
it is a due job, for it keeps the quiet hours.
"""

from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.messaging.quiet_hours import next_allowed
from housing.domain.repairs.appointments import AppointmentState
from housing.domain.repairs.landlord_commands import (
    LEASE,
    JobStatusUpdate,
    QueuedCommand,
    RaiseRepair,
    RequestAppointment,
    retry_at,
)
from housing.ports.repairs.landlord import LandlordSystem
from housing.services.messaging import jobs
from housing.services.repairs import diary

OFFER_TIMES = "offer_times"
MAX_ERROR = 200


async def next_command(uow: UnitOfWork, *, now: datetime) -> QueuedCommand | None:
    """The next to send, for this sender alone until its lease is over."""
    return await uow.landlord.next(now=now, until=now + LEASE)


async def send(system: LandlordSystem, queued: QueuedCommand) -> str:
    """Makes the call, outside of any transaction; returns the landlord's reference, if it gives
    one. Raises LandlordRefused and LandlordUnavailable."""
    match queued.command:
        case RaiseRepair() as command:
            return await system.raise_repair(command, key=queued.key)
        case RequestAppointment() as command:
            await system.request_appointment(command, key=queued.key)
        case JobStatusUpdate() as command:
            await system.job_status_update(command, key=queued.key)
        case command:
            await system.work_order_complete(command, key=queued.key)
    return ""


async def answered(
    uow: UnitOfWork, *, command: QueuedCommand, reference: str, now: datetime
) -> None:
    """It was accepted; a tenant who waits for it can choose a time now."""
    settled = await uow.landlord.answered(command, reference=reference, now=now)
    if settled and command.tell_tenant:
        await _offer_times(uow, command, now)


async def refused(uow: UnitOfWork, *, command: QueuedCommand, reason: str, now: datetime) -> None:
    """It will never be accepted: staff see it. A visit that the landlord's planning has no room
    for is given back, and the tenant is offered other times."""
    settled = await uow.landlord.refused(command, reason=reason[:MAX_ERROR], now=now)
    if not settled or not isinstance(command.command, RequestAppointment):
        return
    visit = await uow.appointments.appointment(command.appointment_id or 0)
    if visit is not None and visit.state is AppointmentState.SCHEDULED and not visit.on_call:
        await diary.cancel(uow, appointment_id=visit.id, actor="system", note=reason, now=now)
        await _offer_times(uow, command, now)


async def delayed(
    uow: UnitOfWork,
    *,
    command: QueuedCommand,
    error: str,
    wait: timedelta | None,
    now: datetime,
) -> None:
    """It was not answered: again later, with growing gaps, until it is."""
    due_at = retry_at(command.attempts, now, wait)
    await uow.landlord.delayed(command, error=error[:MAX_ERROR], due_at=due_at, now=now)


async def _offer_times(uow: UnitOfWork, command: QueuedCommand, now: datetime) -> None:
    await jobs.schedule(
        uow,
        kind=OFFER_TIMES,
        key=f"{OFFER_TIMES}:{command.id}",
        payload={
            "work_order_id": command.work_order_id,
            "refused": isinstance(command.command, RequestAppointment),
        },
        due_at=next_allowed(now),
    )
