"""Runs an aiohttp application on a loopback port for as long as a block lasts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def serving(app: web.Application, port: int) -> AsyncIterator[str]:
    """The address at which the application answers."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()
        # Closed transports let go of their sockets in the loop's next rounds.
        await asyncio.sleep(0.02)
