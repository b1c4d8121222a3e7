"""Bodies of HTTP requests as both doors read them: what cannot be read is the caller's mistake.

Reads the whole body before anybody acts on it, so that an odd one is a refusal and never an error
of ours. Decides nothing about what a body says.
"""

import json
import struct
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
"""What browsers and Twilio send; other names may be codecs of Python that are no text."""
AS_SENT = {"auto_decompress": False}
"""For the server: a body is never unpacked, neither a bomb nor one that is not what it says."""
# What no file's name can be: asking the file system for one is an error.
_LONGEST_NAME = 255
# Sockets read their own.
SOCKETS = "/socket.io"
_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
_UNREADABLE = (
    *(ValueError, LookupError, AssertionError, RuntimeError, TypeError, EOFError),
    *(struct.error, zlib.error, web.RequestPayloadError, HttpProcessingError),
)


@web.middleware
async def only_readable(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Reads the body ahead of the handler; 4xx for one that is no text, form or size of ours."""
    names = request.path.encode("utf-8", "replace").split(b"/")
    if max(map(len, names)) > _LONGEST_NAME:
        raise web.HTTPNotFound
    if request.method in _BODILESS or request.path.startswith(SOCKETS):
        return await handler(request)
    fields = await _read(request)
    try:
        return await handler(request)
    finally:
        for field in fields:
            if isinstance(field, web.FileField):
                field.file.close()


async def _read(request: web.Request) -> tuple[object, ...]:
    """The fields of a form; nothing of another body, which is then at hand."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise web.HTTPUnsupportedMediaType(text="Compressed requests are not read.")
    try:
        if (request.charset or "utf-8").strip().lower() not in CHARSETS:
            raise web.HTTPUnsupportedMediaType(text="Only UTF-8 is read.")
        if request.content_type in FORMS:
            return tuple((await request.post()).values())
        await request.read()
    except _UNREADABLE:
        raise web.HTTPBadRequest(text="That request cannot be read.") from None
    return ()


def json_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object that a body is; None for anything else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
