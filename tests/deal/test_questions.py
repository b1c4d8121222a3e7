"""The questions: the fewest, none in vain, none twice; and decisions over any facts at all."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.adapters.deal_files import load_deal
from housing.domain.deal import Deal, Priority
from housing.domain.deciding import complete, decide
from housing.domain.decision import Decision
from housing.domain.facts import FactKind, FactValue
from housing.domain.lint.tables import SLOWNESS
from housing.domain.lint.whole import question_figures
from tests.deal.instants import MONDAY_IN_WINTER

DEAL = load_deal()
ASKABLE = [fact for fact in DEAL.facts.values() if fact.values]
INSTANTS = st.integers(0, 545 * 24).map(lambda n: MONDAY_IN_WINTER - timedelta(hours=n - 220 * 24))
SOME_FACTS = st.fixed_dictionaries(
    {}, optional={fact.id: st.sampled_from(fact.values) for fact in ASKABLE}
)
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


@given(ISSUES, SOME_FACTS, st.sampled_from(sorted(DEAL.facts)))
@settings(max_examples=200, deadline=None)
def test_a_fact_that_makes_an_emergency_never_slows_a_decision(
    issue: str, facts: dict[str, FactValue], name: str
) -> None:
    fact = DEAL.facts[name]
    if fact.kind is not FactKind.BOOLEAN or name not in DEAL.issues[issue].table.inputs:
        return
    rules = DEAL.issues[issue].table.rules
    dangers = [
        rule.when[name].values[0]
        for rule in rules
        if name in rule.when and rule.then.priority == Priority.EMERGENCY
    ]
    for value in dangers:
        with_danger, _ = answer_all(issue, {**facts, name: value}, MONDAY_IN_WINTER)
        without, _ = answer_all(issue, {**facts, name: not value}, MONDAY_IN_WINTER)
        assert SLOWNESS[Priority(with_danger.priority)] <= SLOWNESS[Priority(without.priority)]


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
