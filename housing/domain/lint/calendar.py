"""The calendar: due dates are only right while the bank holidays are known that far ahead."""

from collections.abc import Iterator
from datetime import date

from housing.domain.deal.deal import Deal
from housing.domain.deal.finding import Finding
from housing.domain.lint.references import finding_at


def check_calendar(deal: Deal, today: date) -> Iterator[Finding]:
    """A warning, from this January on, when next year's bank holidays are missing."""
    known_until = deal.calendar.known_until
    if known_until < date(today.year + 1, 12, 31):
        reason = (
            f"bank holidays are missing after {known_until}: due dates beyond it cannot be told. "
            "Take the current govuk-bank-holidays"
        )
        yield finding_at(deal, "landlord", reason, warning=True)
