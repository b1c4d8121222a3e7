"""Who a conversation is with, as an officer says: find the tenant, give a reason, take it back."""

from aiohttp import web

from desk.pages.acting import NOT_POSSIBLE, REFUSALS, text_field
from desk.pages.numbers import number, number_in
from desk.parts import SESSION, parts_of
from desk.rendering import page
from housing.services.desk import linking, search


async def show(request: web.Request) -> web.StreamResponse:
    return await _render(request)


async def find(request: web.Request) -> web.StreamResponse:
    """By POST, so that what was looked for is in no address or history."""
    return await _render(request, text=await text_field(request, "find"))


async def link(request: web.Request) -> web.StreamResponse:
    parts, conversation_id = parts_of(request), number(request, "conversation_id")
    chosen, reason = await text_field(request, "tenant"), await text_field(request, "reason")
    if not chosen:
        return await _render(request, refusal="Choose the tenant.", reason=reason)
    try:
        async with parts.units() as uow:
            await uow.talk.lock(conversation_id)
            await linking.link(
                uow,
                conversation_id=conversation_id,
                tenant_id=number_in(chosen),
                officer=request[SESSION].officer,
                reason=reason,
                now=parts.clock.now(),
            )
    except REFUSALS as refused:
        return await _render(request, refusal=str(refused), reason=reason)
    except LookupError:
        raise web.HTTPNotFound(text="There is no such tenant or conversation.") from None
    return await _done(request, conversation_id, "linked")


async def unlink(request: web.Request) -> web.StreamResponse:
    parts, conversation_id = parts_of(request), number(request, "conversation_id")
    try:
        async with parts.units() as uow:
            await uow.talk.lock(conversation_id)
            await linking.unlink(
                uow,
                conversation_id=conversation_id,
                officer=request[SESSION].officer,
                reason=await text_field(request, "why"),
                now=parts.clock.now(),
            )
    except REFUSALS as refused:
        return await _render(request, refusal=str(refused))
    except LookupError:
        raise web.HTTPNotFound(text="There is no such conversation.") from None
    return await _done(request, conversation_id, "unlinked")


async def _done(request: web.Request, conversation_id: int, done: str) -> web.StreamResponse:
    await parts_of(request).events.publish("message", conversation_id)
    raise web.HTTPSeeOther(f"/conversations/{conversation_id}?done={done}")


async def _render(
    request: web.Request, *, text: str = "", refusal: str = "", reason: str = ""
) -> web.Response:
    parts, conversation_id = parts_of(request), number(request, "conversation_id")
    case = await parts.views.case(conversation_id)
    if case is None:
        raise web.HTTPNotFound(text="There is no such conversation.")
    wanted = search.wanted(text) if text else None
    if wanted is not None:
        choices = await parts.views.tenants(wanted)
        async with parts.units() as uow:
            officer, now = request[SESSION].officer, parts.clock.now()
            await search.record(uow, officer=officer, text=text, found=len(choices), now=now)
    else:
        choices = await parts.views.likely_tenants(conversation_id)
    context = {
        "talk": case.conversation,
        "choices": choices,
        "find": text,
        "refusal": refusal,
        "reason": reason,
    }
    return page(request, "linking.html", context, NOT_POSSIBLE if refusal else 200)
