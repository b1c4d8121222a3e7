"""What it costs, asked in the middle of a problem, is about that problem."""

from __future__ import annotations

import pytest

from tests.conversation.talker import DEAL, Talker

FREE = "free if you rent your home from us"


@pytest.mark.parametrize(
    "words",
    ["no its just not draining. how much is this going to cost me", "do i have to pay for it",
     "is it free yes or no", "how much I pay"],
)  # fmt: skip
async def test_in_the_middle_it_is_about_the_problem_in_hand(tenant: Talker, words: str) -> None:
    await tenant.says("sink is blocked", "sink_blocked")
    said = await tenant.says(words, intent="ask_charge")
    assert f"{DEAL.issues['sink_blocked'].words}: {FREE}" in said
    assert "£" not in said
    assert "Is dirty water or sewage coming back up?" in said, "the question is still open"


async def test_after_an_emergency_it_is_about_that(tenant: Talker) -> None:
    await tenant.says("a pipe has burst", "pipe_burst")
    await tenant.says("yes")
    said = await tenant.says("how much i pay for this", intent="ask_charge")
    assert f"{DEAL.issues['pipe_burst'].words}: {FREE}" in said


async def test_a_price_that_is_named_is_told(tenant: Talker) -> None:
    await tenant.says("sink is blocked", "sink_blocked")
    assert "£14" in await tenant.says("and what does a door fob cost", intent="ask_charge")


@pytest.mark.parametrize("issue", ["toilet_seat", "lost_keys"])
async def test_what_is_the_tenants_is_not_called_free(tenant: Talker, issue: str) -> None:
    await tenant.says("it broke", issue)
    assert FREE not in await tenant.says("what would that be", intent="ask_charge")


async def test_with_nothing_in_hand_it_says_what_costs(tenant: Talker) -> None:
    assert "Some things cost" in await tenant.says("how much is it", intent="ask_charge")
