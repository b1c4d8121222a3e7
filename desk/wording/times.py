"""Times as staff read them, on London's clock: when it was, how long it waits, what is due."""

from datetime import date, datetime, timedelta

from housing.domain.clock.local_time import to_london
from housing.domain.clock.working_days import HolidaysUnknown, WorkingCalendar

SOON = timedelta(minutes=10)


def clock_time(at: datetime, now: datetime) -> str:
    """ "14:05" today, else with the day: "Thu 26 Nov 14:05", and the year when it is another."""
    local, today = to_london(at), to_london(now)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{short_day(local.date(), today.date())} {local:%H:%M}"


def hour(at: datetime) -> str:
    """The time alone: "08:00"."""
    return f"{to_london(at):%H:%M}"


def short_day(day: date, today: date) -> str:
    """ "Thu 26 Nov", with the year when it is not this one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}"


def london_day(at: datetime, now: datetime) -> str:
    """The day of an instant in London: "Thu 26 Nov"."""
    return short_day(to_london(at).date(), to_london(now).date())


def iso_day(text: str | None, now: datetime) -> str:
    """A day from a decision's JSON ("2026-11-26") as staff read it; empty for None."""
    return short_day(date.fromisoformat(text), to_london(now).date()) if text else ""


def arrival(earliest: datetime, latest: datetime, now: datetime) -> str:
    """An arrival window: "Thu 26 Nov 08:00 to 12:00", with both days where they are two."""
    begin, end, today = to_london(earliest), to_london(latest), to_london(now).date()
    last = "" if begin.date() == end.date() else f"{short_day(end.date(), today)} "
    return f"{short_day(begin.date(), today)} {begin:%H:%M} to {last}{end:%H:%M}"


def span(length: timedelta) -> str:
    """ "under a minute", "12 min", "1 h 5 min", "3 days"."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes < 1:
        return "under a minute"
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days = hours // 24
    return "1 day" if days == 1 else f"{days} days"


def due(at: datetime, now: datetime) -> str:
    """ "Due in 12 min", "Due now" or "Overdue by 5 min"."""
    if abs(at - now) < timedelta(minutes=1):
        return "Due now"
    return f"Due in {span(at - now)}" if at >= now else f"Overdue by {span(now - at)}"


def urgency(due_at: datetime | None, now: datetime) -> str:
    """How a row is marked: overdue, soon or calm; held while nothing is due. Red means late and
    nothing else: that it is an emergency is said in words, and by its place. Never by colour alone.
    """
    if due_at is None:
        return "held"
    if due_at <= now:
        return "overdue"
    return "soon" if due_at - now <= SOON else "calm"


def working_days_left(by: datetime | date, now: datetime, calendar: WorkingCalendar) -> str:
    """ "9 working days left", "Today is the last day" or "Overdue by 2 working days"."""
    last = to_london(by).date() if isinstance(by, datetime) else by
    try:
        left = calendar.between(to_london(now).date(), last)
    except HolidaysUnknown:
        return "Working days not known that far ahead"
    if left == 0:
        over = last < to_london(now).date()
        return "The last day has passed" if over else "Today is the last day"
    days = f"{abs(left)} working day{'s' if abs(left) != 1 else ''}"
    return f"{days} left" if left > 0 else f"Overdue by {days}"
