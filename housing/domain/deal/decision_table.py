"""Decision tables in DMN's terms: typed inputs, rules, a hit policy and outputs.

With only some facts known a rule is met, ruled out or still open; `open_rules` tells which may
still fire. Nothing here knows what an outcome means.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from housing.domain.deal.facts import Facts, FactValue


class HitPolicy(StrEnum):
    """First: the first rule met fires. Unique: exactly one rule may be met."""

    FIRST = "first"
    UNIQUE = "unique"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outputs of a rule. `issue` sends the decision on to another issue's table."""

    route: str
    priority: str
    responsibility: str
    trades: tuple[str, ...] = ()
    minutes: int | None = None
    target: str | None = None
    charge: str | None = None
    hazard: str | None = None
    hazard_level: str | None = None
    guide: str | None = None
    statement: str | None = None
    danger: str | None = None
    staff_reason: str | None = None
    issue: str | None = None
    bookable: bool | None = None
    tonight: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one fact: one of `values`, or for numbers a half-open range [at_least, below)."""

    values: tuple[FactValue, ...] = ()
    at_least: int | None = None
    below: int | None = None

    def met_by(self, value: FactValue) -> bool:
        """Whether a known value satisfies it."""
        if self.at_least is None and self.below is None:
            return value in self.values
        if isinstance(value, bool) or not isinstance(value, int):
            return False
        above = self.at_least is None or value >= self.at_least
        return above and (self.below is None or value < self.below)


@dataclass(frozen=True, slots=True)
class Rule:
    """When every condition is met, then the outcome."""

    id: str
    when: Mapping[str, Condition]
    then: Outcome

    def met(self, facts: Facts) -> bool | None:
        """True when met, False when ruled out, None while an unknown fact could still tell."""
        undecided = False
        for fact, condition in self.when.items():
            if fact not in facts:
                undecided = True
            elif not condition.met_by(facts[fact]):
                return False
        return None if undecided else True


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; the order of `inputs` breaks ties between equally good questions."""

    inputs: tuple[str, ...]
    rules: tuple[Rule, ...]
    hit_policy: HitPolicy = HitPolicy.FIRST

    def open_rules(self, facts: Facts) -> tuple[Rule, ...]:
        """The rules that may fire once every fact is known, in order."""
        found: list[Rule] = []
        for rule in self.rules:
            met = rule.met(facts)
            if met is False:
                continue
            found.append(rule)
            if met and self.hit_policy is HitPolicy.FIRST:
                break
        return tuple(found)

    def settled(self, facts: Facts) -> Rule | None:
        """The first open rule that is met already; None when none is."""
        return next((rule for rule in self.open_rules(facts) if rule.met(facts)), None)
