"""The sweep: finds every promise that nobody holds and every job that is not being done.

What it finds stands on top of the desk until the next sweep no longer finds it. It changes nothing
else, so that a fault is seen and not papered over.
"""

from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.due_jobs import OVERDUE
from housing.domain.casework.loose_ends import LooseEndKind, NewLooseEnd
from housing.domain.casework.promises import Fault, Promise
from housing.domain.clock.working_days import WorkingCalendar
from housing.services.messaging import jobs

SWEEP = "sweep_promises"
EVERY = timedelta(minutes=5)
WRONG = {
    Fault.NOBODY: "nobody has it",
    Fault.NO_DATE: "it has no date",
    Fault.LATE: "its date has passed and nobody has it",
}


async def begin(uow: UnitOfWork, *, now: datetime) -> None:
    """Has it swept for ever, by whichever process is there."""
    await jobs.schedule(uow, kind=SWEEP, key=SWEEP, payload={}, due_at=now)


async def sweep(uow: UnitOfWork, calendar: WorkingCalendar, *, now: datetime) -> datetime:
    """Keeps what is wrong now, closes what no longer is, and says when to sweep again."""
    broken = [
        NewLooseEnd(
            f"{LooseEndKind.PROMISE}:{one.key}",
            LooseEndKind.PROMISE,
            f"{one.reference}, {one.kind.replace('_', ' ')}: {WRONG[fault]}",
            one.conversation_id,
        )
        for one, fault in await unheld(uow, calendar, now=now)
    ]
    late = await uow.jobs.overdue(now - OVERDUE)
    idle = [
        NewLooseEnd(
            f"{LooseEndKind.JOB_OVERDUE}:{kind}",
            LooseEndKind.JOB_OVERDUE,
            f"{kind}: {count} not begun",
        )
        for kind, count in late.items()
    ]
    for kind, found in ((LooseEndKind.PROMISE, broken), (LooseEndKind.JOB_OVERDUE, idle)):
        for one in found:
            await uow.loose_ends.open(one, now=now)
        await uow.loose_ends.heal_all_but(kind, {one.key for one in found}, now=now)
    return now + EVERY


async def unheld(
    uow: UnitOfWork, calendar: WorkingCalendar, *, now: datetime
) -> tuple[tuple[Promise, Fault], ...]:
    """The promises that something is wrong with, and what."""
    judged = ((one, one.fault(now)) for one in await uow.promises.open(calendar))
    return tuple((one, fault) for one, fault in judged if fault is not None)
