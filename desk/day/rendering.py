"""Renders the operatives' pages, with what each of them needs beside its own context."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from desk.day import words
from desk.day.sessions import DAY_SESSION, PREFIX
from desk.parts import parts_of
from desk.rendering import rendered, static_urls

STATIC = Path(__file__).parent / "static"
STATIC_PREFIX = f"{PREFIX}/static"
_urls = static_urls(STATIC, STATIC_PREFIX)


def day_page(
    request: web.Request, template: str, context: Mapping[str, Any], status: int = 200
) -> web.Response:
    """`key` makes one-time keys for forms that are sent without script."""
    parts, session = parts_of(request), request.get(DAY_SESSION)
    text = rendered(
        f"day/{template}",
        {
            "deal": parts.deal,
            "landlord": parts.deal.landlord,
            "now": parts.clock.now(),
            "operative": session.operative if session else None,
            "csrf": session.csrf_token if session else "",
            "day_static": _urls.__getitem__,
            "day_words": words,
            "key": lambda: secrets.token_urlsafe(16),
            **context,
        },
    )
    return web.Response(text=text, status=status, content_type="text/html")
