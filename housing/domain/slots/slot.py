"""Slots: a day and an arrival window that a tenant may choose.

Decides which of the free windows are worth offering first and how far ahead a booking must be.
Offering holds nothing; the diary's tables decide who gets a slot.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from housing.domain.clock.local_time import at_london, to_london

SEARCH_DAYS = 60
# Routine work starts tomorrow: today's rounds are already planned. Urgent work may still join
# today's round when its window opens at least this long from now.
URGENT_NOTICE = timedelta(hours=3)
LONG_WAIT = timedelta(hours=6)
# Only these leave the minutes held back for urgent work alone.
ROUTINE_PRIORITIES = frozenset({"routine", "planned"})


class SlotTaken(Exception):
    """The slot's last place went to somebody else."""

    code = "slot_taken"
    sentence = "Sorry, that time has just been taken."


@dataclass(frozen=True, slots=True)
class Slot:
    """Arrival between `earliest` and `latest` on London's clock; the length of the visit is extra.

    `diary_window_ids` are the operatives' windows that can take it, best first.
    """

    date: date
    window: str
    earliest: time
    latest: time
    diary_window_ids: tuple[int, ...] = ()

    @property
    def earliest_arrival(self) -> datetime:
        return at_london(self.date, self.earliest)

    @property
    def latest_arrival(self) -> datetime:
        return at_london(self.date, self.latest)

    @property
    def wide(self) -> bool:
        """Whether somebody has to wait in for most of a day: offered after all that is shorter."""
        return self.latest_arrival - self.earliest_arrival > LONG_WAIT

    def words(self) -> str:
        """As said to a tenant: "Tue 24 Nov, 8am-12pm"."""
        return f"{self.date:%a} {self.date.day} {self.date:%b}, {self.hours()}"

    def hours(self) -> str:
        """The arrival window alone: "8am-12pm"."""
        return f"{_clock(self.earliest)}-{_clock(self.latest)}"

    def as_json(self) -> dict[str, Any]:
        """For the dialogue's memory; `slot_from_json` reads it back."""
        return {
            "date": self.date.isoformat(),
            "window": self.window,
            "earliest": self.earliest.isoformat("minutes"),
            "latest": self.latest.isoformat("minutes"),
            "diary_window_ids": list(self.diary_window_ids),
        }


def slot_from_json(value: Mapping[str, Any]) -> Slot:
    """The slot that `Slot.as_json` wrote; raises KeyError or ValueError on anything else."""
    return Slot(
        date=date.fromisoformat(value["date"]),
        window=str(value["window"]),
        earliest=time.fromisoformat(value["earliest"]),
        latest=time.fromisoformat(value["latest"]),
        diary_window_ids=tuple(int(n) for n in value["diary_window_ids"]),
    )


def counts_as_routine(priority: str) -> bool:
    """Whether work of this priority must leave the held-back minutes alone."""
    return priority in ROUTINE_PRIORITIES


def first_day(priority: str, now: datetime) -> date:
    """The first day to look at: tomorrow for routine work, today for anything quicker."""
    today = to_london(now).date()
    return today + timedelta(days=1) if counts_as_routine(priority) else today


def in_time(slot: Slot, now: datetime) -> bool:
    """Whether a slot still leaves the notice that an operative's round needs."""
    return slot.earliest_arrival >= to_london(now + URGENT_NOTICE)


def varied(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """All slots, in offers of different days and windows: each day's first, then each day's second.

    Days come soonest first. Consecutive days start with different windows where they have them, so
    that three slots are a real choice and not three mornings.
    """
    days: dict[date, list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: (slot.date, slot.earliest, slot.latest)):
        days.setdefault(slot.date, []).append(slot)
    ordered: list[Slot] = []
    while days:
        for day in sorted(days):
            ordered.append(_fresh(days[day], ordered[-2:]))
            days[day].remove(ordered[-1])
        days = {day: left for day, left in days.items() if left}
    return tuple(ordered)


def _fresh(choices: Sequence[Slot], before: Sequence[Slot]) -> Slot:
    seen = [slot.window for slot in before]
    return min(
        choices,
        key=lambda slot: (slot.wide, seen.count(slot.window), slot.earliest, slot.latest),
    )


def _clock(clock: time) -> str:
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"
