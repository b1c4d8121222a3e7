"""The questions: the fewest, none in vain, none twice; and decisions over any facts at all."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.adapters.deal.files import load_deal
from housing.domain.deal.deal import Deal, RepairPriority, Route
from housing.domain.deal.deciding import DealError, complete, decide
from housing.domain.deal.decision import Decision
from housing.domain.deal.explaining import inputs_of
from housing.domain.deal.facts import FactValue
from housing.domain.deal.next_question import sample_values
from housing.domain.lint.tables import SLOWNESS
from housing.domain.lint.whole import question_figures
from tests.deal.instants import MONDAY_IN_WINTER

DEAL = load_deal()
ASKABLE = [fact for fact in DEAL.facts.values() if fact.values]
INSTANTS = st.integers(0, 545 * 24).map(lambda n: MONDAY_IN_WINTER - timedelta(hours=n - 220 * 24))
STARTS = st.dates(date(1950, 1, 1), date(2030, 1, 1))
SOME_FACTS = st.fixed_dictionaries(
    {},
    optional={
        **{fact.id: st.sampled_from(fact.values) for fact in ASKABLE},
        "tenancy_start": STARTS,
    },
)
ROUTES_THAT_ACT_NOW = {Route.ATTEND_NOW, Route.STAFF_NOW, Route.REFER_NOW}
ISSUES = st.sampled_from(sorted(DEAL.issues))


def answer_all(
    issue: str, facts: dict[str, FactValue], now: datetime
) -> tuple[Decision, list[str]]:
    """Ask until nothing is left to ask, always taking the first choice."""
    asked: list[str] = []
    decision = decide(DEAL, issue, facts, now=now)
    while decision.next_question is not None:
        fact = decision.next_question
        assert fact.id not in asked
        asked.append(fact.id)
        facts = {**facts, fact.id: fact.values[len(asked) % len(fact.values)]}
        decision = decide(DEAL, issue, facts, now=now)
    return decision, asked


@given(ISSUES, SOME_FACTS, INSTANTS)
@settings(max_examples=200, deadline=None)
def test_any_facts_end_in_a_route_within_five_questions(
    issue: str, facts: dict[str, FactValue], now: datetime
) -> None:
    decision, asked = answer_all(issue, facts, now)
    assert decision.route
    assert decision.reasons
    assert len(asked) <= 5
    assert not set(asked) & set(facts)
    assert decision.as_json(explain=True)["trace"]["path"][0].startswith(issue)


@given(ISSUES, SOME_FACTS, INSTANTS)
@settings(max_examples=150, deadline=None)
def test_a_fact_is_asked_only_if_an_answer_can_change_the_decision(
    issue: str, facts: dict[str, FactValue], now: datetime
) -> None:
    decision = decide(DEAL, issue, facts, now=now)
    fact = decision.next_question
    if fact is None:
        return
    ends = set()
    for value in fact.values:
        answered = {**facts, fact.id: value}
        ends |= {end.reasons for end in all_ends(issue, answered, now)}
    assert len(ends) > 1


def all_ends(issue: str, facts: dict[str, FactValue], now: datetime) -> list[Decision]:
    decision = decide(DEAL, issue, facts, now=now)
    fact = decision.next_question
    if fact is None:
        return [decision]
    return [end for v in fact.values for end in all_ends(issue, {**facts, fact.id: v}, now)]


@given(st.data(), ISSUES, INSTANTS)
@settings(max_examples=400, deadline=None)
def test_a_fact_that_makes_an_emergency_never_slows_a_decision(
    data: st.DataObject, issue: str, now: datetime
) -> None:
    """Whatever else is known: neither a later priority nor a slower route than without it."""
    inputs = inputs_of(DEAL, issue)
    values = {name: sample_values(DEAL.issues[issue].table, fact) for name, fact in inputs.items()}
    facts = data.draw(st.fixed_dictionaries({n: st.sampled_from(v) for n, v in values.items()}))
    told = {name: value for name, value in facts.items() if value != ""}
    without = decide(DEAL, issue, told, now=now)
    for name, value in dangers_of(issue):
        with_danger = decide(DEAL, issue, {**told, name: value}, now=now)
        assert slowness(with_danger) <= slowness(without), (name, value, told)


def dangers_of(issue: str) -> set[tuple[str, FactValue]]:
    """What, told alone, makes the issue or one that it passes on to an emergency."""
    ahead, seen = [issue], set[str]()
    found: set[tuple[str, FactValue]] = set()
    while ahead:
        table = DEAL.issues[ahead.pop()].table
        for rule in table.rules:
            if rule.then.priority == RepairPriority.EMERGENCY and len(rule.when) == 1:
                found |= {(name, v) for name, test in rule.when.items() for v in test.values}
            if rule.then.issue and rule.then.issue not in seen:
                seen.add(rule.then.issue)
                ahead.append(rule.then.issue)
    return found


def slowness(decision: Decision) -> tuple[int, bool]:
    """Later priorities are slower; of one priority, what does not act at once is."""
    return SLOWNESS[RepairPriority(decision.priority)], decision.route not in ROUTES_THAT_ACT_NOW


@given(SOME_FACTS, INSTANTS, st.text(max_size=20), st.one_of(st.none(), st.text(), st.floats()))
@settings(max_examples=200, deadline=None)
def test_what_is_no_fact_is_refused_and_never_breaks(
    facts: dict[str, FactValue], now: datetime, name: str, value: Any
) -> None:
    with pytest.raises(DealError, match=r"\.$"):
        decide(DEAL, "tap_dripping", {**facts, f"{name} ": value}, now=now)
    if not isinstance(value, str) or value not in DEAL.facts["cause"].values:
        with pytest.raises(DealError, match=r"\.$"):
            decide(DEAL, "kitchen_cupboard", {"cause": value}, now=now)


def test_a_fact_that_no_longer_matters_is_not_asked(deal: Deal) -> None:
    in_winter = decide(deal, "boiler_no_heat_hot_water", {}, now=MONDAY_IN_WINTER)
    assert in_winter.next_question is not None
    assert in_winter.next_question.id == "gas_credit_out"
    told = decide(deal, "boiler_no_heat_hot_water", {"gas_credit_out": False}, now=MONDAY_IN_WINTER)
    assert told.next_question is None


def test_the_figures_hold(deal: Deal) -> None:
    asked = question_figures(deal)
    assert asked.mean <= 2.5
    assert asked.most <= 5


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_every_question_says_why_it_is_asked(deal: Deal, channel: str) -> None:
    for issue in deal.issues.values():
        for name in issue.table.inputs:
            fact = deal.facts[name]
            if fact.default is None:
                assert "?" in getattr(fact.question, channel)
                assert fact.why.endswith(".")


def test_the_service_fills_in_season_and_hour(deal: Deal) -> None:
    known = complete(deal, {}, now=MONDAY_IN_WINTER)
    assert (known["season"], known["time_of_day"], known["vulnerable"]) == ("cold", "open", False)
    at_night = complete(deal, {}, now=MONDAY_IN_WINTER.replace(hour=3))
    assert at_night["time_of_day"] == "night"
