"""Deciding an issue by its table: the same facts always give the same decision, with its reasons.

`decide` never fails on an incomplete report: what is unknown is left open in `next_question`.
It must not put a charge or an Ask on a tenancy older than the Deal: those go to a person.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from housing.domain.clock.legal_clocks import season_on, time_of_day
from housing.domain.clock.local_time import add_hours, end_of_day, to_london
from housing.domain.deal.deal import (
    BOOKABLE,
    USUAL,
    Charge,
    Deal,
    Issue,
    Statement,
    StatementKind,
    TargetRule,
)
from housing.domain.deal.decision import Decision, Quote, Target, Trace
from housing.domain.deal.decision_table import Outcome, Rule
from housing.domain.deal.facts import Fact, FactKind, Facts, FactSource, FactValue
from housing.domain.deal.next_question import next_fact
from housing.domain.deal.tonight import WhileClosed


class DealError(ValueError):
    """Something the Deal does not know or allow; the message is a sentence for whoever asked."""


class UnknownIssue(DealError):
    """No such issue in the catalogue."""


class UnknownFact(DealError):
    """No such fact in the Deal."""


class WrongValue(DealError):
    """A fact was given a value of the wrong type or not among its choices."""


def decide(deal: Deal, issue_id: str, facts: Facts, *, now: datetime) -> Decision:
    """Decide an issue from what is known; an aware `now` gives season, hour and due dates.

    Raises UnknownIssue, UnknownFact or WrongValue (all DealError) with a plain sentence.
    """
    issue = _issue(deal, issue_id)
    check_facts(deal, facts)
    known = complete(deal, facts, now=now)
    question: Fact | None = None
    path: list[str] = []
    inputs: dict[str, None] = {}
    while True:
        inputs |= dict.fromkeys(issue.table.inputs)
        question = question or next_fact(deal, issue.id, known)
        rule = _fired(issue, known)
        path.append(f"{issue.id}/{rule.id}")
        if rule.then.issue is None or len(path) > len(deal.issues):
            break
        issue = _issue(deal, rule.then.issue)
    used = {name: known[name] for name in rule.when if name in known}
    seen = {name: known[name] for name in inputs if name in known}
    trace = Trace(rule.id, used, tuple(path), seen)
    decision = _decision(deal, issue, rule.then, known, question, trace, now)
    return replace(
        decision,
        tonight=_tonight(deal, rule.then, known, now),
        only_renters="tenancy" not in facts and _owners_differ(issue, rule, known),
        cited_from=None if "tenancy_start" in facts else _since(decision.statement),
    )


def _owners_differ(issue: Issue, rule: Rule, known: Facts) -> bool:
    """Whether somebody who owns their home would get another decision on the same facts."""
    kinds = {
        value
        for one in issue.table.rules
        if "tenancy" in one.when
        for value in one.when["tenancy"].values
    }
    return any(_fired(issue, {**known, "tenancy": kind}).id != rule.id for kind in kinds)


def _since(statement: Statement | None) -> date | None:
    return statement.tenancies_from if statement else None


def _tonight(deal: Deal, outcome: Outcome, known: Facts, now: datetime) -> WhileClosed | None:
    entry = deal.tonight.get(outcome.tonight or "")
    if entry is None or known.get("time_of_day") == "open":
        return None
    out_of_hours = {**known, "out_of_hours_visit": True}
    price = quote_for(deal.charges.get(entry.charge or ""), out_of_hours, now)
    return WhileClosed(entry.text, price)


def check_facts(deal: Deal, facts: Facts) -> None:
    """Refuse facts that the Deal does not know and values they cannot have."""
    for name, value in facts.items():
        fact = deal.facts.get(name)
        if fact is None:
            raise UnknownFact(f"There is no fact called {name!r} in the Deal.")
        if not _fits(fact, value):
            allowed = ", ".join(str(v) for v in fact.values) or f"a {fact.kind.value}"
            raise WrongValue(f"Fact {name!r} cannot be {value!r}: it is one of {allowed}.")


def complete(deal: Deal, facts: Facts, *, now: datetime) -> dict[str, FactValue]:
    """The facts given, with those that the clock, the record or a default tells filled in."""
    known: dict[str, FactValue] = {}
    clock: dict[str, FactValue] = {
        "season": season_on(to_london(now).date()),
        "time_of_day": time_of_day(now, deal.landlord.opening_hours),
    }
    for fact in deal.facts.values():
        if fact.id in facts:
            known[fact.id] = facts[fact.id]
        elif fact.id in clock:
            known[fact.id] = clock[fact.id]
        elif fact.implied_by is not None and facts.get(fact.implied_by) is True:
            known[fact.id] = True
        elif fact.source is FactSource.SERVICE and fact.default is not None:
            known[fact.id] = fact.default
    return known


def _issue(deal: Deal, issue_id: str) -> Issue:
    if issue_id not in deal.issues:
        raise UnknownIssue(f"There is no issue called {issue_id!r} in the catalogue.")
    return deal.issues[issue_id]


def _fits(fact: Fact, value: FactValue) -> bool:
    match fact.kind:
        case FactKind.BOOLEAN:
            return isinstance(value, bool)
        case FactKind.CHOICE:
            return isinstance(value, str) and value in fact.values
        case FactKind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool)
        case FactKind.DATE:
            return isinstance(value, date)
        case FactKind.TEXT:
            return isinstance(value, str)


def _fired(issue: Issue, known: Facts) -> Rule:
    """The rule that fires; while a table of hit policy "unique" is still open, the usual."""
    return issue.table.settled(known) or Rule(USUAL, {}, issue.usual)


def _decision(
    deal: Deal,
    issue: Issue,
    outcome: Outcome,
    known: Facts,
    question: Fact | None,
    trace: Trace,
    now: datetime,
) -> Decision:
    statement = deal.statements.get(outcome.statement or "")
    if not _binds(statement, outcome, known):
        outcome, statement = _by_a_person(outcome), None
    route = outcome.route
    hazard = deal.running_hazard(outcome.hazard, to_london(now).date())
    bookable = route in BOOKABLE if outcome.bookable is None else outcome.bookable
    return Decision(
        issue=issue.id,
        route=route,
        priority=outcome.priority,
        responsibility=outcome.responsibility,
        bookable=bookable,
        trade=outcome.trades[0] if outcome.trades else None,
        trades=outcome.trades,
        minutes=outcome.minutes,
        target=target_for(deal, outcome, now),
        charge=quote_for(deal.charges.get(outcome.charge or ""), known, now),
        hazard=hazard,
        hazard_level=outcome.hazard_level if hazard else None,
        guide=outcome.guide,
        danger=outcome.danger,
        emergency=deal.emergencies.get(outcome.danger or ""),
        statement=statement,
        reasons=outcome.reasons,
        staff_reason=outcome.staff_reason,
        next_question=question,
        trace=trace,
    )


def _binds(statement: Statement | None, outcome: Outcome, known: Facts) -> bool:
    """Whether the Ask or charge of the outcome may be put on this tenancy."""
    if statement is None or (statement.kind is StatementKind.OFFER and outcome.charge is None):
        return True
    tenancy, started = known.get("tenancy"), known.get("tenancy_start")
    return statement.applies_to(
        tenancy if isinstance(tenancy, str) else None,
        started if isinstance(started, date) else None,
    )


def _by_a_person(outcome: Outcome) -> Outcome:
    return replace(
        outcome,
        route="staff",
        charge=None,
        staff_reason="The tenancy is not bound by this part of the Deal: check the agreement.",
        reasons=("Your tenancy has its own terms on this, so a person will check them for you.",),
    )


def target_for(deal: Deal, outcome: Outcome, now: datetime) -> Target | None:
    """When it is due: the rule's own target, else the one named like its priority."""
    rule: TargetRule | None = deal.targets.get(outcome.target or outcome.priority)
    if rule is None:
        return None
    if rule.hours is not None:
        due_at = add_hours(now, rule.hours)
    else:
        day = deal.calendar.add(to_london(now).date(), rule.working_days or 0)
        due_at = end_of_day(day)
    return Target(rule.name, rule.working_days, rule.hours, due_at)


def quote_for(charge: Charge | None, known: Facts, now: datetime) -> Quote | None:
    """What the charge would cost at this time of day; None when there is none in force."""
    rate = charge.rate_on(to_london(now).date()) if charge else None
    if charge is None or rate is None:
        return None
    out_of_hours = rate.out_of_hours_pence is not None and known.get("out_of_hours_visit") is True
    amount = rate.amount_pence
    if out_of_hours and rate.out_of_hours_pence is not None:
        amount = rate.out_of_hours_pence
    vat_pence = round(amount * charge.vat_percent / (100 + charge.vat_percent))
    vat = f"{charge.vat_percent}% VAT included" if charge.vat_percent else "no VAT"
    return Quote(
        code=charge.code,
        title=charge.title,
        amount_pence=amount,
        vat_pence=vat_pence,
        vat=vat,
        why=charge.why,
        includes=charge.includes,
        dispute=charge.dispute,
        waiver=" ".join(charge.waivers),
        instalments=charge.instalments,
        out_of_hours=out_of_hours,
    )


def facts_used_by(deal: Deal, issue_id: str) -> Mapping[str, Fact]:
    """The facts that an issue's table reads, in the table's order."""
    return {name: deal.facts[name] for name in _issue(deal, issue_id).table.inputs}
