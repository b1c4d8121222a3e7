"""The operative's link to their calendar: made when asked for, and anew when a phone was lost."""

from aiohttp import web

from desk.day.rendering import day_page
from desk.day.sessions import DAY_SESSION
from desk.pages.acting import text_field
from desk.parts import parts_of
from housing.services.repairs import calendars


async def show_link(request: web.Request) -> web.StreamResponse:
    """The address to subscribe to; with `renew` the old one leads nowhere from now on."""
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    renew = await text_field(request, "renew")
    async with parts.units() as uow:
        if renew:
            await calendars.renew_operatives_link(uow, operative_id=operative.id)
        path = await calendars.path_for_operative(
            uow, operative_id=operative.id, now=parts.clock.now()
        )
    address = f"{parts.gateway_url}{path}"
    context = {"address": address, "subscribe": f"webcal://{address.partition('://')[2]}"}
    return day_page(request, "calendar.html", context)
