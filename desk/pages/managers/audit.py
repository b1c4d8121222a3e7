"""The audit trail for managers: who saw or did what, by person, subject, action and day."""

from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from desk.pages.acting import NOT_POSSIBLE
from desk.pages.numbers import number_in
from desk.parts import parts_of
from desk.rendering import page
from housing.domain.people.audit import AuditQuestion
from housing.services.desk import audit

LONGEST = 60
_YEARS = range(2000, 2200)
NO_DAY = "Write the day as 2026-11-24."


async def show(request: web.Request) -> web.StreamResponse:
    asked = {
        name: request.query.get(name, "").replace("\x00", "").strip()[:LONGEST]
        for name in ("who", "subject", "action", "day")
    }
    before = request.query.get("before")
    day, refusal = _day(asked["day"])
    question = AuditQuestion(
        actor=asked["who"] or None,
        action=asked["action"] or None,
        subject=asked["subject"] or None,
        day=day,
        before=number_in(before) if before else None,
    )
    async with parts_of(request).reads() as uow:
        lines, more = await audit.page(uow, question)
        context = {
            "lines": lines,
            "staff": await uow.audit.staff(),
            "actions": await uow.audit.actions(),
            "asked": asked,
            "older": urlencode({**asked, "before": more}) if more else "",
            "refusal": refusal,
        }
    return page(request, "audit.html", context, NOT_POSSIBLE if refusal else 200)


def _day(text: str) -> tuple[date | None, str]:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None, NO_DAY
    return (day, "") if day is None or day.year in _YEARS else (None, NO_DAY)
