"""England's bank holidays from the `govuk-bank-holidays` package's own copy of GOV.UK's list.

Nothing is fetched at run time; `known_until` is the end of the last year the list is complete for.
"""

from datetime import date
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from housing.domain.clock.working_days import WorkingCalendar

BOXING_DAY = 26


@cache
def england_calendar() -> WorkingCalendar:
    """The working calendar of England as far ahead as GOV.UK has announced it."""
    source = BankHolidays(use_cached_holidays=True)
    rows = source.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    days = frozenset(row["date"] for row in rows)
    last_year = max(day.year for day in days if day.month == 12 and day.day >= BOXING_DAY)
    return WorkingCalendar(days, date(last_year, 12, 31))
