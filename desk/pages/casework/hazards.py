"""One hazard under Awaab's Law: its clocks, what was recorded, and what may be recorded now."""

from datetime import date

from aiohttp import web

from desk.pages.acting import NOT_POSSIBLE, text_field
from desk.pages.numbers import number
from desk.parts import SESSION, parts_of
from desk.rendering import page
from desk.wording.words import DONE
from housing.domain.casework.hazard_steps import HazardRefused, HazardStep, clocks_of, steps_now
from housing.domain.clock.local_time import to_london
from housing.domain.messaging.conversation import Channel
from housing.services.casework import hazard_reports
from housing.services.messaging.outbox import TextRefused


async def show(request: web.Request) -> web.StreamResponse:
    return await _render(request, number(request, "hazard_id"))


async def record_step(request: web.Request) -> web.StreamResponse:
    parts, hazard_id = parts_of(request), number(request, "hazard_id")
    step, text = await text_field(request, "step"), await text_field(request, "text")
    day = _day(await text_field(request, "on_day"))
    if step not in list(HazardStep) or day is None:
        sentence = "Choose what was done, and the day it was done."
        return await _render(request, hazard_id, sentence, text, NOT_POSSIBLE)
    try:
        async with parts.units() as uow:
            await hazard_reports.record_step(
                uow,
                parts.deal,
                hazard_id=hazard_id,
                step=HazardStep(step),
                on_day=day,
                text=text,
                officer=request[SESSION].officer,
                now=parts.clock.now(),
            )
            hazard = await uow.steps.hazard(hazard_id)
    except (HazardRefused, TextRefused) as refused:
        return await _render(request, hazard_id, str(refused), text, NOT_POSSIBLE)
    except LookupError:
        raise web.HTTPNotFound(text="There is no such hazard report.") from None
    if hazard is not None:
        await parts.events.publish("message", hazard.conversation_id)
        await parts.events.publish("queue", hazard.conversation_id)
    raise web.HTTPSeeOther(f"/hazards/{hazard_id}?done=recorded")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def _render(
    request: web.Request, hazard_id: int, refusal: str = "", text: str = "", status: int = 200
) -> web.Response:
    parts = parts_of(request)
    detail = await parts.views.hazard(hazard_id)
    async with parts.reads() as uow:
        hazard = await uow.steps.hazard(hazard_id)
        done = await uow.steps.hazard_steps(hazard_id)
        if detail is None or hazard is None:
            raise web.HTTPNotFound(text="There is no such hazard report.")
        talk = await uow.talk.conversation(hazard.conversation_id)
    context = {
        "is_sms": talk.channel == Channel.SMS,
        "frame": parts.deal.texts.line("hazard_summary", reference=hazard.reference, answer=""),
        "detail": detail,
        "hazard": hazard,
        "clocks": clocks_of(hazard, done, parts.deal.calendar),
        "steps": await parts.views.hazard_steps(hazard_id),
        "possible": steps_now(done),
        "today": to_london(parts.clock.now()).date(),
        "notice": DONE.get(request.query.get("done", ""), ""),
        "refusal": refusal,
        "text": text,
    }
    return page(request, "hazard.html", context, status)
