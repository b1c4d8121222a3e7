"""Repairs that want staff's eyes: what may be owed, what is late, what came back, what is learned.

Decides nothing by itself: a person confirms or refuses each sum, and says who is off.
"""

from datetime import date, timedelta

from aiohttp import web

from desk.pages.acting import CONFLICT, NOT_POSSIBLE, text_field
from desk.pages.numbers import number, number_or_none
from desk.parts import SESSION, parts_of
from desk.rendering import page
from housing.domain.clock.local_time import to_london
from housing.domain.repairs.learning import lessons
from housing.domain.repairs.owed import OwedDecided
from housing.services.casework import owed
from housing.services.repairs import absences

LEARN_FROM = timedelta(days=365)


async def show(request: web.Request) -> web.StreamResponse:
    return await _render(request)


async def decide_owed(request: web.Request) -> web.StreamResponse:
    """Confirms or refuses a sum; paying it is done in the landlord's own books."""
    parts = parts_of(request)
    decision = await text_field(request, "decision")
    if decision not in {"confirm", "refuse"}:
        return await _render(request, "Choose what you decide.", NOT_POSSIBLE)
    try:
        async with parts.units() as uow:
            await owed.decide(
                uow,
                owed_id=number(request, "owed_id"),
                confirmed=decision == "confirm",
                officer=request[SESSION].officer,
                now=parts.clock.now(),
            )
    except LookupError:
        raise web.HTTPNotFound(text="There is no such sum.") from None
    except OwedDecided:
        return await _render(request, "A colleague has decided that one already.", CONFLICT)
    raise web.HTTPSeeOther(f"/repairs?done={'owed' if decision == 'confirm' else 'refused'}")


async def take_off(request: web.Request) -> web.StreamResponse:
    """An operative is off for a day."""
    parts = parts_of(request)
    who, day = await text_field(request, "operative"), await text_field(request, "day")
    chosen, on = number_or_none(who), _day(day)
    if chosen is None or on is None:
        return await _render(request, "Choose an operative and a day.", NOT_POSSIBLE)
    if on < to_london(parts.clock.now()).date():
        return await _render(request, "That day has passed.", NOT_POSSIBLE)
    try:
        async with parts.units() as uow:
            await absences.take_off(
                uow,
                parts.deal,
                operative_id=chosen,
                day=on,
                actor=request[SESSION].officer.actor,
                now=parts.clock.now(),
            )
    except LookupError:
        return await _render(request, "Choose an operative and a day.", NOT_POSSIBLE)
    raise web.HTTPSeeOther("/repairs?done=off")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def _render(request: web.Request, refusal: str = "", status: int = 200) -> web.Response:
    parts = parts_of(request)
    now = parts.clock.now()
    async with parts.reads() as uow:
        sums = await uow.owed.proposed()
        operatives = await uow.diary.operatives()
    context = {
        "owed": sums,
        "late": await parts.repairs.late(now),
        "recalls": await parts.repairs.recalls(),
        "lessons": lessons(await parts.repairs.outcomes(now - LEARN_FROM)),
        "operatives": operatives,
        "today": to_london(now).date(),
        "title_of": parts.deal.title_of,
        "trades": parts.deal.trades,
        "refusal": refusal,
        "done": request.query.get("done", ""),
    }
    return page(request, "repairs.html", context, status)
