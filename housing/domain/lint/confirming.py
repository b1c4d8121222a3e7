"""Confirming: an answer raises an emergency only where danger is what was plainly said.

To "Can you turn the tap off?" people say "no it just keeps dripping". So an answer that makes an
emergency of what usually is none is the choice that names it, or is asked from the other side.
"""

from collections.abc import Iterator

from housing.domain.deal.deal import Deal, Issue, RepairPriority, Route
from housing.domain.deal.decision_table import Outcome, Rule
from housing.domain.deal.facts import Fact, FactKind, FactSource, FactValue
from housing.domain.deal.finding import Finding
from housing.domain.lint.references import finding_at
from housing.domain.reading.answer_words import PLAIN_NO, PLAIN_YES

_AT_ONCE = frozenset({Route.ATTEND_NOW, Route.STAFF_NOW, Route.REFER_NOW})


def check_confirming(deal: Deal) -> Iterator[Finding]:
    """Rules that raise an emergency by answers of which none is explicit."""
    for issue in deal.issues.values():
        for rule in raising(issue):
            told = _by_answers(deal, rule)
            if told and not any(_is_explicit(fact, value) for fact, value in told):
                names = ", ".join(f"{fact.id}={value}" for fact, value in told)
                reason = (
                    f"{issue.id}/{rule.id}: a bare answer ({names}) raises an emergency: ask it "
                    "from the other side (`confirm`), or name the danger in the choice"
                )
                yield finding_at(deal, f"rule:{issue.id}/{rule.id}", reason)


def raising(issue: Issue) -> tuple[Rule, ...]:
    """The rules that make an emergency of an issue that usually is none."""
    if _is_emergency(issue.usual):
        return ()
    return tuple(
        one for one in issue.table.rules if one.then.issue is None and _is_emergency(one.then)
    )


def _is_emergency(then: Outcome) -> bool:
    urgent = then.priority == RepairPriority.EMERGENCY or then.danger is not None
    return urgent or then.route in _AT_ONCE


def _by_answers(deal: Deal, rule: Rule) -> list[tuple[Fact, FactValue]]:
    return [
        (deal.facts[name], value)
        for name, condition in rule.when.items()
        if deal.facts[name].source is FactSource.ASKED
        for value in condition.values
    ]


def _is_explicit(fact: Fact, value: FactValue) -> bool:
    if fact.confirm is not None and fact.confirm.value == value:
        return True
    chosen = next((one for one in fact.choices if one.value == value), None)
    if chosen is None:
        return False
    if fact.kind is FactKind.BOOLEAN:
        return value is True and chosen.title.startswith("Yes, ")
    return not {*PLAIN_YES, *PLAIN_NO}.intersection(chosen.heard)
