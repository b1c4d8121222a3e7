"""A charge that waits for a person: what it is for, what the tenant says, and the decision."""

from aiohttp import web

from desk.pages.acting import CONFLICT, NOT_POSSIBLE, text_field
from desk.pages.numbers import number
from desk.parts import SESSION, parts_of
from desk.rendering import page
from desk.security.permissions import Permission, granted
from housing.domain.casework.charge_decision import ChargeDecision, ChargeRefused
from housing.services.casework import charge_decisions

FORBIDDEN = 403
ONLY_A_MANAGER = "Only a manager may waive a charge. Ask one, or withdraw it if it does not apply."


async def show(request: web.Request) -> web.StreamResponse:
    return await _render(request, number(request, "charge_id"))


async def decide(request: web.Request) -> web.StreamResponse:
    charge_id = number(request, "charge_id")
    decision, why = await text_field(request, "decision"), await text_field(request, "why")
    parts = parts_of(request)
    charge = await parts.views.charge(charge_id)
    if charge is None:
        raise web.HTTPNotFound(text="There is no such charge.")
    if decision not in list(ChargeDecision):
        return await _render(request, charge_id, "Choose what you decide.", why, NOT_POSSIBLE)
    role = request[SESSION].officer.role
    if decision == ChargeDecision.WAIVE and not granted(role, Permission.WAIVE_CHARGES):
        return await _render(request, charge_id, ONLY_A_MANAGER, why, FORBIDDEN)
    try:
        async with parts.units() as uow:
            await charge_decisions.decide(
                uow,
                charge_id=charge_id,
                decision=decision,
                why=why,
                what=charge_title(request, charge.code).lower(),
                officer=request[SESSION].officer,
                deal=parts.deal,
                now=parts.clock.now(),
            )
    except ChargeRefused as refused:
        status = NOT_POSSIBLE if not why else CONFLICT
        return await _render(request, charge_id, str(refused), why, status)
    await parts.events.publish("message", charge.conversation_id)
    raise web.HTTPSeeOther(f"/conversations/{charge.conversation_id}?done=decided")


def charge_title(request: web.Request, code: str) -> str:
    """The tariff's title, or the code when the tariff has it no more."""
    known = parts_of(request).deal.charges.get(code)
    return known.title if known else code.replace("_", " ")


async def _render(
    request: web.Request, charge_id: int, refusal: str = "", why: str = "", status: int = 200
) -> web.Response:
    parts = parts_of(request)
    charge = await parts.views.charge(charge_id)
    if charge is None:
        raise web.HTTPNotFound(text="There is no such charge.")
    context = {
        "charge": charge,
        "tariff": parts.deal.charges.get(charge.code),
        "title": charge_title(request, charge.code),
        "issue_title": parts.deal.title_of(charge.issue),
        "refusal": refusal,
        "why": why,
    }
    return page(request, "charge.html", context, status)
