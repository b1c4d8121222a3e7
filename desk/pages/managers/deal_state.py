"""The Deal in use, for managers: since when, how big, and what is wrong with changed files."""

from aiohttp import web

from desk.parts import parts_of
from desk.rendering import page


async def show(request: web.Request) -> web.StreamResponse:
    return page(request, "deal.html", {"in_use": parts_of(request).deals.in_use})
