"""Visits as a calendar file, for whoever has the link: `GET /calendar/{token}.ics`."""

from aiohttp import web

from gateway.services import SERVICES
from housing.adapters.calendar_file import CONTENT_TYPE, calendar_file
from housing.domain.deal.deal import Deal
from housing.domain.repairs.calendar_events import CalendarEvent
from housing.services.repairs import calendars
from housing.services.repairs.calendars import FoundCalendar

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
    "Content-Disposition": 'attachment; filename="visits.ics"',
}


async def show(request: web.Request) -> web.Response:
    services = request.app[SERVICES]
    async with services.reads() as uow:
        found = await calendars.find(
            uow, token=request.match_info["token"], now=services.clock.now()
        )
    if found is None:
        raise web.HTTPNotFound(text="There is no such calendar.")
    return as_file(services.deal, found)


def as_file(deal: Deal, found: FoundCalendar) -> web.Response:
    """The calendar as a file that no cache and no search engine keeps.

    A tenant's link can be read by others: its file names no repair.
    """

    def title(event: CalendarEvent) -> str:
        operatives = found.for_operative
        what = deal.title_of(event.visit.issue) if operatives else deal.texts.line("calendar_visit")
        return f"{what}, {event.visit.work_order}"

    note = "calendar_note_operative" if found.for_operative else "calendar_note"
    body = calendar_file(
        found.events,
        name=deal.texts.line("calendar_name"),
        title=title,
        note=deal.texts.line(note),
        with_address=found.for_operative,
    )
    return web.Response(body=body, content_type=CONTENT_TYPE, charset="utf-8", headers=HEADERS)
