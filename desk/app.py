"""Puts the desk's app together: routes with permissions, guards in their order, live updates."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from desk.day.photos import room_for_photos
from desk.errors import show_errors
from desk.live import Wakes
from desk.parts import PARTS, WAKES, DeskParts
from desk.reads import keep_reads
from desk.routes import FILES, ROUTES
from desk.security.cross_site import refuse_cross_site
from desk.security.headers import add_security_headers, is_https
from desk.security.sessions import guard
from desk.sweep import keep_sweeping
from housing.adapters.host_cookies import host_cookies
from housing.adapters.request_bodies import AS_SENT, only_readable

MAX_BODY = 64 * 1024


def make_app(parts: DeskParts) -> web.Application:
    """The desk over these parts. Opens nothing until it starts."""
    table = ROUTES.with_files(*FILES)
    app = web.Application(
        middlewares=[
            host_cookies(is_https),
            show_errors,
            guard(table),
            keep_reads(table),
            room_for_photos,
            only_readable,
            refuse_cross_site,
        ],
        client_max_size=MAX_BODY,
        handler_args=AS_SENT,
    )
    app[PARTS] = parts
    app[WAKES] = Wakes()
    table.add_to(app)
    for prefix, folder in FILES.items():
        app.router.add_static(prefix, folder)
    app.on_response_prepare.append(add_security_headers)
    app.on_shutdown.append(_close_streams)
    app.cleanup_ctx.append(_work_behind)
    return app


async def _work_behind(app: web.Application) -> AsyncIterator[None]:
    parts = app[PARTS]
    parts.events.listen(app[WAKES].wake)
    tasks = [
        asyncio.create_task(parts.events.follow()),
        asyncio.create_task(keep_sweeping(parts)),
        asyncio.create_task(parts.deals.follow()),
    ]
    yield
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _close_streams(app: web.Application) -> None:
    app[WAKES].close()
