"""What was told of who lives there with one problem is not asked again with the next."""

from datetime import timedelta

import pytest

from tests.conversation.talker import Talker

AT_HOME = "baby, over 65"
COURT = "papers from a court"


async def test_a_no_to_court_papers_holds_for_the_next_problem(tenant: Talker) -> None:
    assert COURT in await tenant.says("got a letter about arrears", "rent_arrears")
    await tenant.says("no")
    said = await tenant.says("are you going to evict me", "eviction_notice")
    assert COURT not in said


@pytest.mark.parametrize("words", ["no hot water and ive a newborn", "no hot water, im pregnant"])
async def test_who_was_told_of_with_one_problem_counts_for_the_next(
    tenant: Talker, words: str
) -> None:
    await tenant.says(words, "no_hot_water")
    await tenant.says("forget it", intent="cancel")
    said = await tenant.says("the heating is off as well", "no_heating")
    assert AT_HOME not in said


async def test_what_is_of_the_problem_is_asked_again(tenant: Talker) -> None:
    assert "turn the tap off" in await tenant.says("bath tap drips", "tap_dripping")
    await tenant.says("yes")
    await tenant.says("forget it", intent="cancel")
    assert "turn the tap off" in await tenant.says("kitchen tap drips", "tap_dripping")


async def test_a_day_later_it_is_asked_again(tenant: Talker) -> None:
    await tenant.says("got a letter about arrears", "rent_arrears")
    await tenant.says("no")
    tenant.now += timedelta(hours=25)
    assert COURT in await tenant.says("are you going to evict me", "eviction_notice")


async def test_what_is_said_now_outweighs_it(tenant: Talker) -> None:
    await tenant.says("got a letter about arrears", "rent_arrears")
    await tenant.says("no")
    said = await tenant.says("ive had a possession order today", "eviction_notice")
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        newest, *_ = await uow.reports.reports_of(talk.id)
    assert newest.facts["court_papers"] is True
    assert COURT not in said
