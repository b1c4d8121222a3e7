"""When a person is there to answer, and the honest sentence about it. Staff may still be busy:
the promise is the landlord's own, never a guess about the queue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from housing.domain.clock.local_time import at_london, spoken_day, spoken_time, to_london
from housing.domain.clock.working_days import WorkingCalendar

_LOOK_AHEAD_DAYS = 30


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `opens` until just before `closes`, on London's clock."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Spans by weekday (0 = Monday). Closed on bank holidays and on `closed_days`."""

    week: Mapping[int, tuple[Span, ...]]
    calendar: WorkingCalendar
    closed_days: frozenset[date] = frozenset()
    answer_within_minutes: int = 30

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The open spans of one day, in order."""
        if day in self.closed_days or day in self.calendar.holidays:
            return ()
        return self.week.get(day.weekday(), ())

    def is_open(self, at: datetime) -> bool:
        """Whether someone is there at this instant."""
        local = to_london(at)
        return any(s.opens <= local.time() < s.closes for s in self.spans_on(local.date()))

    def next_open(self, at: datetime) -> datetime:
        """The next instant at or after `at` when someone is there."""
        local = to_london(at)
        if self.is_open(at):
            return local
        for ahead in range(_LOOK_AHEAD_DAYS):
            day = local.date() + timedelta(days=ahead)
            for span in self.spans_on(day):
                opens = at_london(day, span.opens)
                if opens >= local:
                    return opens
        raise ValueError("the landlord is never open in the next month")

    def answer_by(self, at: datetime) -> datetime:
        """The latest instant by which the landlord promises that a person answers."""
        return self.next_open(at) + timedelta(minutes=self.answer_within_minutes)

    def answer_promise(self, at: datetime) -> str:
        """One honest sentence on when a person will answer a message sent now."""
        if self.is_open(at):
            return f"Someone will reply within {self.answer_within_minutes} minutes."
        opens = self.next_open(at)
        today = to_london(at).date()
        due = self.answer_by(at)
        return (
            f"We are closed now. We open {_day_from(today, opens.date())} at "
            f"{spoken_time(opens.time())} and someone will reply by {spoken_time(due.time())}."
        )

    def due_promise(self, due: datetime, at: datetime) -> str:
        """The promise of an answer that is due then, as it is said at this instant."""
        day = _day_from(to_london(at).date(), to_london(due).date())
        when = "" if day == "today" else f"{day} "
        return f"Someone will reply {when}by {spoken_time(to_london(due).time())}."

    def week_in_words(self) -> str:
        """The hours as said to a tenant: "Monday to Friday 8am to 6pm, Saturday 9am to noon"."""
        groups: list[tuple[list[int], tuple[Span, ...]]] = []
        for day in range(7):
            spans = self.week.get(day, ())
            if not spans:
                continue
            if groups and groups[-1][1] == spans and groups[-1][0][-1] == day - 1:
                groups[-1][0].append(day)
            else:
                groups.append(([day], spans))
        return ", ".join(f"{_days_in_words(days)} {_spans_in_words(s)}" for days, s in groups)


def _day_from(today: date, day: date) -> str:
    if day == today:
        return "today"
    if day == today + timedelta(days=1):
        return "tomorrow"
    return f"on {spoken_day(day)}"


def _days_in_words(days: list[int]) -> str:
    monday = date(2026, 11, 23)
    names = [f"{monday + timedelta(days=day):%A}" for day in days]
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _spans_in_words(spans: tuple[Span, ...]) -> str:
    return " and ".join(f"{spoken_time(s.opens)} to {spoken_time(s.closes)}" for s in spans)
