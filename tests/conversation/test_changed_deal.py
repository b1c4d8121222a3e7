"""A conversation in the middle while the landlord's Deal changes: it goes on by the new one."""

from dataclasses import replace

import pytest

from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel, Owner
from tests.conversation.talker import DEAL, Talker

TAP = "tap_dripping"


def without(deal: Deal, issue: str) -> Deal:
    issues = {name: one for name, one in deal.issues.items() if name != issue}
    return replace(deal, issues=issues)


def with_question(deal: Deal, fact: str, web: str) -> Deal:
    known = deal.facts[fact]
    asked = replace(known, question=replace(known.question, web=web, sms=web))
    return replace(deal, facts={**deal.facts, fact: asked})


def never_asks_of_taps(deal: Deal) -> Deal:
    """The tap's table without its rule, and the fact gone from the Deal."""
    tap = deal.issues[TAP]
    rules = tuple(rule for rule in tap.table.rules if "can_turn_off" not in rule.when)
    table = replace(tap.table, rules=rules, inputs=("tenancy",))
    facts = {name: fact for name, fact in deal.facts.items() if name != "can_turn_off"}
    return replace(deal, facts=facts, issues={**deal.issues, TAP: replace(tap, table=table)})


async def owner(tenant: Talker) -> Owner:
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
    return talk.owner


async def test_an_answer_to_the_old_question_counts_under_the_new_deal(tenant: Talker) -> None:
    await tenant.says("my tap drips", TAP)
    tenant.deal = with_question(DEAL, "can_turn_off", "Does the tap still shut?")
    assert "Is the water" not in await tenant.says("no it wont turn off")
    assert await owner(tenant) is Owner.BOT


async def test_a_question_that_is_no_longer_asked_is_let_go(tenant: Talker) -> None:
    asked = await tenant.says("my tap drips", TAP)
    assert "turn the tap off" in asked
    tenant.deal = never_asks_of_taps(DEAL)
    said = await tenant.says("yes")
    assert "postcode" in said or "When suits you" in said or "1 " in said
    assert await owner(tenant) is Owner.BOT


@pytest.mark.parametrize("in_hand", [TAP, "lost_keys"])
async def test_a_problem_that_is_no_longer_known_goes_to_a_person(
    tenant: Talker, in_hand: str
) -> None:
    """In hand, or waiting for its turn behind another."""
    await tenant.says("help with the tap and the keys", in_hand, TAP)
    tenant.deal = without(DEAL, TAP)
    assert "passing you to a person" in await tenant.says("yes")
    assert await owner(tenant) is Owner.WAITING


async def test_the_bot_may_guess_what_the_deal_does_not_have(tenant: Talker) -> None:
    tenant.deal = without(DEAL, TAP)
    said = await tenant.says("my tap drips", TAP)
    assert "What's the problem" in said
    assert await owner(tenant) is Owner.BOT
