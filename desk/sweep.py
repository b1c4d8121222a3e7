"""Puts unanswered claims back into the queue and forgets old tries at signing in, again and again
while the desk runs."""

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError

from desk.parts import DeskParts
from housing.domain.messaging.handoff import HandoffRefused
from housing.services.desk import handoffs
from housing.services.people import sign_in

EVERY_S = 60.0
log = logging.getLogger(__name__)


async def sweep(parts: DeskParts) -> None:
    """Releases what is overdue now. Several desks may do so at once: one of them wins."""
    async with parts.units() as uow:
        released = await handoffs.release_unanswered(uow, now=parts.clock.now())
    async with parts.units() as uow:
        await sign_in.forget_old(uow, now=parts.clock.now())
    for handoff in released:
        await parts.events.publish("queue", handoff.conversation_id)


async def keep_sweeping(parts: DeskParts) -> None:
    while True:
        try:
            await sweep(parts)
        except (SQLAlchemyError, OSError, HandoffRefused) as error:
            log.warning("claims not swept: %s", type(error).__name__)
        await asyncio.sleep(EVERY_S)
