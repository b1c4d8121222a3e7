"""The fact space of a table: every combination of values that its conditions can tell apart."""

from collections.abc import Iterator
from itertools import product

from housing.domain.deal.deal import Deal, Issue
from housing.domain.deal.decision_table import HitPolicy, Rule
from housing.domain.deal.facts import Facts, FactSource, FactValue
from housing.domain.deal.next_question import next_fact, sample_values

MOST_QUESTIONS = 5


def combinations(deal: Deal, issue: Issue) -> Iterator[dict[str, FactValue]]:
    """Every combination of the values of the issue's inputs."""
    values = [sample_values(issue.table, deal.facts[name]) for name in issue.table.inputs]
    for combination in product(*values):
        yield dict(zip(issue.table.inputs, combination, strict=True))


def fired(issue: Issue, facts: Facts) -> tuple[Rule, ...]:
    """The rules that fire: the first met, or with hit policy unique all that are met."""
    met = tuple(rule for rule in issue.table.rules if rule.met(facts))
    return met[:1] if issue.table.hit_policy is HitPolicy.FIRST else met


def question_counts(deal: Deal, issue: Issue) -> Iterator[int]:
    """How many questions each reachable path of answers takes, for every setting of the service."""
    service = {
        name: sample_values(issue.table, deal.facts[name])
        for name in issue.table.inputs
        if deal.facts[name].source is FactSource.SERVICE
    }
    for combination in product(*service.values()):
        known = dict(zip(service, combination, strict=True))
        yield from _counts(deal, issue, _with_defaults(deal, known), 0)


def _with_defaults(deal: Deal, known: dict[str, FactValue]) -> dict[str, FactValue]:
    defaults = {f.id: f.default for f in deal.facts.values() if f.default is not None}
    return {**defaults, **known}


def _counts(
    deal: Deal, issue: Issue, known: dict[str, FactValue], asked: int, passed: tuple[str, ...] = ()
) -> Iterator[int]:
    fact = next_fact(deal, issue.id, known)
    if fact is not None:
        for value in sample_values(issue.table, fact):
            yield from _counts(deal, issue, {**known, fact.id: value}, asked + 1, passed)
        return
    rule = issue.table.settled(known)
    passed_to = deal.issues.get(rule.then.issue or "") if rule else None
    if passed_to is None or passed_to.id in passed:
        yield asked
    else:
        yield from _counts(deal, passed_to, known, asked, (*passed, issue.id))
