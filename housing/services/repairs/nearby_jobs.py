"""Nearby jobs: what waits near an operative with minutes to spare, and taking it.

Taking is one transaction: the order is locked, the minutes are the diary's constraints' to give.
The tenant is texted at once and can say no.
"""

from collections.abc import Sequence
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.messaging.quiet_hours import next_allowed
from housing.domain.repairs.appointments import Appointment
from housing.domain.repairs.field_work import OperativeAccount
from housing.domain.repairs.nearby_jobs import (
    SHOWN,
    SILENT_FOR,
    JobGone,
    SpareWindow,
    WaitingJob,
    arrival_slot,
    nearest,
)
from housing.domain.slots.slot import SlotTaken, counts_as_routine
from housing.services.conversation.visits import sooner
from housing.services.repairs import diary


async def near(
    uow: UnitOfWork, *, operative: OperativeAccount, deal: Deal, now: datetime
) -> tuple[WaitingJob, ...]:
    """The nearest waiting jobs that fit, nearest first; none in the quiet hours, when no tenant
    may be asked."""
    if next_allowed(now) != now:
        return ()
    windows = await _windows(uow, operative, now)
    jobs = await _waiting(uow, operative, deal, now)
    fitting = [job for job in jobs if _window_for(job, windows, now)]
    if not fitting:
        return ()
    postcode, patch = await _whereabouts(uow, operative, now)
    return nearest(fitting, patch, postcode)[:SHOWN]


async def take(
    uow: UnitOfWork, *, operative: OperativeAccount, work_order_id: int, deal: Deal, now: datetime
) -> Appointment:
    """Books the job for the rest of the operative's window and texts the tenant.

    Raises JobGone when somebody else has it, it does not wait any more or it does not fit.
    """
    try:
        await diary.order_of(uow, work_order_id, lock=True)
    except LookupError:
        raise JobGone from None
    jobs = await near(uow, operative=operative, deal=deal, now=now)
    job = next((job for job in jobs if job.work_order_id == work_order_id), None)
    windows = await _windows(uow, operative, now)
    window = _window_for(job, windows, now) if job else None
    if job is None or window is None:
        raise JobGone
    later = await diary.appointment_of(uow, job.later_visit) if job.later_visit else None
    try:
        held = await diary.reserve(
            uow,
            work_order_id=work_order_id,
            slot=arrival_slot(window, now),
            now=now,
            actor=operative.actor,
        )
    except SlotTaken:
        raise JobGone from None
    booked = await diary.confirm(uow, appointment_id=held.id, now=now, actor=operative.actor)
    await sooner.tell(uow, deal, booked=booked, instead_of=later, now=now)
    return booked


async def _whereabouts(
    uow: UnitOfWork, operative: OperativeAccount, now: datetime
) -> tuple[str, str]:
    """Postcode and patch of the visit they are at or go to next; on a day without, their own."""
    at = await uow.nearby_jobs.standing_at(operative.id, to_london(now).date())
    if at is not None:
        return at
    patch = operative.patches[0] if operative.patches else ""
    return await uow.nearby_jobs.postcode_of_patch(patch), patch


async def _windows(
    uow: UnitOfWork, operative: OperativeAccount, now: datetime
) -> tuple[SpareWindow, ...]:
    today = to_london(now).date()
    windows = await uow.nearby_jobs.spare_windows(operative.id, today)
    return tuple(window for window in windows if window.earliest <= now < window.latest)


async def _waiting(
    uow: UnitOfWork, operative: OperativeAccount, deal: Deal, now: datetime
) -> tuple[WaitingJob, ...]:
    """Of the operative's skills: the order's trade, or another that the Deal lets do the work."""
    skills = set(operative.trades)
    issues = [issue.id for issue in deal.issues.values() if skills.intersection(issue.trades)]
    return await uow.nearby_jobs.waiting_jobs(
        trades=operative.trades,
        issues=issues,
        today=to_london(now).date(),
        silent_since=now - SILENT_FOR,
    )


def _window_for(
    job: WaitingJob, windows: Sequence[SpareWindow], now: datetime
) -> SpareWindow | None:
    """The running window that has the job's minutes left; the one that ends first."""
    routine = counts_as_routine(job.priority)
    fitting = [window for window in windows if window.left(now, routine=routine) >= job.minutes]
    return min(fitting, key=lambda window: window.latest, default=None)
