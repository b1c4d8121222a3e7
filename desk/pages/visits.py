"""What operatives left at a visit, for staff: their photos."""

from aiohttp import web

from desk.day.photos import as_response
from desk.pages.numbers import number
from desk.parts import parts_of


async def photo(request: web.Request) -> web.StreamResponse:
    async with parts_of(request).reads() as uow:
        found = await uow.field.photo(number(request, "photo_id"))
    if found is None:
        raise web.HTTPNotFound(text="There is no such photo.")
    return as_response(found)
