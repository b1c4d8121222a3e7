"""Fairness and law: what no rule of any landlord's Deal may do to a tenant.

Section 11 stays with the landlord, make safe comes before money, danger comes with instructions,
and a refusal or a charge always leaves a way to a person.
"""

import re
from collections.abc import Iterator

from housing.domain.clock.legal_clocks import EMERGENCY_HAZARD_HOURS, INVESTIGATE_WORKING_DAYS
from housing.domain.deal.deal import (
    BOOKABLE,
    Deal,
    Guide,
    Issue,
    RepairPriority,
    Responsibility,
    Route,
    Statement,
    StatementKind,
)
from housing.domain.deal.decision_table import Outcome, Rule
from housing.domain.deal.finding import Finding
from housing.domain.lint.references import finding_at

OWNERS = frozenset({"shared_ownership", "leasehold"})
TO_A_PERSON = re.compile(r"\b(person|tell us|call us|we come|we do it|ask us)\b", re.IGNORECASE)
LIFESTYLE = re.compile(
    r"\b(open(ing)? (a |the |your )?windows?|ventilat\w*|wip(e|ing)"
    r"|dry(ing)? (your )?(clothes|washing)|lids? on|tumble|heating on|turn up the heat\w*"
    r"|bleach|trickle vents?|lifestyle|steam)\b",
    re.IGNORECASE,
)
REFUSALS = frozenset({Route.GUIDE, Route.ADVISE, Route.REFER})


def check_fairness(deal: Deal) -> Iterator[Finding]:
    """Every rule that the law or fairness forbids."""
    for issue in deal.issues.values():
        for rule in issue.table.rules:
            if rule.then.issue is not None:
                continue
            for reason in (*_faults(deal, issue, rule), *_first_try_faults(issue, rule)):
                yield finding_at(
                    deal, f"rule:{issue.id}/{rule.id}", f"{issue.id}/{rule.id}: {reason}"
                )
    yield from _charges_without_a_person(deal)
    yield from _late_inspections(deal)
    yield from _lifestyle_guides(deal)
    yield from _asks_of_the_law(deal)
    yield from _hazards_by_policy(deal)


def _faults(deal: Deal, issue: Issue, rule: Rule) -> Iterator[str]:
    then = rule.then
    yield from _section_11(issue, rule)
    yield from _charge_faults(deal, then)
    yield from _emergency_faults(deal, then)
    yield from _damp_faults(deal, issue, then)
    if _is_refusal(then) and not _leads_to_a_person(deal, then):
        yield "a refusal with no way to a person"
    if _is_bookable(then) and not (then.trades and then.minutes):
        yield "bookable without a trade and minutes"
    if not then.reasons:
        yield "a decision without a reason"


def _first_try_faults(issue: Issue, rule: Rule) -> Iterator[str]:
    """A first try must not be the end: a fact told in one word has to lead on to a visit."""
    if rule.then.route != Route.TRY_FIRST:
        return
    visits = (other for other in issue.table.rules if other.then.route == Route.BOOK)
    if not any(True in test.values for other in visits for test in other.when.values()):
        yield "a first try that no visit follows"


def _section_11(issue: Issue, rule: Rule) -> Iterator[str]:
    tenancy = rule.when.get("tenancy")
    owners_only = tenancy is not None and set(tenancy.values) <= OWNERS
    if issue.section_11 and rule.then.responsibility == Responsibility.TENANT and not owners_only:
        yield "a section 11 repair is put on the tenant, which section 12 forbids"


def _charge_faults(deal: Deal, then: Outcome) -> Iterator[str]:
    if then.charge is None:
        return
    charge = deal.charges[then.charge]
    if then.priority == RepairPriority.EMERGENCY or then.route in (
        Route.ATTEND_NOW,
        Route.REFER_NOW,
    ):
        yield "a charge before the home is made safe"
    if charge.paid_by != "tenant":
        yield f"charge {charge.code} is the landlord's to pay"


def _emergency_faults(deal: Deal, then: Outcome) -> Iterator[str]:
    if then.priority != RepairPriority.EMERGENCY:
        return
    if then.danger is None and then.guide is None:
        yield "an emergency without instructions"
    target = deal.targets.get(then.target or RepairPriority.EMERGENCY)
    if target is None or target.hours is None or target.hours > EMERGENCY_HAZARD_HOURS:
        yield f"an emergency is due later than in {EMERGENCY_HAZARD_HOURS} hours"


def _is_about_damp(issue: Issue, then: Outcome) -> bool:
    return then.hazard == "damp_mould" or then.statement == "damp" or issue.area == "hazard"


def _damp_faults(deal: Deal, issue: Issue, then: Outcome) -> Iterator[str]:
    """Lifestyle advice in the reasons; in a guide it is found where the guide is written."""
    if not _is_about_damp(issue, then):
        return
    asked = [deal.facts[name] for name in issue.table.inputs]
    questions = [
        text for fact in asked for text in (fact.question.web, fact.question.sms, fact.why)
    ]
    found = next(filter(None, map(LIFESTYLE.search, (*then.reasons, *questions))), None)
    if found:
        yield f"damp with lifestyle advice: {found[0]!r}"


def _lifestyle_guides(deal: Deal) -> Iterator[Finding]:
    """Each guide that some damp or mould decision gives, once."""
    given = {
        rule.then.guide: issue.id
        for issue in deal.issues.values()
        for rule in issue.table.rules
        if rule.then.guide and _is_about_damp(issue, rule.then)
    }
    for name, issue_id in given.items():
        found = next(filter(None, map(LIFESTYLE.search, _texts(deal.guides[name]))), None)
        if found:
            reason = f"guide {name}: damp ({issue_id}) with lifestyle advice: {found[0]!r}"
            yield finding_at(deal, f"guide:{name}", reason)


def _late_inspections(deal: Deal) -> Iterator[Finding]:
    """Targets of hazards that are later than Awaab's Law lets them be."""
    targets = {
        rule.then.target or RepairPriority.HAZARD.value
        for issue in deal.issues.values()
        for rule in issue.table.rules
        if rule.then.priority == RepairPriority.HAZARD
    }
    for name in sorted(targets):
        target = deal.targets.get(name)
        days = target.working_days if target else None
        if days is None or days > INVESTIGATE_WORKING_DAYS:
            reason = (
                f"target {name}: a hazard is inspected later than in "
                f"{INVESTIGATE_WORKING_DAYS} working days"
            )
            yield finding_at(deal, f"target:{name}", reason)


def _charges_without_a_person(deal: Deal) -> Iterator[Finding]:
    for charge in deal.charges.values():
        if charge.paid_by == "tenant" and "person" not in charge.dispute.lower():
            reason = f"charge {charge.code}: a charge with no way to a person"
            yield finding_at(deal, "dispute", reason)
        if charge.paid_by == "tenant" and not charge.waivers:
            reason = f"charge {charge.code} can never be waived"
            yield finding_at(deal, f"charge:{charge.code}", reason)


def _is_refusal(then: Outcome) -> bool:
    others = (Responsibility.TENANT, Responsibility.OTHER)
    return then.route in REFUSALS and then.responsibility in others


def _leads_to_a_person(deal: Deal, then: Outcome) -> bool:
    guide = deal.guides.get(then.guide or "")
    return any(TO_A_PERSON.search(text) for text in (*then.reasons, *_texts(guide)))


def _is_bookable(then: Outcome) -> bool:
    return then.route in BOOKABLE if then.bookable is None else then.bookable


def _texts(guide: Guide | None) -> tuple[str, ...]:
    return (guide.sms, *guide.steps, guide.stop) if guide else ()


def _asks_of_the_law(deal: Deal) -> Iterator[Finding]:
    for statement in deal.statements.values():
        if statement.kind is StatementKind.ASK and _is_section_11(statement):
            reason = f"{statement.number} asks of the tenant what section 11 puts on the landlord"
            yield finding_at(deal, f"statement:{statement.id}", reason)


def _is_section_11(statement: Statement) -> bool:
    return "1985 s.11" in (statement.law or "")


def _hazards_by_policy(deal: Deal) -> Iterator[Finding]:
    for hazard in deal.hazards.values():
        if hazard.significant_by_policy and hazard.in_force_from is None:
            reason = f"hazard {hazard.id} runs the legal clocks by policy before the law has a date"
            yield finding_at(deal, f"hazard:{hazard.id}", reason, warning=True)
