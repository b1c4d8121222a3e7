"""The headers that keep the desk's pages to themselves: no inline script, no frames, no leaks."""

from aiohttp import web

HEADERS = {
    "Server": "Hearthline",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


# May work for the whole of the operatives' door, though it lies in a folder of it.
DAY_WORKER = "/day/static/worker.js"
# A file's address changes with its content.
_KEPT = "public, max-age=31536000, immutable"


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """A signal for `on_response_prepare`: errors and streams get the headers as well."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store" if not _is_file(request) else _KEPT)
    if request.path == DAY_WORKER:
        response.headers["Service-Worker-Allowed"] = "/day"
    if is_https(request):
        response.headers["Strict-Transport-Security"] = "max-age=31536000"


def _is_file(request: web.Request) -> bool:
    return request.path.startswith(("/static/", "/day/static/")) and "v" in request.query


def is_https(request: web.Request) -> bool:
    """Whether the browser came by HTTPS, to us or to the reverse proxy before us."""
    return request.secure or request.headers.get("X-Forwarded-Proto") == "https"
