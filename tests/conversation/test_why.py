"""No number of the Deal stands in a text; who asks why is told on what it rests, in words."""

import re

import pytest

from tests.conversation.talker import Talker

NUMBERED = re.compile(r"\((?:Offer|Ask) \d")


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("my tap drips, it turns off ok", "tap_dripping"), ("black mould", "damp_mould"),
        ("neighbours too loud", "asb_noise"), ("gutter leaks", "gutter_blocked"),
        ("lost my keys", "lost_keys"),
    ],
)  # fmt: skip
async def test_no_text_holds_a_number_of_the_deal(tenant: Talker, words: str, issue: str) -> None:
    await tenant.is_known()
    said = await tenant.says(words, issue)
    for _ in range(3):
        said += await tenant.says("no")
    assert not NUMBERED.search(said), said


async def test_who_asks_why_is_told_the_offer_in_words(tenant: Talker) -> None:
    await tenant.says("my tap drips, it turns off ok", "tap_dripping")
    why = await tenant.says("why", intent="ask_why")
    assert "nobody else can see or change" in why, "why the question is asked"
    assert "Offer 1.2: We keep your pipes" in why
    assert "postcode" in why, "the question again"


async def test_after_the_booking_as_well(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips, it turns off ok", "tap_dripping")
    assert "Booked" in await tenant.says("1")
    assert "Offer 1.2: We keep your pipes" in await tenant.says("why", intent="ask_why")


async def test_with_nothing_in_hand_nothing_is_open(tenant: Talker) -> None:
    assert "nothing open" in await tenant.says("why", intent="ask_why")
