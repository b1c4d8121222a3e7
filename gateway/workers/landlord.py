"""Sends what is queued for the landlord's own repairs system and applies its answers."""

import logging

from gateway import metrics
from gateway.services import Services
from housing.domain.repairs.landlord_commands import QueuedCommand
from housing.ports.repairs.landlord import LandlordRefused, LandlordUnavailable
from housing.services.repairs import landlord_answers

log = logging.getLogger(__name__)


class LandlordSender:
    """Sends for this process, one at a time; any number of processes may do so side by side."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def step(self) -> None:
        """Sends the next command; waits if there is none."""
        queued = await self._next()
        if queued is None:
            await self._services.wakes.landlord.wait()
            return
        await self._send(queued)

    async def _next(self) -> QueuedCommand | None:
        now = self._services.clock.now()
        async with self._services.reads() as uow:
            if not await uow.landlord.is_waiting(now):
                return None
        async with self._services.units() as uow:
            return await landlord_answers.next_command(uow, now=now)

    async def _send(self, queued: QueuedCommand) -> None:
        services = self._services
        try:
            reference = await landlord_answers.send(services.landlord, queued)
        except LandlordRefused as error:
            log.warning("%s %s: %s", queued.command.name, queued.id, error)
            metrics.COMMANDS.labels(error.code).inc()
            async with services.units() as uow:
                await landlord_answers.refused(
                    uow, command=queued, reason=error.reason, now=services.clock.now()
                )
        except LandlordUnavailable as error:
            log.warning("%s %s was not answered: %s", queued.command.name, queued.id, error)
            metrics.COMMANDS.labels(error.code).inc()
            async with services.units() as uow:
                await landlord_answers.delayed(
                    uow,
                    command=queued,
                    error=str(error),
                    wait=error.wait,
                    now=services.clock.now(),
                )
        else:
            metrics.COMMANDS.labels("answered").inc()
            async with services.units() as uow:
                await landlord_answers.answered(
                    uow, command=queued, reference=reference, now=services.clock.now()
                )
