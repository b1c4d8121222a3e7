"""The front page: alerts on top, the queue in its order, and what else waits for a person."""

from aiohttp import web

from desk.parts import parts_of
from desk.rendering import page
from housing.domain.clock.local_time import to_london
from housing.domain.repairs.on_call import rota


async def show(request: web.Request) -> web.StreamResponse:
    parts = parts_of(request)
    now = parts.clock.now()
    board = await parts.views.board(now)
    able = {}
    if board.emergencies:
        async with parts.reads() as uow:
            operatives = await uow.diary.operatives()
        today = to_london(now).date()
        able = {row.trade: rota(operatives, (row.trade,), today) for row in board.emergencies}
    return page(request, "queue.html", {"board": board, "able": able})
