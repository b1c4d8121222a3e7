"""Due jobs over SQL. A lease is a time in the row: it is the fence of the worker that holds it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, update

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.talk import due_job
from housing.domain.casework.due_jobs import DueJob, FailingJob


class Jobs(Repository):
    async def add(
        self, *, kind: str, key: str, payload: Mapping[str, Any], due_at: datetime
    ) -> bool:
        """Keeps the job; False, and nothing changed, when its key is known already."""
        added = await self._connection.execute(
            insert_new(self._connection, due_job, "key").values(
                kind=kind, key=key, payload=dict(payload), due_at=due_at, state="due", attempts=0
            )
        )
        return bool(added.rowcount)

    async def lease(
        self, kinds: Collection[str], *, now: datetime, until: datetime, limit: int
    ) -> tuple[DueJob, ...]:
        """Takes due jobs that nobody works on, earliest first, each for one worker until then."""
        j = due_job.c
        free = (
            select(j.id)
            .where(
                j.state == "due",
                j.kind.in_(kinds),
                j.due_at <= now,
                or_(j.leased_until.is_(None), j.leased_until <= now),
            )
            .order_by(j.due_at, j.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list((await self._connection.execute(free)).scalars())
        take = (
            update(due_job)
            .where(j.id.in_(ids))
            .values(leased_until=until, attempts=j.attempts + 1)
            .returning(due_job)
        )
        rows = (await self._connection.execute(take)).all() if ids else []
        return tuple(_to_job(row) for row in sorted(rows, key=lambda row: (row.due_at, row.id)))

    async def finish(self, job: DueJob, *, now: datetime) -> bool:
        """Marks it done; False when the lease is no longer the worker's own."""
        return await self._settle(job, state="done", done_at=now)

    async def postpone(self, job: DueJob, *, due_at: datetime) -> bool:
        """Gives it another time, as one that did not fail; False as for `finish`."""
        return await self._settle(
            job, due_at=due_at, leased_until=None, failures=0, failing_since=None, error=None
        )

    async def fail(self, job: DueJob, *, error: str, since: datetime, due_at: datetime) -> bool:
        """Counts a failure and gives the job its next time; False as for `finish`."""
        return await self._settle(
            job,
            due_at=due_at,
            leased_until=None,
            failures=due_job.c.failures + 1,
            failing_since=since,
            error=error,
        )

    async def bring_forward(self, key: str, *, due_at: datetime) -> None:
        """Has a job that is not done yet done by then, if it was to be later."""
        j = due_job.c
        change = update(due_job).where(j.key == key, j.state == "due", j.due_at > due_at)
        await self._connection.execute(change.values(due_at=due_at))

    async def failing(self) -> tuple[FailingJob, ...]:
        """Those that failed when they were tried last, longest first."""
        j = due_job.c
        query = (
            select(j.id, j.kind, j.failures, j.failing_since, j.error, j.due_at)
            .where(j.state == "due", j.failures > 0)
            .order_by(j.failing_since, j.id)
        )
        rows = (await self._connection.execute(query)).mappings()
        return tuple(FailingJob(**row) for row in rows)

    async def overdue(self, due_before: datetime) -> Mapping[str, int]:
        """How many of each kind were due before then and have not been tried since."""
        j = due_job.c
        query = (
            select(j.kind, func.count().label("late"))
            .where(
                j.state == "due",
                j.due_at < due_before,
                or_(j.leased_until.is_(None), j.leased_until < due_before),
            )
            .group_by(j.kind)
        )
        return {row.kind: row.late for row in await self._connection.execute(query)}

    async def run_now(self, job_id: int, *, now: datetime) -> bool:
        """Makes a failing job due at once; False when it is not failing any more."""
        return await self._change_failing(job_id, due_at=now)

    async def give_up(self, job_id: int) -> bool:
        """A person drops a failing job; False when it is not failing any more."""
        return await self._change_failing(job_id, state="dropped")

    async def _change_failing(self, job_id: int, **values: Any) -> bool:
        j = due_job.c
        change = update(due_job).where(j.id == job_id, j.state == "due", j.failures > 0)
        return bool((await self._connection.execute(change.values(**values))).rowcount)

    async def restore(self, key: str, after: datetime) -> bool:
        """A dropped job that was due after this time is due again."""
        change = (
            update(due_job)
            .where(due_job.c.key == key, due_job.c.state == "dropped", due_job.c.due_at > after)
            .values(state="due", leased_until=None)
        )
        return bool((await self._connection.execute(change)).rowcount)

    async def drop(self, key: str) -> bool:
        """Takes back a job that is not done yet."""
        change = (
            update(due_job)
            .where(due_job.c.key == key, due_job.c.state == "due")
            .values(state="dropped")
        )
        return bool((await self._connection.execute(change)).rowcount)

    async def _settle(self, job: DueJob, **values: Any) -> bool:
        change = (
            update(due_job)
            .where(
                due_job.c.id == job.id,
                due_job.c.state == "due",
                due_job.c.leased_until == job.leased_until,
            )
            .values(**values)
        )
        return bool((await self._connection.execute(change)).rowcount)


def _to_job(row: Row[Any]) -> DueJob:
    return DueJob(
        id=row.id,
        kind=row.kind,
        key=row.key,
        payload=row.payload,
        due_at=row.due_at,
        attempts=row.attempts,
        leased_until=row.leased_until,
        failures=row.failures,
        failing_since=row.failing_since,
    )
