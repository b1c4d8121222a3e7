"""Calendar entries as an iCalendar file (RFC 5545), on Europe/London's clock with its rules."""

from collections.abc import Callable, Sequence
from datetime import datetime

from icalendar import Calendar, Event

from housing.domain.clock.local_time import to_london
from housing.domain.repairs.calendar_events import CalendarEvent

PRODUCT = "-//Hearthline//Visits//EN"
CONTENT_TYPE = "text/calendar"


def calendar_file(
    events: Sequence[CalendarEvent],
    *,
    name: str,
    title: Callable[[CalendarEvent], str],
    note: str,
    with_address: bool,
) -> bytes:
    """The file. `title` says what an entry is; addresses are only in an operative's."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    all_off = bool(events) and all(event.cancelled for event in events)
    calendar.add("method", "CANCEL" if all_off else "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_entry(event, title(event), note, with_address))
    if events:
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(event: CalendarEvent, title: str, note: str, with_address: bool) -> Event:
    entry, visit = Event(), event.visit
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", visit.changed_at)
    entry.add("dtstart", _local(visit.earliest_arrival))
    entry.add("dtend", _local(visit.latest_arrival))
    entry.add("summary", title)
    entry.add("description", note)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if with_address and visit.address:
        entry.add("location", visit.address)
    return entry


def _local(at: datetime) -> datetime:
    return to_london(at).replace(microsecond=0)
