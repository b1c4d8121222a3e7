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
    server = runner.server
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://127.0.0.1:{port}"
    finally:
        open_still = [one.transport for one in server.connections] if server else []
        await runner.cleanup()
        # A closed transport keeps its socket until its buffer is sent; an aborted one lets go of it
        # in the loop's next round.
        for transport in open_still:
            if transport is not None:
                transport.abort()
        await asyncio.sleep(0.02)
