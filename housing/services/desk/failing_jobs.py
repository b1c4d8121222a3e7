"""What a person does about a job that keeps failing: try it now, or give it up."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Protocol

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.loose_ends import of_job
from housing.domain.people.desk import Officer


class Act(Protocol):
    def __call__(
        self, uow: UnitOfWork, *, job_id: int, officer: Officer, now: datetime
    ) -> Awaitable[bool]: ...


async def try_now(uow: UnitOfWork, *, job_id: int, officer: Officer, now: datetime) -> bool:
    """Has it tried at once; False when it is not failing any more."""
    changed = await uow.jobs.run_now(job_id, now=now)
    if changed:
        await _record(uow, officer, "job_tried", job_id, now)
    return changed


async def give_up(uow: UnitOfWork, *, job_id: int, officer: Officer, now: datetime) -> bool:
    """It is not tried again and no longer told of; False when it is not failing any more."""
    changed = await uow.jobs.give_up(job_id)
    if changed:
        await uow.loose_ends.heal(of_job(job_id), now=now)
        await _record(uow, officer, "job_dropped", job_id, now)
    return changed


async def _record(
    uow: UnitOfWork, officer: Officer, action: str, job_id: int, now: datetime
) -> None:
    await uow.desk.record(actor=officer.actor, action=action, subject=f"due_job:{job_id}", now=now)
