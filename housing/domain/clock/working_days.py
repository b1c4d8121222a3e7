"""Working days: not a Saturday, a Sunday or a bank holiday in England.

Counts whole days only. Refuses to count past the last year whose holidays are known, rather than
promise a day that may turn out to be a holiday.
"""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


class HolidaysUnknown(ValueError):
    """A day was asked for that lies beyond the known bank holidays."""

    def __init__(self, day: date, known_until: date) -> None:
        super().__init__(f"Bank holidays are known up to {known_until}, not for {day}.")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """England's bank holidays, complete up to and including `known_until`."""

    holidays: frozenset[date]
    known_until: date

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on this day."""
        if day > self.known_until:
            raise HolidaysUnknown(day, self.known_until)
        return day.weekday() < SATURDAY and day not in self.holidays

    def add(self, day: date, working_days: int) -> date:
        """The day that is this many working days after `day`, the day itself not counted.

        With 0 it is the day itself, or the next working day when it is none.
        """
        if working_days < 0:
            raise ValueError("working days are counted forwards")
        while not working_days and not self.is_working_day(day):
            day += timedelta(days=1)
        while working_days:
            day += timedelta(days=1)
            working_days -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)
