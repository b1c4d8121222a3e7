"""Days as people name them, as sets of days to come. Weeks begin on Monday, as in Britain."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from housing.domain.slots.slot import SEARCH_DAYS

HORIZON_DAYS = SEARCH_DAYS + 1
SATURDAY = 5

Days = frozenset[date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days from `today` on, as far as any booking can be."""

    today: date

    @property
    def days(self) -> Days:
        return self.where(lambda _day: True)

    def where(self, holds: Callable[[date], bool]) -> Days:
        ahead = (self.today + timedelta(days=n) for n in range(HORIZON_DAYS))
        return frozenset(day for day in ahead if holds(day))

    def weekday(self, weekday: int) -> Days:
        return self.where(lambda day: day.weekday() == weekday)

    def day_of_month(self, number: int) -> Days:
        return self.where(lambda day: day.day == number)

    def dated(self, number: int, month: int) -> Days:
        return self.where(lambda day: (day.day, day.month) == (number, month))

    def month(self, month: int) -> Days:
        return self.where(lambda day: day.month == month)

    def in_days(self, ahead: int) -> Days:
        return frozenset({self.today + timedelta(days=ahead)})

    def coming(self, weekday: int) -> date:
        """The next day of that name, never today."""
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)

    def monday(self, weeks_ahead: int = 0) -> date:
        """The Monday of this week, or of a later one."""
        return self.today + timedelta(days=7 * weeks_ahead - self.today.weekday())

    def week(self, weeks_ahead: int) -> Days:
        """Monday to Sunday of a week, without the days that are past. At a weekend "this week" is
        already the one that begins on Monday, too."""
        monday = self.monday(weeks_ahead)
        ends = monday + timedelta(days=7)
        if not weeks_ahead and self.today.weekday() >= SATURDAY:
            ends += timedelta(days=7)
        return self.where(lambda day: monday <= day < ends)

    def week_part(self, weeks_ahead: int, weekdays: range) -> Days:
        return frozenset(day for day in self.week(weeks_ahead) if day.weekday() in weekdays)

    def next_named(self, weekday: int) -> tuple[Days, ...]:
        """What "next Tuesday" may mean: next week's, or the one that comes first. Both when they
        differ, for people differ as well."""
        of_next_week = self.monday(1) + timedelta(days=weekday)
        return tuple(frozenset({day}) for day in sorted({of_next_week, self.coming(weekday)}))

    def before(self, days: Days) -> Days:
        first = min(days, default=self.today)
        return self.where(lambda day: day < first)

    def after(self, days: Days) -> Days:
        """Days after the first of those named: "after Tuesday" is after the coming Tuesday."""
        first = min(days, default=None)
        return self.where(lambda day: first is not None and day > first)

    def since(self, days: Days) -> Days:
        first = min(days, default=None)
        return self.where(lambda day: first is not None and day >= first)
