"""Closed: whoever cannot wait until the office opens is told who answers now and what it costs."""

from collections.abc import Iterator

from housing.domain.deal.deal import Deal, Issue, RepairPriority, Route
from housing.domain.deal.decision_table import Outcome
from housing.domain.deal.finding import Finding
from housing.domain.lint.references import finding_at

LEFT_TO_THEM = frozenset({Route.GUIDE, Route.TRY_FIRST, Route.ADVISE, Route.REFER})
"""Routes on which nobody comes by themselves."""


def check_tonight(deal: Deal) -> Iterator[Finding]:
    """Outcomes without words for a closed office, and words that name no line that answers."""
    for issue in deal.issues.values():
        for rule in issue.table.rules:
            if not rule.then.tonight and _cannot_wait(issue, rule.then):
                reason = f"{issue.id}/{rule.id}: no words for when the office is closed"
                yield finding_at(deal, f"rule:{issue.id}/{rule.id}", reason)
    for entry in deal.tonight.values():
        if deal.landlord.out_of_hours_phone not in entry.text:
            reason = f"tonight {entry.id}: does not name the line that answers now"
            yield finding_at(deal, f"tonight:{entry.id}", reason)
        charge = deal.charges.get(entry.charge or "")
        if charge is not None and any(rate.out_of_hours_pence is None for rate in charge.rates):
            reason = f"tonight {entry.id}: charge {charge.code} has no price out of hours"
            yield finding_at(deal, f"tonight:{entry.id}", reason)


def _cannot_wait(issue: Issue, then: Outcome) -> bool:
    """Urgent, or left to the tenant in a matter that is an emergency on other facts.

    An emergency itself is answered by those who come or by the safety line of its danger.
    """
    if then.issue is not None or then.priority == RepairPriority.EMERGENCY:
        return False
    return then.priority == RepairPriority.URGENT or (
        then.route in LEFT_TO_THEM and _can_be_an_emergency(issue)
    )


def _can_be_an_emergency(issue: Issue) -> bool:
    return any(rule.then.priority == RepairPriority.EMERGENCY for rule in issue.table.rules)
