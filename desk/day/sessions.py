"""Opens the operative's session from the cookie of /day; an officer's cookie means nothing here.

The cookie is kept over restarts of the phone. By its name it opens /day alone.
"""

from datetime import timedelta
from urllib.parse import quote

from aiohttp import web

from desk.parts import parts_of
from desk.security.headers import is_https
from housing.domain.repairs.field_work import SESSION_WHOLE, OperativeSession
from housing.services.people import operatives

PREFIX = "/day"
SIGN_IN = f"{PREFIX}/signin"
COOKIE = "hearthline_day"
DAY_SESSION = web.RequestKey("DAY_SESSION", OperativeSession)
# Writing at every tap would take the write lock for nothing.
TOUCH_EVERY = timedelta(minutes=10)


def is_day(request: web.Request) -> bool:
    """Whether this is the operatives' door."""
    return request.path == PREFIX or request.path.startswith(f"{PREFIX}/")


def wants_json(request: web.Request) -> bool:
    """Whether the page's script asks, not the browser itself."""
    return "application/json" in request.headers.get("Accept", "")


def set_session_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION_WHOLE.total_seconds()),
        httponly=True,
        samesite="Strict",
        secure=is_https(request),
        path=PREFIX,
    )


async def open_session(request: web.Request) -> None:
    """Puts the session on the request, if the cookie opens one."""
    token = request.cookies.get(COOKIE)
    if not token:
        return
    parts, now = parts_of(request), parts_of(request).clock.now()
    async with parts.reads() as uow:
        session = await operatives.session_of(uow, token=token, now=now)
    if session is None:
        return
    request[DAY_SESSION] = session
    if now - session.seen_at > TOUCH_EVERY:
        async with parts.units() as uow:
            await operatives.keep_alive(uow, session=session, now=now)


def to_sign_in(request: web.Request) -> web.StreamResponse:
    """To the operatives' own sign-in; a script is told so instead, and keeps what it has."""
    if wants_json(request):
        return web.json_response({"sentence": "Sign in to send what is saved."}, status=401)
    target = SIGN_IN
    if request.method == "GET" and request.path != PREFIX:
        target += f"?next={quote(request.path)}"
    raise web.HTTPSeeOther(target)
