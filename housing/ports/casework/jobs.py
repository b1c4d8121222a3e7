"""Due jobs as the services need them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

from housing.domain.casework.due_jobs import DueJob, FailingJob


class Jobs(Protocol):
    async def add(
        self, *, kind: str, key: str, payload: Mapping[str, Any], due_at: datetime
    ) -> bool:
        """Keeps the job; False, and nothing changed, when its key is known already."""
        ...

    async def lease(
        self, kinds: Collection[str], *, now: datetime, until: datetime, limit: int
    ) -> tuple[DueJob, ...]:
        """Takes due jobs that nobody works on, earliest first, each for one worker until then."""
        ...

    async def finish(self, job: DueJob, *, now: datetime) -> bool:
        """Marks it done; False when the lease is no longer the worker's own."""
        ...

    async def postpone(self, job: DueJob, *, due_at: datetime) -> bool:
        """Gives it another time, as one that did not fail; False as for `finish`."""
        ...

    async def fail(self, job: DueJob, *, error: str, since: datetime, due_at: datetime) -> bool:
        """Counts a failure and gives the job its next time; False as for `finish`."""
        ...

    async def bring_forward(self, key: str, *, due_at: datetime) -> None:
        """Has a job that is not done yet done by then, if it was to be later."""
        ...

    async def failing(self) -> tuple[FailingJob, ...]:
        """Those that failed when they were tried last, longest first."""
        ...

    async def overdue(self, due_before: datetime) -> Mapping[str, int]:
        """How many of each kind were due before then and have not been tried since."""
        ...

    async def run_now(self, job_id: int, *, now: datetime) -> bool:
        """Makes a failing job due at once; False when it is not failing any more."""
        ...

    async def give_up(self, job_id: int) -> bool:
        """A person drops a failing job; False when it is not failing any more."""
        ...

    async def restore(self, key: str, after: datetime) -> bool:
        """A dropped job that was due after this time is due again."""
        ...

    async def drop(self, key: str) -> bool:
        """Takes back a job that is not done yet."""
        ...
