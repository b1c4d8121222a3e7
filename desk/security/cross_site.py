"""No other site may act in an officer's name: every POST needs this site's origin and its token.

The token comes as the form field `csrf` or the header X-CSRF-Token. Before sign-in it is the one
of a cookie that only this site can set.
"""

import secrets
from urllib.parse import urlsplit

from aiohttp import web

from desk.day.sessions import DAY_SESSION
from desk.parts import SESSION
from desk.security.permissions import Handler

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SIGN_IN_COOKIE = "hearthline_signin"
FIELD = "csrf"
HEADER = "X-CSRF-Token"


@web.middleware
async def refuse_cross_site(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.method not in SAFE_METHODS:
        if not same_origin(request):
            raise web.HTTPForbidden(text="This request came from another site.")
        if not await _token_matches(request):
            raise web.HTTPForbidden(text="This page was open too long. Load it again.")
    return await handler(request)


def same_origin(request: web.Request) -> bool:
    """By what the browser says of itself; a client that says neither still needs the token."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("Origin")
    return origin is None or _host(origin) == request.host


def _host(origin: str) -> str | None:
    """Whose page it is; None for what is no address."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


async def _token_matches(request: web.Request) -> bool:
    session = request.get(SESSION) or request.get(DAY_SESSION)
    expected = session.csrf_token if session else request.cookies.get(SIGN_IN_COOKIE)
    given = request.headers.get(HEADER)
    if given is None:
        given = str((await request.post()).get(FIELD, ""))
    return bool(expected) and secrets.compare_digest(_bytes(given), _bytes(str(expected)))


def _bytes(text: str) -> bytes:
    """A header's or cookie's text may hold bytes that are no UTF-8."""
    return text.encode("utf-8", "replace")
