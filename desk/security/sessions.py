"""Opens the session from the door's own cookie, and lets nobody past a permission they lack."""

from datetime import timedelta
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Middleware

from desk.day import sessions as day
from desk.parts import SESSION, parts_of
from desk.security.headers import is_https
from desk.security.permissions import Handler, Permission, RouteTable, granted
from housing.domain.people.desk import Role
from housing.services.people import officers

COOKIE = "hearthline_desk"
EVENTS = "/events"
# Writing at every click would take the write lock for nothing.
TOUCH_EVERY = timedelta(minutes=1)


def set_cookie(request: web.Request, response: web.StreamResponse, name: str, value: str) -> None:
    """A cookie for this site's pages alone, until the browser closes."""
    response.set_cookie(
        name, value, httponly=True, samesite="Strict", secure=is_https(request), path="/"
    )


def is_live(request: web.Request) -> bool:
    """A page that refreshes itself: not something that the officer did."""
    return "live" in request.query or request.path == EVENTS


def guard(table: RouteTable) -> Middleware:
    """The middleware that opens the session and checks the route's permission."""

    @web.middleware
    async def open_session(request: web.Request, handler: Handler) -> web.StreamResponse:
        at_day = day.is_day(request)
        await (day.open_session if at_day else _open_session)(request)
        if request.match_info.http_exception is not None:
            return await handler(request)
        permission = table.permission_of(request)
        if permission is not Permission.PUBLIC:
            role = _role(request)
            if role is None:
                return (day.to_sign_in if at_day else _to_sign_in)(request)
            if not granted(role, permission):
                raise web.HTTPForbidden(text="Your role does not allow this.")
        return await handler(request)

    return open_session


def _role(request: web.Request) -> Role | None:
    if SESSION in request:
        return request[SESSION].officer.role
    return Role.OPERATIVE if day.DAY_SESSION in request else None


async def _open_session(request: web.Request) -> None:
    token = request.cookies.get(COOKIE)
    if not token:
        return
    parts, now = parts_of(request), parts_of(request).clock.now()
    async with parts.reads() as uow:
        session = await officers.session_of(uow, token=token, now=now)
    if session is None:
        return
    request[SESSION] = session
    if not is_live(request) and now - session.seen_at > TOUCH_EVERY:
        async with parts.units() as uow:
            await officers.keep_alive(uow, session=session, now=now)


def _to_sign_in(request: web.Request) -> web.StreamResponse:
    if request.path == EVENTS:
        raise web.HTTPUnauthorized(text="Sign in first.")
    target = "/signin"
    if request.method == "GET" and request.path != "/":
        target += f"?next={quote(request.path)}"
    if "HX-Request" in request.headers:
        return web.Response(status=204, headers={"HX-Redirect": target})
    raise web.HTTPSeeOther(target)
