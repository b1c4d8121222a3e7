"""Tables: each combination of facts gets exactly one decision, each rule can fire, no circle."""

from collections.abc import Iterator

from housing.domain.deal.deal import FOR_OWNERS, Deal, Issue, RepairPriority
from housing.domain.deal.decision_table import HitPolicy, Outcome, Rule
from housing.domain.deal.finding import Finding
from housing.domain.lint.references import finding_at
from housing.domain.lint.space import MOST_QUESTIONS, combinations, fired, question_counts

SLOWNESS = {
    RepairPriority.EMERGENCY: 0,
    RepairPriority.HAZARD: 1,
    RepairPriority.URGENT: 1,
    RepairPriority.ROUTINE: 2,
    RepairPriority.PLANNED: 3,
    RepairPriority.NONE: 4,
}


def check_tables(deal: Deal) -> Iterator[Finding]:
    """What is wrong with the tables of all issues."""
    for issue in deal.issues.values():
        yield from _one_decision(deal, issue)
        yield from _same_conditions(deal, issue)
        yield from _says_nothing_new(deal, issue)
        yield from _circles(deal, issue)
        yield from _slower_with_danger(deal, issue)
        yield from _too_many_questions(deal, issue)


def _one_decision(deal: Deal, issue: Issue) -> Iterator[Finding]:
    reached: set[str] = set()
    for facts in combinations(deal, issue):
        rules = fired(issue, facts)
        reached.update(rule.id for rule in rules)
        if len(rules) != 1:
            told = ", ".join(f"{name}={value}" for name, value in facts.items())
            names = " and ".join(rule.id for rule in rules) or "no rule"
            yield finding_at(deal, f"issue:{issue.id}", f"{issue.id}: {names} fire for {told}")
            break
    if issue.table.hit_policy is HitPolicy.UNIQUE:
        return
    for rule in _written(issue):
        if rule.id not in reached:
            key = f"rule:{issue.id}/{rule.id}"
            yield finding_at(deal, key, f"{issue.id}/{rule.id} can never fire: unreachable")


def _written(issue: Issue) -> tuple[Rule, ...]:
    """The rules that the issue's own file writes."""
    return tuple(rule for rule in issue.table.rules if not rule.id.endswith(FOR_OWNERS))


def _same_conditions(deal: Deal, issue: Issue) -> Iterator[Finding]:
    rules = _written(issue)
    for position, rule in enumerate(rules):
        for other in rules[:position]:
            if other.when == rule.when and other.then != rule.then:
                key = f"rule:{issue.id}/{rule.id}"
                reason = f"{issue.id}/{rule.id} contradicts {other.id}: the same facts, another end"
                yield finding_at(deal, key, reason)


def _says_nothing_new(deal: Deal, issue: Issue) -> Iterator[Finding]:
    if issue.table.hit_policy is HitPolicy.UNIQUE:
        return
    for rule in _written(issue):
        if rule.when and rule.then == issue.usual:
            key = f"rule:{issue.id}/{rule.id}"
            yield finding_at(deal, key, f"{issue.id}/{rule.id} changes nothing", warning=True)


def _circles(deal: Deal, issue: Issue) -> Iterator[Finding]:
    for rule in issue.table.rules:
        seen = {issue.id}
        ahead = [rule.then.issue]
        while ahead:
            name = ahead.pop()
            if name is None or name not in deal.issues:
                continue
            if name in seen:
                key = f"rule:{issue.id}/{rule.id}"
                yield finding_at(deal, key, f"{issue.id}/{rule.id} leads back to {name}: a circle")
                return
            seen.add(name)
            ahead += [other.then.issue for other in deal.issues[name].table.rules]


def _slower_with_danger(deal: Deal, issue: Issue) -> Iterator[Finding]:
    """A fact that makes an emergency must never end slower than the same facts without it."""
    dangers = [
        (name, value)
        for rule in issue.table.rules
        if rule.then.priority == RepairPriority.EMERGENCY
        for name, condition in rule.when.items()
        for value in condition.values
    ]
    for name, value in dict.fromkeys(dangers):
        for facts in combinations(deal, issue):
            with_danger, without = fired(issue, {**facts, name: value}), fired(issue, facts)
            if with_danger and without and _slower(with_danger[0].then, without[0].then):
                key = f"rule:{issue.id}/{with_danger[0].id}"
                reason = (
                    f"{issue.id}: {name}={value} ends slower ({with_danger[0].id}) than without"
                )
                yield finding_at(deal, key, reason)
                return


def _slower(one: Outcome, other: Outcome) -> bool:
    return SLOWNESS[RepairPriority(one.priority)] > SLOWNESS[RepairPriority(other.priority)]


def _too_many_questions(deal: Deal, issue: Issue) -> Iterator[Finding]:
    most = max(question_counts(deal, issue), default=0)
    if most > MOST_QUESTIONS:
        reason = f"{issue.id} may ask {most} questions, more than {MOST_QUESTIONS}"
        yield finding_at(deal, f"issue:{issue.id}", reason)
