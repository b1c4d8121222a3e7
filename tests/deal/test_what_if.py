"""What would have changed a decision, and what a change of policy changes."""

from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from housing.__main__ import app
from housing.adapters.deal.files import DEMO_DEAL
from housing.domain.deal.deal import Deal
from housing.domain.deal.what_if import compare_deals, what_would_change
from tests.deal.instants import MONDAY_IN_SUMMER, MONDAY_IN_WINTER


def test_the_facts_that_would_have_changed_it_are_named(deal: Deal) -> None:
    others = what_would_change(deal, "tap_dripping", {"can_turn_off": True}, now=MONDAY_IN_WINTER)
    told = {(other.fact, other.value): other.decision.route for other in others}
    assert told == {
        ("can_turn_off", False): "attend_now",
        ("tenancy", "shared_ownership"): "advise",
        ("tenancy", "leasehold"): "advise",
    }


def test_the_season_counts_as_a_fact(deal: Deal) -> None:
    facts = {"gas_credit_out": False, "hot_water_works": True, "vulnerable_at_home": False}
    others = what_would_change(deal, "boiler_no_heat_hot_water", facts, now=MONDAY_IN_SUMMER)
    assert ("season", "cold") in {(other.fact, other.value) for other in others}


def test_the_same_deal_decides_the_same(deal: Deal) -> None:
    assert list(compare_deals(deal, deal, now=MONDAY_IN_WINTER)) == []


def test_a_dearer_lock_changes_only_the_decisions_that_quote_it(deal: Deal) -> None:
    lock = deal.charges["lock_change"]
    dearer = replace(lock, rates=(replace(lock.rates[0], amount_pence=7000),))
    changed = replace(deal, charges={**deal.charges, "lock_change": dearer})
    found = list(compare_deals(deal, changed, now=MONDAY_IN_WINTER))
    assert {difference.issue for difference in found} == {"lost_keys"}
    assert all(difference.facts["wants_lock_change"] for difference in found)
    assert "£65 -> book" in str(found[0])


def test_an_issue_left_out_is_a_difference(deal: Deal) -> None:
    fewer = {name: issue for name, issue in deal.issues.items() if name != "compliment"}
    found = list(compare_deals(deal, replace(deal, issues=fewer), now=MONDAY_IN_WINTER))
    assert [str(one) for one in found] == [
        "compliment (always): feedback, none, none -> no such issue"
    ]


def test_the_command_compares_two_folders() -> None:
    result = CliRunner().invoke(app, ["deal", "diff", str(DEMO_DEAL), str(Path(DEMO_DEAL))])
    assert result.stdout == "0 decisions differ\n"
