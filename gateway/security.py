"""What every answer carries, and which pages may call us.

A browser always names the page that calls (`Origin`); a caller without one is no browser and has
no cookie of a tenant to abuse.
"""

from urllib.parse import urlsplit

from aiohttp import web

from gateway.services import SERVICES, Services

MAX_BODY_BYTES = 64 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # The widget's modules of one release must not meet cached ones of another.
    "Cache-Control": "no-cache",
}


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def origin_allowed(services: Services, origin: str | None, host: str | None) -> bool:
    """Whether a page of this origin may call: one of our own address, by its name or PUBLIC_URL."""
    if origin is None:
        return True
    try:
        asked = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(asked) and asked in {host, urlsplit(services.settings.gateway_url).netloc}


def check_origin(request: web.Request) -> None:
    """Raises 403 when another site's page sends the request."""
    foreign = not origin_allowed(request.app[SERVICES], request.headers.get("Origin"), request.host)
    if foreign or request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise web.HTTPForbidden(text="This page may not use the chat.")
