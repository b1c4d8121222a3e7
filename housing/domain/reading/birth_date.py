"""A date of birth in a tenant's words. Day comes before month, as the British write it.

Two digits of a year are read as the latest year that makes a tenant of at least sixteen. What is
no real date, or makes nobody of a tenant's age, is not guessed at.
"""

import re
from datetime import date

from housing.domain.reading.inbound_text import in_one_line

MIN_AGE, MAX_AGE = 16, 120
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The longest name of a month goes on for six letters; a slip may add some. Every part is bounded:
# open ends beside each other take cubic time.
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,9}"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"'?(?P<year>\d{4}|\d{2})"
_GAP = r"[ ,.]{0,3}"
_SHAPES = tuple(
    re.compile(rf"(?<!\d){shape}(?!\d)")
    for shape in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"{_DAY} ?(?:of )?{_GAP}{_MONTH}{_GAP}{_YEAR}",
        rf"{_DAY}[-/.]{_MONTH}[-/.]{_YEAR}",
        rf"{_MONTH}{_GAP}(?:the )?{_DAY}{_GAP}{_YEAR}",
        rf"(?P<day>\d{{1,2}}) ?[-/. ] ?(?P<month>\d{{1,2}}) ?[-/. ] ?{_YEAR}",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4}|\d{2})",
    )
)


def find_birth_date(text: str, today: date) -> date | None:
    """The date of birth in the text, or None when there is none that a tenant can have."""
    lowered = in_one_line(text).lower()
    for shape in _SHAPES:
        for match in shape.finditer(lowered):
            born = _date(match.groupdict(), today)
            if born is not None:
                return born
    return None


def _date(parts: dict[str, str], today: date) -> date | None:
    name = parts.get("name")
    month = _MONTHS.index(name) + 1 if name else int(parts["month"])
    day, year = int(parts["day"]), int(parts["year"])
    years = (year,) if len(parts["year"]) == 4 else (2000 + year, 1900 + year)
    for full_year in years:
        try:
            born = date(full_year, month, day)
        except ValueError:
            continue
        if MIN_AGE <= _age(born, today) <= MAX_AGE:
            return born
    return None


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
