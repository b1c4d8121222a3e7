"""Row numbers as they come in addresses and forms."""

from aiohttp import web

_MAX_DIGITS = 9  # below the largest integer key of every database


def number_in(text: str) -> int:
    """The number, or 404: whatever else was asked for does not exist."""
    number = number_or_none(text)
    if number is None:
        raise web.HTTPNotFound(text="There is no such page.")
    return number


def number_or_none(text: str) -> int | None:
    """The number in a form's field; None for what is none, or larger than any of ours."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS
    return int(text) if is_number else None


def number(request: web.Request, name: str) -> int:
    """The number in the address under this name."""
    return number_in(request.match_info[name])
