"""Search over conversations. By POST, so that what was looked for is in no address or history."""

from aiohttp import web

from desk.pages.acting import NOT_POSSIBLE, text_field
from desk.parts import SESSION, parts_of
from desk.rendering import page
from housing.services import search

TOO_SHORT = "Write a reference, a mobile number, a postcode or part of a name."


async def show(request: web.Request) -> web.StreamResponse:
    return page(request, "search.html", {"text": "", "found": None, "refusal": ""})


async def find(request: web.Request) -> web.StreamResponse:
    parts, text = parts_of(request), await text_field(request, "text")
    wanted = search.wanted(text)
    if wanted is None:
        context = {"text": text, "found": None, "refusal": TOO_SHORT}
        return page(request, "search.html", context, NOT_POSSIBLE)
    found = await parts.views.search(wanted)
    async with parts.units() as uow:
        await search.record(
            uow,
            officer=request[SESSION].officer,
            text=text,
            found=len(found),
            now=parts.clock.now(),
        )
    return page(request, "search.html", {"text": text, "found": found, "refusal": ""})
