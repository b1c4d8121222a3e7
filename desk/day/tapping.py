"""A tap from the phone: as a plain form, or sent later by the page's own script.

Either way the service applies it once. The script is answered in JSON, the form with the page.
"""

import re
from datetime import datetime

from aiohttp import web

from desk.day.jobs import render_job
from desk.day.sessions import DAY_SESSION, wants_json
from desk.pages.acting import CONFLICT, NOT_POSSIBLE, text_field
from desk.pages.numbers import number, number_or_none
from desk.parts import parts_of
from housing.domain.repairs.appointments import FollowOn
from housing.domain.repairs.field_work import Tap, TapAnswer, TapKind, TapRefused
from housing.services.repairs import field_work

_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


async def tap(request: web.Request) -> web.StreamResponse:
    """Any tap but a photo, by the last part of the address."""
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    appointment_id, kind = number(request, "appointment_id"), _kind(request)
    try:
        new = await tap_from(request, kind)
        async with parts.units() as uow:
            answer = await field_work.act(
                uow,
                operative=operative,
                appointment_id=appointment_id,
                tap=new,
                now=parts.clock.now(),
            )
    except TapRefused as sentence:
        return await refused(request, appointment_id, str(sentence))
    except LookupError:
        raise web.HTTPNotFound(text="There is no such job.") from None
    await parts.events.publish("queue", 0)
    return await answered(request, appointment_id, kind, answer)


async def tap_from(request: web.Request, kind: TapKind) -> Tap:
    """The tap as the form tells it; without script it was tapped now. Raises TapRefused."""
    key, told = await text_field(request, "key"), await text_field(request, "tapped_at")
    if not _KEY.fullmatch(key):
        raise TapRefused("This page is too old. Load it again.")
    minutes, why = await text_field(request, "minutes"), await text_field(request, "why")
    return Tap(
        key=key,
        kind=kind,
        tapped_at=_instant(told) if told else parts_of(request).clock.now(),
        text=(await text_field(request, "text")).replace("\r\n", "\n"),
        minutes=number_or_none(minutes),
        why=FollowOn(why) if why in list(FollowOn) else None,
    )


async def answered(
    request: web.Request, appointment_id: int, kind: TapKind, answer: TapAnswer
) -> web.StreamResponse:
    """What came of the tap; one that did not count is shown with how the visit stands."""
    if wants_json(request):
        return web.json_response(
            {"counted": answer.counted, "state": answer.state, "sentence": answer.sentence}
        )
    if not answer.counted:
        return await render_job(request, appointment_id, refusal=answer.sentence, status=CONFLICT)
    raise web.HTTPSeeOther(f"/day/jobs/{appointment_id}?done={kind}")


async def refused(request: web.Request, appointment_id: int, sentence: str) -> web.StreamResponse:
    if wants_json(request):
        return web.json_response({"counted": False, "sentence": sentence}, status=NOT_POSSIBLE)
    return await render_job(request, appointment_id, refusal=sentence, status=NOT_POSSIBLE)


def _kind(request: web.Request) -> TapKind:
    name = request.match_info["kind"]
    if name not in list(TapKind):
        raise web.HTTPNotFound(text="There is no such page.")
    return TapKind(name)


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise TapRefused("The time of this tap cannot be read. Load the page again.") from None
    if at.tzinfo is None:
        raise TapRefused("The time of this tap has no time zone. Load the page again.")
    return at
