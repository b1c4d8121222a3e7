"""Slots written as people read them, for the tables of the tests: "Thu 26 Nov am"."""

from datetime import date, datetime, time

from housing.domain.slots.slot import Slot

HOURS = {
    "am": (time(8), time(12)),
    "school_run": (time(9, 30), time(14, 30)),
    "pm": (time(12), time(16)),
    "evening": (time(17), time(20)),
    "all_day": (time(8), time(17)),
    "saturday_am": (time(8), time(12)),
}


def day(words: str, year: int = 2026) -> date:
    """ "Thu 26 Nov" as a date; the weekday must be the right one."""
    parsed = datetime.strptime(f"{words} {year}", "%a %d %b %Y").date()  # noqa: DTZ007
    assert f"{parsed:%a}" == words[:3], f"{words} {year} is a {parsed:%A}"
    return parsed


def slot(words: str, year: int = 2026) -> Slot:
    """ "Thu 26 Nov am" as a slot."""
    name, _, window = words.rpartition(" ")
    earliest, latest = HOURS[window]
    return Slot(day(name, year), window, earliest, latest, (1,))


def name(one: Slot) -> str:
    """The slot as the tables write it."""
    return f"{one.date:%a} {one.date.day} {one.date:%b} {one.window}"
