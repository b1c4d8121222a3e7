"""`python -m desk`: the staff's door, until it is asked to end."""

import asyncio
import contextlib
import logging
import signal

from aiohttp import web

from desk.app import make_app
from desk.canned_replies import load_canned_replies
from desk.parts import DeskParts
from housing import bootstrap, process
from housing.adapters.sql.day.views import DayViews
from housing.adapters.sql.views.case_views import CaseViews
from housing.adapters.sql.views.repair_views import RepairViews
from housing.settings import Settings, load_settings

# Open event streams end by themselves when the desk stops; nothing else takes longer.
SHUTDOWN_S = 3.0


def desk_parts(parts: bootstrap.Parts) -> DeskParts:
    """The desk's share of the parts."""
    return DeskParts(
        units=parts.units,
        reads=parts.reads,
        views=CaseViews(parts.engine),
        days=DayViews(parts.engine),
        repairs=RepairViews(parts.engine),
        clock=parts.clock,
        deals=parts.deals,
        events=parts.events,
        canned_replies=load_canned_replies(),
        gateway_url=parts.settings.gateway_url,
        trusted_proxies=parts.settings.trusted_proxies,
    )


async def serve(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with bootstrap.opened(settings) as parts:
        app = make_app(desk_parts(parts))
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_S)
        await runner.setup()
        try:
            site = web.TCPSite(runner, settings.desk_host, settings.desk_port)
            await site.start()
            logging.getLogger(__name__).info("listening on %s", site.name)
            await stop.wait()
        finally:
            await runner.cleanup()


def main() -> None:
    process.begin()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(load_settings()))


if __name__ == "__main__":
    main()
