"""References: everything that one part of the Deal names must be written in another.

A Deal with a broken reference is never loaded, so nothing else needs to expect one.
"""

from collections.abc import Iterable, Iterator

from housing.domain.deal.deal import Deal, Issue
from housing.domain.deal.decision_table import Outcome, Rule
from housing.domain.deal.facts import Fact, FactKind, FactSource
from housing.domain.deal.finding import Finding


def check_references(deal: Deal) -> tuple[Finding, ...]:
    """Every name that leads nowhere and every value that its fact cannot have."""
    found = [f for issue in deal.issues.values() for f in _issue_findings(deal, issue)]
    found += [f for fact in deal.facts.values() for f in _fact_findings(deal, fact)]
    found += _statement_findings(deal)
    found += _tonight_findings(deal)
    return tuple(found)


def finding_at(deal: Deal, key: str, reason: str, *, warning: bool = False) -> Finding:
    """A finding at the place where a thing is written, or where what holds it is."""
    fallback = f"issue:{key.removeprefix('rule:').split('/')[0]}"
    source = deal.sources.get(key) or deal.sources.get(fallback)
    return Finding(source.file if source else "?", source.line if source else 1, reason, warning)


def _issue_findings(deal: Deal, issue: Issue) -> Iterator[Finding]:
    for rule in issue.table.rules:
        key = f"rule:{issue.id}/{rule.id}"
        for reason in (*_condition_faults(deal, rule), *_outcome_faults(deal, rule.then)):
            yield finding_at(deal, key, f"{issue.id}/{rule.id}: {reason}")


def _condition_faults(deal: Deal, rule: Rule) -> Iterator[str]:
    for name, condition in rule.when.items():
        fact = deal.facts.get(name)
        if fact is None:
            yield f"there is no fact called {name!r}"
            continue
        if fact.values:
            wrong = [value for value in condition.values if value not in fact.values]
            yield from (f"fact {name!r} is never {value!r}" for value in wrong)
        is_range = condition.at_least is not None or condition.below is not None
        if is_range != (fact.kind is FactKind.NUMBER):
            yield f"fact {name!r} is a {fact.kind.value}: that condition does not fit it"


def _outcome_faults(deal: Deal, then: Outcome) -> Iterator[str]:
    named: Iterable[tuple[str, str | None, Iterable[str]]] = (
        ("issue", then.issue, deal.issues),
        ("charge", then.charge, deal.charges),
        ("guide", then.guide, deal.guides),
        ("statement", then.statement, deal.statements),
        ("danger", then.danger, deal.emergencies),
        ("hazard", then.hazard, deal.hazards),
        ("target", then.target, deal.targets),
        ("tonight", then.tonight, deal.tonight),
    )
    for kind, name, known in named:
        if name is not None and name not in known:
            yield f"there is no {kind} called {name!r}"
    for trade in then.trades:
        if trade not in deal.trades:
            yield f"there is no trade called {trade!r}"


def _fact_findings(deal: Deal, fact: Fact) -> Iterator[Finding]:
    key = f"fact:{fact.id}"
    if fact.source is FactSource.ASKED:
        if not (fact.question.web and fact.why):
            yield finding_at(deal, key, f"fact {fact.id!r} is asked, so it needs `web` and `why`")
        if fact.kind is FactKind.CHOICE and not fact.choices:
            yield finding_at(deal, key, f"fact {fact.id!r} needs its choices")
    elif fact.default is None:
        yield finding_at(deal, key, f"fact {fact.id!r} is the service's, so it needs a `default`")
    if fact.implied_by is not None and fact.implied_by not in deal.facts:
        yield finding_at(deal, key, f"there is no fact called {fact.implied_by!r}")
    for value in (*fact.heard, fact.if_unsure, fact.default):
        if value is not None and fact.values and value not in fact.values:
            yield finding_at(deal, key, f"fact {fact.id!r} is never {value!r}")


def _tonight_findings(deal: Deal) -> list[Finding]:
    return [
        finding_at(deal, f"tonight:{one.id}", f"there is no charge called {one.charge!r}")
        for one in deal.tonight.values()
        if one.charge is not None and one.charge not in deal.charges
    ]


def _statement_findings(deal: Deal) -> Iterator[Finding]:
    tenancy = deal.facts.get("tenancy")
    known = tenancy.values if tenancy else ()
    numbered: dict[str, str] = {}
    for statement in deal.statements.values():
        key = f"statement:{statement.id}"
        first = numbered.setdefault(statement.number, statement.id)
        if first != statement.id:
            yield finding_at(deal, key, f"{statement.number} is already the number of {first!r}")
        for name in statement.tenancies:
            if name not in known:
                yield finding_at(deal, key, f"there is no tenancy called {name!r}")
