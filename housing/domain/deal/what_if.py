"""What would have changed a decision, and what a change of the Deal changes: two comparisons that
let a policy team and a tenant check a decision. Decides nothing itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from housing.domain.deal.deal import Deal
from housing.domain.deal.deciding import complete, decide, facts_used_by
from housing.domain.deal.decision import Decision, plain
from housing.domain.deal.facts import Facts, FactSource, FactValue
from housing.domain.deal.next_question import sample_values


@dataclass(frozen=True, slots=True)
class Alternative:
    """One other value of one fact, and the decision it would have led to."""

    fact: str
    value: FactValue
    decision: Decision

    def as_json(self) -> dict[str, Any]:
        return {"fact": self.fact, "value": plain(self.value), **outcome_json(self.decision)}


@dataclass(frozen=True, slots=True)
class Difference:
    """The same facts decided otherwise by two Deals; None where a Deal has no such issue."""

    issue: str
    facts: dict[str, FactValue]
    old: Decision | None
    new: Decision | None

    def __str__(self) -> str:
        told = ", ".join(f"{name}={plain(value)}" for name, value in self.facts.items())
        return f"{self.issue} ({told or 'always'}): {_in_words(self.old)} -> {_in_words(self.new)}"


def what_would_change(
    deal: Deal, issue_id: str, facts: Facts, *, now: datetime
) -> list[Alternative]:
    """Every single fact, told or filled in, another value of which gives another outcome."""
    before = decide(deal, issue_id, facts, now=now)
    known = complete(deal, facts, now=now)
    others: list[Alternative] = []
    for name, fact in facts_used_by(deal, before.issue).items():
        for value in sample_values(deal.issues[before.issue].table, fact):
            if name not in known or known[name] == value:
                continue
            after = decide(deal, issue_id, {**facts, name: value}, now=now)
            if outcome_json(after) != outcome_json(before):
                others.append(Alternative(name, value, after))
    return others


def compare_deals(old: Deal, new: Deal, *, now: datetime) -> Iterator[Difference]:
    """Every decision that differs, over all combinations of the facts that either Deal asks."""
    for issue_id in dict.fromkeys((*old.issues, *new.issues)):
        for facts in _asked_combinations(old, new, issue_id):
            before, after = _decided(old, issue_id, facts, now), _decided(new, issue_id, facts, now)
            if _compared(before) != _compared(after):
                yield Difference(issue_id, facts, before, after)


def outcome_json(decision: Decision) -> dict[str, Any]:
    """What a decision comes to, without its words."""
    return {
        "issue": decision.issue,
        "route": decision.route,
        "priority": decision.priority,
        "responsibility": decision.responsibility,
        "target": decision.target.due_at.isoformat() if decision.target else None,
        "charge_pence": decision.charge.amount_pence if decision.charge else None,
    }


def _asked_combinations(old: Deal, new: Deal, issue_id: str) -> Iterator[dict[str, FactValue]]:
    values: dict[str, tuple[FactValue, ...]] = {}
    for deal in (old, new):
        if issue_id not in deal.issues:
            continue
        table = deal.issues[issue_id].table
        for name, fact in facts_used_by(deal, issue_id).items():
            if fact.source is FactSource.ASKED:
                values.setdefault(name, sample_values(table, fact))
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


def _decided(deal: Deal, issue_id: str, facts: Facts, now: datetime) -> Decision | None:
    if issue_id not in deal.issues:
        return None
    known = {n: v for n, v in facts.items() if n in deal.facts and v in deal.facts[n].values}
    return decide(deal, issue_id, known, now=now)


def _compared(decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    words = {"reasons": decision.reasons, "guide": decision.guide, "trades": decision.trades}
    return {**outcome_json(decision), **words}


def _in_words(decision: Decision | None) -> str:
    if decision is None:
        return "no such issue"
    charge = f", {decision.charge.amount}" if decision.charge else ""
    due = f", by {decision.target.due_on}" if decision.target else ""
    return f"{decision.route}, {decision.priority}, {decision.responsibility}{due}{charge}"
