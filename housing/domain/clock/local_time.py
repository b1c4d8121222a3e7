"""The tenant's wall clock: Europe/London, in GMT and BST. Instants in and out are aware."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_LAST_MINUTE = time(23, 59, 59)


def to_london(at: datetime) -> datetime:
    """An aware instant on the tenant's clock. Refuses a naive one."""
    if at.tzinfo is None:
        raise ValueError("an instant must carry its time zone")
    return at.astimezone(LONDON)


def at_london(day: date, clock: time) -> datetime:
    """The instant at which London's clocks show `clock` on `day`."""
    return datetime.combine(day, clock, tzinfo=LONDON)


def end_of_day(day: date) -> datetime:
    """The last second of a day in London."""
    return at_london(day, _LAST_MINUTE)


def add_hours(at: datetime, hours: int) -> datetime:
    """Clock hours that really pass, also over a night when the clocks change."""
    return to_london(at.astimezone(UTC) + timedelta(hours=hours))


def spoken_day(day: date) -> str:
    """A day as said to a tenant: "Thursday 26 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def spoken_time(clock: time) -> str:
    """A time as said to a tenant: "8am", "5:30pm", "noon"."""
    if clock == time(12):
        return "noon"
    hour = clock.hour % 12 or 12
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{hour}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def spoken_by(at: datetime) -> str:
    """A deadline as said to a person: "9:05am on Tue 24 Nov"."""
    local = to_london(at)
    return f"{spoken_time(local.time())} on {local:%a} {local.day} {local:%b}"
