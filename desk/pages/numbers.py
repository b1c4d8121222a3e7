"""Row numbers as they come in addresses and forms."""

from aiohttp import web

_MAX_DIGITS = 9  # below the largest integer key of every database


def number_in(text: str) -> int:
    """The number, or 404: whatever else was asked for does not exist."""
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS:
        raise web.HTTPNotFound(text="There is no such page.")
    return int(text)


def number(request: web.Request, name: str) -> int:
    """The number in the address under this name."""
    return number_in(request.match_info[name])
