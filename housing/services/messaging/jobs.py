"""Work that is due: scheduled in the transaction that causes it, run once by whoever is free.

A job's effect and its mark as done are one transaction. Quiet hours are the scheduler's business
(`housing.domain.messaging.quiet_hours`). A job that fails is tried again for as long as it takes,
and staff are told of it.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork, Units
from housing.domain.casework.due_jobs import LEASE, DueJob, alarms, retry_at
from housing.domain.casework.loose_ends import LooseEndKind, NewLooseEnd, of_job

log = logging.getLogger(__name__)

# What a handler returns is when the same job is due again; None when it is done for good.
Handler = Callable[[UnitOfWork, Mapping[str, Any], datetime], Awaitable[datetime | None]]
BATCH = 20
MAX_ERROR = 80


class NotYet(Exception):
    """A handler's word that its time has not come: it is asked again at `due_at`."""

    def __init__(self, due_at: datetime) -> None:
        super().__init__(f"not before {due_at}")
        self.due_at = due_at


class LeaseLost(Exception):
    """The job took longer than its lease and somebody else has it now: undo this attempt."""


async def schedule(
    uow: UnitOfWork, *, kind: str, key: str, payload: Mapping[str, Any], due_at: datetime
) -> bool:
    """Keeps work for `due_at`; False when a job of this key was scheduled before, done or not."""
    return await uow.jobs.add(kind=kind, key=key, payload=payload, due_at=due_at)


async def drop(uow: UnitOfWork, *, key: str) -> bool:
    """Takes back work that is not done yet; its key stays used."""
    return await uow.jobs.drop(key)


async def restore(uow: UnitOfWork, *, key: str, now: datetime) -> bool:
    """Has dropped work done after all, at its own time; False when that time is over."""
    return await uow.jobs.restore(key, now)


async def run_due(units: Units, handlers: Mapping[str, Handler], now: datetime) -> int:
    """Runs the due jobs of the kinds that have a handler; returns how many were done.

    A failing job is logged and tried again with growing gaps; the others go on.
    """
    async with units() as uow:
        batch = await uow.jobs.lease(tuple(handlers), now=now, until=now + LEASE, limit=BATCH)
    done = 0
    for job in batch:
        done += await _run(units, handlers[job.kind], job, now)
    return done


async def _run(units: Units, handler: Handler, job: DueJob, now: datetime) -> bool:
    try:
        async with units() as uow:
            again = await handler(uow, job.payload, now)
            if not await _settle(uow, job, again, now):
                raise LeaseLost(job.key)
    except NotYet as later:
        async with units() as uow:
            await _settle(uow, job, later.due_at, now)
        return False
    except LeaseLost:
        log.warning("job %s outlived its lease", job.kind)
        return False
    except Exception as error:
        log.exception("job %s failed, attempt %s", job.kind, job.attempts)
        async with units() as uow:
            await _failed(uow, job, error, now)
        return False
    return True


async def _settle(uow: UnitOfWork, job: DueJob, again: datetime | None, now: datetime) -> bool:
    if job.failures:
        await uow.loose_ends.heal(of_job(job.id), now=now)
    if again is not None:
        return await uow.jobs.postpone(job, due_at=again)
    return await uow.jobs.finish(job, now=now)


async def _failed(uow: UnitOfWork, job: DueJob, error: Exception, now: datetime) -> None:
    """Tries again later, and tells staff what is failing and since when; nothing personal."""
    failures, since = job.failures + 1, job.failing_since or now
    due_at = retry_at(failures, now, emergency=job.emergency)
    name = type(error).__name__[:MAX_ERROR]
    if not await uow.jobs.fail(job, error=name, since=since, due_at=due_at):
        return
    if alarms(failures, emergency=job.emergency):
        found = NewLooseEnd(of_job(job.id), LooseEndKind.JOB_FAILING, f"{job.kind}: {name}")
        await uow.loose_ends.open(found, now=since)
