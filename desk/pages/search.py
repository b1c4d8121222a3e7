"""Search over conversations and people. By POST, so that what was looked for is in no address."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from desk.pages.acting import NOT_POSSIBLE, text_field
from desk.parts import SESSION, parts_of
from desk.rendering import page
from housing.adapters.sql.views.search_views import FoundRow, TenantChoice
from housing.services.desk import search

TOO_SHORT = "Write a reference, a mobile number, a postcode, part of a street or part of a name."


async def show(request: web.Request) -> web.StreamResponse:
    return page(request, "search.html", _context())


async def find(request: web.Request) -> web.StreamResponse:
    parts, text = parts_of(request), await text_field(request, "text")
    wanted = search.wanted(text)
    if wanted is None:
        return page(request, "search.html", _context(text, refusal=TOO_SHORT), NOT_POSSIBLE)
    found = await parts.views.search(wanted)
    shown = {row.tenant_id for row in found}
    people = [one for one in await parts.views.tenants(wanted) if one.id not in shown]
    async with parts.units() as uow:
        await search.record(
            uow,
            officer=request[SESSION].officer,
            text=text,
            found=len(found) + len(people),
            now=parts.clock.now(),
        )
    return page(request, "search.html", _context(text, found, people))


def _context(
    text: str = "",
    found: Sequence[FoundRow] | None = None,
    people: Sequence[TenantChoice] = (),
    refusal: str = "",
) -> Mapping[str, Any]:
    return {"text": text, "found": found, "people": people, "refusal": refusal}
