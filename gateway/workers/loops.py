"""Background loops of the gateway: they log what goes wrong, pause, and go on."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

PAUSE_S = 1.0
log = logging.getLogger(__name__)


async def for_ever(name: str, step: Callable[[], Awaitable[None]]) -> None:
    """Runs the step again and again; an error is logged and costs a second, never the loop."""
    while True:
        try:
            await step()
        except Exception:
            log.exception("%s failed", name)
            await asyncio.sleep(PAUSE_S)


@contextlib.asynccontextmanager
async def running(*loops: Awaitable[None]) -> AsyncIterator[None]:
    """The loops run while the block does; at its end they are cancelled and waited for."""
    tasks = [asyncio.ensure_future(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
