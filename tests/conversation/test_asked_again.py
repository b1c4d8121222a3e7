"""An answer that raises an emergency is heard from the other side first, unless it says so."""

import pytest

from housing.domain.reading.answers import read_confirmation
from tests.conversation.talker import DEAL, Talker

OTHER_SIDE = "Is water running now that you cannot stop?"


@pytest.mark.parametrize("words", ["no", "2", "not sure"])
async def test_a_bare_no_is_asked_from_the_other_side(tenant: Talker, words: str) -> None:
    await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says(words)
    assert OTHER_SIDE in said
    assert "999" not in said
    assert "stopcock" in await tenant.says("yes it keeps running")


@pytest.mark.parametrize("words", ["2", "no", "no it only drips", "No, it stops or drips"])
async def test_a_drip_is_a_repair_to_book(tenant: Talker, words: str) -> None:
    await tenant.says("my tap drips", "tap_dripping")
    await tenant.says("no")
    said = await tenant.says(words)
    assert "simple repair" in said
    assert "stopcock" not in said


@pytest.mark.parametrize(
    "words", ["no worries, thanks", "sorry I'm at work and can't answer", "ok thanks", "no rush"]
)
async def test_what_is_no_answer_raises_nothing(tenant: Talker, words: str) -> None:
    await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says(words)
    assert "turn the tap off?" in said
    assert "stopcock" not in said


async def test_a_no_that_only_drips_is_taken_at_its_word(tenant: Talker) -> None:
    await tenant.says("my tap drips", "tap_dripping")
    assert "simple repair" in await tenant.says("no it just keeps dripping")


async def test_words_that_say_it_are_believed_at_once(tenant: Talker) -> None:
    await tenant.says("my tap drips", "tap_dripping")
    assert "stopcock" in await tenant.says("no it wont turn off its running full")


@pytest.mark.parametrize(
    ("fact", "words", "value"),
    [
        ("can_turn_off", "yes", False), ("can_turn_off", "yes its gushing", False),
        ("can_turn_off", "not sure", False), ("can_turn_off", "no", True),
        ("can_turn_off", "it just dribbles", True), ("can_turn_off", "no worries", None),
        ("leak_contained", "yes too much", False), ("leak_contained", "no the bowl holds it", True),
        ("leak_contained", "only a few drops", True), ("leak_contained", "what", None),
        ("bucket_flush", "yes i have no toilet", False), ("bucket_flush", "no", True),
        ("bucket_flush", "i can still use it", True),
    ],
)  # fmt: skip
def test_an_answer_from_the_other_side(fact: str, words: str, value: bool | None) -> None:
    assert read_confirmation(DEAL.facts[fact], words) is value
