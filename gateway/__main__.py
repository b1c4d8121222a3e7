"""`python -m gateway`: the tenants' door."""

import asyncio
import contextlib
import logging
import signal

from aiohttp import web

from gateway.app import create_app
from gateway.services import services_for
from gateway.simulator.credentials import with_simulator
from housing import process
from housing.settings import Settings, load_settings

SHUTDOWN_S = 5.0


async def serve(settings: Settings) -> None:
    """Serves until the process is asked to end."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with services_for(settings) as services:
        runner = web.AppRunner(create_app(services), access_log=None, shutdown_timeout=SHUTDOWN_S)
        await runner.setup()
        try:
            site = web.TCPSite(runner, settings.gateway_host, settings.gateway_port)
            try:
                await site.start()
            except OSError as error:
                where = f"{settings.gateway_host}:{settings.gateway_port}"
                raise SystemExit(
                    f"The gateway cannot listen on {where}: {error.strerror}"
                ) from None
            logging.getLogger(__name__).info("listening on %s", site.name)
            await stop.wait()
        finally:
            await runner.cleanup()


def main() -> None:
    process.begin()
    settings = load_settings()
    if settings.phone_simulator:
        settings = with_simulator(settings)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(settings))


if __name__ == "__main__":
    main()
