"""`GET /calendar/{token}.ics`: visits as a calendar file, for whoever has the link."""

from aiohttp import web

from gateway.services import SERVICES
from housing.adapters.calendar_file import CONTENT_TYPE, calendar_file
from housing.domain.calendar_events import CalendarEvent
from housing.services import calendars


async def show(request: web.Request) -> web.Response:
    services = request.app[SERVICES]
    deal = services.deal
    async with services.reads() as uow:
        found = await calendars.find(
            uow, token=request.match_info["token"], now=services.clock.now()
        )
    if found is None:
        raise web.HTTPNotFound(text="There is no such calendar.")

    def title(event: CalendarEvent) -> str:
        issue = deal.issues.get(event.visit.issue)
        what = issue.title if issue else event.visit.issue.replace("_", " ")
        return f"{what}, {event.visit.work_order}"

    note = "calendar_note_operative" if found.for_operative else "calendar_note"
    body = calendar_file(
        found.events,
        name=deal.texts.line("calendar_name"),
        title=title,
        note=deal.texts.line(note),
        with_address=found.for_operative,
    )
    headers = {
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex",
        "Content-Disposition": 'attachment; filename="visits.ics"',
    }
    return web.Response(body=body, content_type=CONTENT_TYPE, charset="utf-8", headers=headers)
