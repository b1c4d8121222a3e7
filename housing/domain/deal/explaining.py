"""How a decision was reached, rule by rule, for people who ask why: the tables that were read, in
their order, and what each rule made of the facts. Decides nothing: `deciding.py` did.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from housing.domain.deal.deal import Deal, Issue
from housing.domain.deal.deciding import complete, decide
from housing.domain.deal.decision import Decision
from housing.domain.deal.decision_table import Condition, HitPolicy, Outcome, Rule
from housing.domain.deal.facts import Fact, Facts, FactValue
from housing.domain.deal.what_if import Alternative, what_would_change


class Verdict(StrEnum):
    """What became of a rule."""

    FIRED = "fired"
    RULED_OUT = "ruled_out"
    OPEN = "open"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class ConditionReading:
    """One condition of a rule: the fact, the values that satisfy it, and whether it was met."""

    fact: Fact
    wanted: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class RuleReading:
    """A rule as it was read."""

    rule: str
    tests: tuple[ConditionReading, ...]
    then: Outcome
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TableReading:
    """An issue's table as it was read, up to the rule that fired and beyond."""

    issue: str
    hit_policy: HitPolicy
    rules: tuple[RuleReading, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with all that led to it. `known` are the facts that a table read or could have."""

    decision: Decision
    tables: tuple[TableReading, ...]
    known: Mapping[str, FactValue]
    others: tuple[Alternative, ...]


def explain(deal: Deal, issue_id: str, facts: Facts, *, now: datetime) -> Explanation:
    """The decision and how it was reached. Raises DealError as `decide` does."""
    decision = decide(deal, issue_id, facts, now=now)
    known = complete(deal, facts, now=now)
    passed = [step.split("/") for step in decision.trace.path]
    tables = tuple(_read(deal, deal.issues[issue], rule, known) for issue, rule in passed)
    inputs = dict.fromkeys(name for issue, _ in passed for name in deal.issues[issue].table.inputs)
    return Explanation(
        decision=decision,
        tables=tables,
        known={name: known[name] for name in inputs if name in known},
        others=tuple(what_would_change(deal, issue_id, facts, now=now)),
    )


def inputs_of(deal: Deal, issue_id: str) -> dict[str, Fact]:
    """Every fact that may play a part: the table's own, and those of tables it passes on to."""
    found: dict[str, Fact] = {}
    ahead, seen = [issue_id], set[str]()
    while ahead:
        name = ahead.pop(0)
        if name in seen:
            continue
        seen.add(name)
        table = deal.issues[name].table
        found |= {fact: deal.facts[fact] for fact in table.inputs}
        ahead += [rule.then.issue for rule in table.rules if rule.then.issue]
    return found


def _read(deal: Deal, issue: Issue, fired: str, known: Facts) -> TableReading:
    rules: list[RuleReading] = []
    done = False
    for rule in issue.table.rules:
        tests = tuple(
            ConditionReading(
                deal.facts[name], _in_words(deal.facts[name], condition), _met(name, rule, known)
            )
            for name, condition in rule.when.items()
        )
        verdict = _verdict(rule, fired, known, done=done)
        done = done or (verdict is Verdict.FIRED and issue.table.hit_policy is HitPolicy.FIRST)
        rules.append(RuleReading(rule.id, tests, rule.then, verdict))
    return TableReading(issue.id, issue.table.hit_policy, tuple(rules))


def _verdict(rule: Rule, fired: str, known: Facts, *, done: bool) -> Verdict:
    if done:
        return Verdict.NOT_REACHED
    if rule.id == fired:
        return Verdict.FIRED
    return Verdict.RULED_OUT if rule.met(known) is False else Verdict.OPEN


def _met(name: str, rule: Rule, known: Facts) -> bool | None:
    return rule.when[name].met_by(known[name]) if name in known else None


def _in_words(fact: Fact, condition: Condition) -> str:
    if condition.values:
        return " or ".join(fact.title_of(value) for value in condition.values)
    bounds = [f"at least {condition.at_least}"] if condition.at_least is not None else []
    bounds += [f"below {condition.below}"] if condition.below is not None else []
    return " and ".join(bounds)
