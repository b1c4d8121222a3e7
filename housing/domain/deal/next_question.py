"""The question to ask next: the one with the fewest questions still to be expected after it.

Every answer counts as equally likely. A fact that cannot change the outcome is never asked, nor one
that the service fills in. Ties go to the input that the table lists first.
"""

from collections.abc import Mapping
from functools import lru_cache

from housing.domain.deal.deal import Deal
from housing.domain.deal.decision_table import Outcome, Table
from housing.domain.deal.facts import Fact, FactKind, Facts, FactValue

_ANY_OTHER = ""
"""Stands for every value of a date or text that no condition names."""

Known = frozenset[tuple[str, FactValue]]


@lru_cache(maxsize=1024)
def enquiry(deal: Deal, issue_id: str) -> "Enquiry":
    """The enquiry of an issue, kept for the next decision: its fact space is small and fixed."""
    return Enquiry(deal.issues[issue_id].table, deal.facts)


def next_fact(deal: Deal, issue_id: str, known: Facts) -> Fact | None:
    """The fact to ask for now, or None when no answer could change the outcome."""
    inputs = deal.issues[issue_id].table.inputs
    told = frozenset((name, known[name]) for name in inputs if name in known)
    name = enquiry(deal, issue_id).best(told)
    return deal.facts[name] if name else None


def sample_values(table: Table, fact: Fact) -> tuple[FactValue, ...]:
    """Values of a fact that between them meet every combination of the table's conditions."""
    if fact.values:
        return fact.values
    conditions = [rule.when[fact.id] for rule in table.rules if fact.id in rule.when]
    if fact.kind is FactKind.NUMBER:
        bounds = {n for c in conditions for n in (c.at_least, c.below) if n is not None}
        return tuple(sorted({n + step for n in bounds for step in (-1, 0)}))
    told = dict.fromkeys(value for c in conditions for value in c.values)
    return (*told, _ANY_OTHER)


class Enquiry:
    """What may still be asked of one table; remembers what it has worked out."""

    def __init__(self, table: Table, facts: Mapping[str, Fact]) -> None:
        self._table = table
        self._values = {name: sample_values(table, facts[name]) for name in table.inputs}
        self._outcomes: dict[Known, frozenset[Outcome]] = {}
        self._expected: dict[Known, float] = {}

    def best(self, known: Known) -> str | None:
        """The input to ask for, or None when the outcome is certain."""
        candidates = self._candidates(known)
        return min(candidates, key=lambda name: self._cost(name, known), default=None)

    def expected(self, known: Known) -> float:
        """How many questions are still to be expected."""
        if known not in self._expected:
            candidates = self._candidates(known)
            costs = (self._cost(name, known) for name in candidates)
            self._expected[known] = min(costs, default=0.0)
        return self._expected[known]

    def outcomes(self, known: Known) -> frozenset[Outcome]:
        """Every outcome that some answers could still lead to."""
        if known not in self._outcomes:
            self._outcomes[known] = self._work_out(known)
        return self._outcomes[known]

    def _work_out(self, known: Known) -> frozenset[Outcome]:
        facts = dict(known)
        first = next(iter(self._table.open_rules(facts)), None)
        if first is None:
            return frozenset()
        unknown = next((name for name in first.when if name not in facts), None)
        if unknown is None:
            return frozenset({first.then})
        branches = (self.outcomes(known | {(unknown, v)}) for v in self._values[unknown])
        return frozenset().union(*branches)

    def _candidates(self, known: Known) -> list[str]:
        if len(self.outcomes(known)) <= 1:
            return []
        facts = dict(known)
        used = {name for rule in self._table.open_rules(facts) for name in rule.when}
        return [name for name in self._table.inputs if name in used and name not in facts]

    def _cost(self, name: str, known: Known) -> float:
        after = [self.expected(known | {(name, value)}) for value in self._values[name]]
        return 1 + sum(after) / len(after)
