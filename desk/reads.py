"""Keeps who was shown whose data, for every route and in this one place.

Each route declares what it shows (`desk.routes`); one that does not cannot be made. The line is
written before the page is sent: what cannot be kept is not shown.
"""

from aiohttp import web
from aiohttp.typedefs import Middleware

from desk.day.sessions import DAY_SESSION, is_day
from desk.parts import SESSION, parts_of
from desk.security.permissions import Handler, RouteTable
from desk.security.sessions import is_live
from housing.services.desk import audit

LONGEST_SUBJECT = 60


def keep_reads(table: RouteTable) -> Middleware:
    """The middleware that keeps it, within the guard: somebody is signed in and may see it."""

    @web.middleware
    async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        subject, actor = table.shown_by(request), _actor(request)
        if subject and actor and response.status != web.HTTPNoContent.status_code:
            parts = parts_of(request)
            await audit.viewed(
                parts.units,
                parts.reads,
                actor=actor,
                subject=subject[:LONGEST_SUBJECT],
                route=table.name_of(request),
                again=_again(request),
                now=parts.clock.now(),
            )
        return response

    return keep


def _actor(request: web.Request) -> str | None:
    if SESSION in request:
        return request[SESSION].officer.actor
    return request[DAY_SESSION].operative.actor if DAY_SESSION in request else None


def _again(request: web.Request) -> bool:
    """Whether the page was not opened by a person: it refreshes itself, comes back after an
    action, or is read ahead by the operative's phone for when there is no signal."""
    return is_live(request) or "done" in request.query or is_day(request)
