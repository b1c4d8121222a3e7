"""Due jobs as the services need them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

from housing.domain.due_jobs import DueJob


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

    async def postpone(self, job: DueJob, *, due_at: datetime | None) -> None:
        """Gives a failed job its next time, or leaves it as failed when there is none."""
        ...

    async def drop(self, key: str) -> bool:
        """Takes back a job that is not done yet."""
        ...
