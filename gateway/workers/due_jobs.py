"""Runs what is due: check-backs, feedback surveys, the end of holds, the watch over promises."""

import asyncio

from gateway.services import Services
from housing.services.messaging import due_work, jobs

LOOK_EVERY_S = 5.0


class DueJobs:
    """Looks for this process; a job is leased in SQL, so any number of processes may look."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._watch_is_kept = False

    async def step(self) -> None:
        await self.look()
        await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Runs what is due now."""
        now = self._services.clock.now()
        if not self._watch_is_kept:
            async with self._services.units() as uow:
                await due_work.keep_watch(uow, now=now)
            self._watch_is_kept = True
        in_use = self._services.deals.in_use
        handlers = due_work.due_handlers(in_use.deal, in_use.plan)
        await jobs.run_due(self._services.units, handlers, now)
