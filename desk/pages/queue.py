"""The front page: alerts on top, the queue in its order, and what else waits for a person."""

from aiohttp import web

from desk.parts import parts_of
from desk.rendering import page


async def show(request: web.Request) -> web.StreamResponse:
    parts = parts_of(request)
    board = await parts.views.board(parts.clock.now())
    return page(request, "queue.html", {"board": board})
