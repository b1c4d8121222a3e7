"""Around a visit, for staff: what a visitor must know, and the photos that operatives took."""

from aiohttp import web

from desk.day.photos import as_response
from desk.day.words import LOCATION_ALERTS, PERSON_ALERTS
from desk.pages.acting import Scene, act, text_field
from desk.pages.numbers import number
from desk.parts import parts_of
from housing.domain.messaging.handoff import HandoffRefused
from housing.services.desk import site_alerts

_KNOWN = {"person": PERSON_ALERTS, "location": LOCATION_ALERTS}


async def photo(request: web.Request) -> web.StreamResponse:
    async with parts_of(request).reads() as uow:
        found = await uow.field.photo(number(request, "photo_id"))
    if found is None:
        raise web.HTTPNotFound(text="There is no such photo.")
    return as_response(found)


async def add_alert(request: web.Request) -> web.StreamResponse:
    kind, _, code = (await text_field(request, "alert")).partition(":")
    comment = await text_field(request, "comment")

    async def work(scene: Scene) -> str:
        if code not in _KNOWN.get(kind, {}):
            raise HandoffRefused("Choose an alert from the list.")
        await site_alerts.add(
            scene.uow,
            officer=scene.officer,
            tenant_id=await _tenant_of(scene),
            about_home=kind == "location",
            code=code,
            comment=comment,
            now=scene.now,
        )
        return "alert-added"

    return await act(request, work)


async def end_alert(request: web.Request) -> web.StreamResponse:
    kind, code = request.match_info["kind"], request.match_info["code"]

    async def work(scene: Scene) -> str:
        await site_alerts.end(
            scene.uow,
            officer=scene.officer,
            tenant_id=await _tenant_of(scene),
            about_home=kind == "location",
            code=code,
            now=scene.now,
        )
        return "alert-ended"

    return await act(request, work)


async def _tenant_of(scene: Scene) -> int:
    """The tenant that the conversation is about, proved; an alert never goes by a guess."""
    talk = await scene.uow.talk.conversation(scene.conversation_id)
    if talk.tenant_id is None:
        raise HandoffRefused("It is not proved yet who this is, so nothing can be kept about them.")
    return talk.tenant_id
