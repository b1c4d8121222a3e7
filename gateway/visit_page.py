"""The page behind a visit's signed link: its day and window, another time, or calling it off.

Shows no name and no address, for a link can be read by others. A GET never changes anything: phones
and messengers open links to preview them.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from gateway.calendars import as_file
from gateway.pages import page
from gateway.security import check_origin
from gateway.services import SERVICES, Services
from housing.adapters.sql.unit_of_work import UnitOfWork, Units
from housing.domain.repairs.appointments import Appointment
from housing.domain.slots.slot import Slot, SlotTaken
from housing.ports.repairs.visit_links import LinkRefused
from housing.services.repairs import calendars, visit_by_link
from housing.services.repairs.visit_by_link import OnlyStaff

HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
Shown = Callable[[UnitOfWork, Appointment], Awaitable[web.Response]]


async def show(request: web.Request) -> web.Response:
    deal = request.app[SERVICES].deal

    async def look(uow: UnitOfWork, visit: Appointment) -> web.Response:
        be_in = await visit_by_link.who_is_in(uow, deal, visit)
        return _page(request, "visit.html", visit=visit, be_in=be_in)

    return await _about(request, request.app[SERVICES].reads, look)


async def calendar(request: web.Request) -> web.Response:
    """The visit for the tenant's own calendar."""

    async def look(uow: UnitOfWork, visit: Appointment) -> web.Response:
        found = await calendars.of_order(uow, visit.work_order_id)
        return as_file(request.app[SERVICES].deal, found)

    return await _about(request, request.app[SERVICES].reads, look)


async def other_times(request: web.Request) -> web.Response:
    async def look(uow: UnitOfWork, visit: Appointment) -> web.Response:
        return await _choice(request, uow, visit)

    return await _about(request, request.app[SERVICES].reads, look)


async def move(request: web.Request) -> web.Response:
    """Takes the chosen time; one that has just gone is answered with what is free now."""
    check_origin(request)
    chosen = (await request.post()).get("slot")
    services = request.app[SERVICES]

    async def act(uow: UnitOfWork, visit: Appointment) -> web.Response:
        now = services.clock.now()
        free = await visit_by_link.other_times(uow, services.deal, visit, now=now)
        slot = next((one for one in free if _key(one) == chosen), None)
        if slot is None:
            return await _choice(request, uow, visit, gone=True)
        try:
            moved = await visit_by_link.move(uow, services.deal, visit=visit, slot=slot, now=now)
        except SlotTaken:
            return await _choice(request, uow, visit, gone=True)
        be_in = await visit_by_link.who_is_in(uow, services.deal, moved)
        link = _link(services, moved)
        return _page(request, "visit_done.html", moved=moved, link=link, be_in=be_in)

    return await _about(request, services.units, act)


async def ask_drop(request: web.Request) -> web.Response:
    async def look(_uow: UnitOfWork, visit: Appointment) -> web.Response:
        return _page(request, "visit_drop.html", visit=visit)

    return await _about(request, request.app[SERVICES].reads, look)


async def drop(request: web.Request) -> web.Response:
    check_origin(request)
    services = request.app[SERVICES]

    async def act(uow: UnitOfWork, visit: Appointment) -> web.Response:
        await visit_by_link.drop(uow, services.deal, visit=visit, now=services.clock.now())
        return _page(request, "visit_done.html", moved=None, link=None)

    return await _about(request, services.units, act)


async def _about(request: web.Request, units: Units, shown: Shown) -> web.Response:
    """The answer about the link's visit; a kind page for every link that is none, or no more."""
    services = request.app[SERVICES]
    links = services.visit_links
    try:
        if links is None:
            raise LinkRefused
        visit_id = links.read(request.match_info["token"], services.clock.now())
        async with units() as uow:
            visit = await visit_by_link.visit_of(uow, visit_id)
            if visit is None:
                raise LinkRefused
            if visit_by_link.staff_only(visit):
                raise OnlyStaff
            return await shown(uow, visit)
    except LinkRefused:
        return _page(request, "visit_unknown.html", status=404)
    except OnlyStaff:
        return _page(request, "visit_staff.html", status=409)


async def _choice(
    request: web.Request, uow: UnitOfWork, visit: Appointment, *, gone: bool = False
) -> web.Response:
    services = request.app[SERVICES]
    free = await visit_by_link.other_times(uow, services.deal, visit, now=services.clock.now())
    return _page(
        request,
        "visit_move.html",
        visit=visit,
        gone=gone,
        slots=[(_key(slot), slot.words()) for slot in free],
        status=409 if gone else 200,
    )


def _page(request: web.Request, name: str, *, status: int = 200, **context: Any) -> web.Response:
    context["token"] = request.match_info["token"]
    answer = page(request, name, **context)
    answer.set_status(status)
    answer.headers.update(HEADERS)
    return answer


def _link(services: Services, visit: Appointment) -> str | None:
    return services.visit_links.link(visit) if services.visit_links else None


def _key(slot: Slot) -> str:
    return f"{slot.date.isoformat()}.{slot.window}"
