"""The tariff: every charge has a price for every day, and says it once."""

from collections.abc import Iterator
from datetime import date

from housing.domain.deal.deal import Charge, Deal
from housing.domain.deal.finding import Finding
from housing.domain.lint.references import finding_at


def check_tariff(deal: Deal, today: date) -> Iterator[Finding]:
    """Charges without a price today, or with two from one day, or dearer by day than by night."""
    for charge in deal.charges.values():
        for reason in _faults(charge, today):
            yield finding_at(deal, f"charge:{charge.code}", f"charge {charge.code}: {reason}")


def _faults(charge: Charge, today: date) -> Iterator[str]:
    days = [rate.effective_from for rate in charge.rates]
    if charge.rate_on(today) is None:
        yield f"a gap: there is no price before {min(days)}"
    if len(set(days)) != len(days):
        yield "two prices start on the same day"
    if days != sorted(days):
        yield "the prices are not in order of their days"
    for rate in charge.rates:
        if rate.out_of_hours_pence is not None and rate.out_of_hours_pence < rate.amount_pence:
            yield "the price out of hours is lower than by day"
