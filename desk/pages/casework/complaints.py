"""One complaint: its stage and dates, what was done, and what may be done now."""

from aiohttp import web

from desk.pages.acting import NOT_POSSIBLE, text_field
from desk.pages.numbers import number
from desk.parts import SESSION, parts_of
from desk.rendering import page
from desk.wording.words import DONE
from housing.domain.casework.complaint_stages import ComplaintRefused, ComplaintStep, steps_now
from housing.domain.messaging.conversation import Channel
from housing.services.casework import complaints
from housing.services.messaging.outbox import TextRefused


async def show(request: web.Request) -> web.StreamResponse:
    return await _render(request, number(request, "complaint_id"))


async def take_step(request: web.Request) -> web.StreamResponse:
    parts, complaint_id = parts_of(request), number(request, "complaint_id")
    step, text = await text_field(request, "step"), await text_field(request, "text")
    if step not in list(ComplaintStep):
        return await _render(request, complaint_id, "Choose what you do.", text, NOT_POSSIBLE)
    try:
        async with parts.units() as uow:
            after = await complaints.take_step(
                uow,
                parts.deal,
                complaint_id=complaint_id,
                step=ComplaintStep(step),
                text=text,
                officer=request[SESSION].officer,
                now=parts.clock.now(),
            )
    except (ComplaintRefused, TextRefused) as refused:
        return await _render(request, complaint_id, str(refused), text, NOT_POSSIBLE)
    except LookupError:
        raise web.HTTPNotFound(text="There is no such complaint.") from None
    await parts.events.publish("message", after.conversation_id)
    await parts.events.publish("queue", after.conversation_id)
    raise web.HTTPSeeOther(f"/complaints/{complaint_id}?done=stepped")


async def _render(
    request: web.Request, complaint_id: int, refusal: str = "", text: str = "", status: int = 200
) -> web.Response:
    parts = parts_of(request)
    detail = await parts.views.complaint(complaint_id)
    async with parts.reads() as uow:
        complaint = await uow.steps.complaint(complaint_id)
        taken = await uow.steps.complaint_steps(complaint_id)
        if detail is None or complaint is None:
            raise web.HTTPNotFound(text="There is no such complaint.")
        talk = await uow.talk.conversation(complaint.conversation_id)
    context = {
        "is_sms": talk.channel == Channel.SMS,
        "frame": complaints.frame(parts.deal, complaint),
        "detail": detail,
        "complaint": complaint,
        "steps": await parts.views.complaint_steps(complaint_id),
        "additions": await parts.views.complaint_additions(complaint_id),
        "possible": steps_now(complaint, taken),
        "notice": DONE.get(request.query.get("done", ""), ""),
        "refusal": refusal,
        "text": text,
    }
    return page(request, "complaint.html", context, status)
