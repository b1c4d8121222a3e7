"""The operative's list of a day, and one job with all that they need at the door."""

from datetime import date, timedelta

from aiohttp import web

from desk.day.rendering import day_page
from desk.day.sessions import DAY_SESSION
from desk.day.words import DONE, said
from desk.pages.numbers import number
from desk.parts import parts_of
from housing.adapters.sql.day.views import DAYS_AHEAD
from housing.domain.clock.local_time import to_london
from housing.domain.deal.facts import FactSource
from housing.domain.repairs.field_work import FOLLOW_ON_MINUTES, TapKind, possible_from

_OVER = frozenset({"completed", "no_access", "cancelled"})
_POSSIBLE = {kind.value: [state.value for state in possible_from(kind)] for kind in TapKind}


async def show_day(request: web.Request) -> web.StreamResponse:
    """Today's visits in the order of the round, or those of a day soon."""
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    today = to_london(parts.clock.now()).date()
    day = _day(request.query.get("on", ""), today)
    found = await parts.days.jobs(operative.id, day, today)
    context = {
        "day": day,
        "today": today,
        "coming": [job for job in found if job.state not in _OVER],
        "over": [job for job in found if job.state in _OVER],
        "days": await parts.days.days(operative.id, today),
        "emergencies": await parts.days.emergencies(operative.id) if day == today else (),
        "notice": DONE.get(request.query.get("done", ""), ""),
    }
    return day_page(request, "day.html", context)


async def show_job(request: web.Request) -> web.StreamResponse:
    notice = DONE.get(request.query.get("done", ""), "")
    return await render_job(request, number(request, "appointment_id"), notice=notice)


async def render_job(
    request: web.Request,
    appointment_id: int,
    *,
    notice: str = "",
    refusal: str = "",
    status: int = 200,
) -> web.Response:
    """The job as it stands now; a job of somebody else does not exist for this operative."""
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    today = to_london(parts.clock.now()).date()
    job = await parts.days.job(operative.id, appointment_id, today)
    if job is None:
        raise web.HTTPNotFound(text="There is no such job in your list.")
    facts = parts.deal.facts
    context = {
        "job": job,
        "today": today,
        "possible": _POSSIBLE,
        "follow_on_minutes": FOLLOW_ON_MINUTES,
        "facts": said(job.told.understanding)
        + [
            (facts[name].title, facts[name].title_of(value))
            for name, value in job.told.facts.items()
            if name in facts and facts[name].source is FactSource.ASKED
        ],
        "notice": notice,
        "refusal": refusal,
    }
    return day_page(request, "job.html", context, status)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if today <= day <= today + timedelta(days=DAYS_AHEAD) else today
