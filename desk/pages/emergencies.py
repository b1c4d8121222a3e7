"""An emergency that an operative has accepted by telephone: staff write down who goes."""

from aiohttp import web

from desk.pages.acting import text_field
from desk.pages.numbers import number, number_in
from desk.parts import SESSION, parts_of
from housing.domain.repairs.on_call import AlreadyAccepted, CallOutOver
from housing.services.repairs import on_call


async def accept(request: web.Request) -> web.StreamResponse:
    """The first acceptance stands, whoever wrote it down."""
    parts, work_order_id = parts_of(request), number(request, "work_order_id")
    operative_id = number_in(await text_field(request, "operative"))
    try:
        async with parts.units() as uow:
            known = {operative.id for operative in await uow.diary.operatives()}
            if operative_id not in known:
                raise web.HTTPNotFound(text="There is no such operative.")
            await on_call.accept(
                uow,
                parts.deal,
                work_order_id=work_order_id,
                operative_id=operative_id,
                now=parts.clock.now(),
                actor=request[SESSION].officer.actor,
            )
    except (AlreadyAccepted, CallOutOver) as refused:
        raise web.HTTPConflict(text=str(refused)) from None
    except LookupError:
        raise web.HTTPNotFound(text="There is no such emergency.") from None
    await parts.events.publish("queue", 0)
    raise web.HTTPSeeOther("/")
