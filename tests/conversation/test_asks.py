"""Who asks when and by whom they hear from us is told how it stands, whatever else is open."""

import pytest

from housing.domain.reading.asks import asks_what_happens
from housing.domain.reading.inbound_text import plain_words
from tests.conversation.talker import Talker

WHEN = ["who is going to ring me and when", "is someone coming then", "when will i hear back"]


@pytest.mark.parametrize("words", WHEN)
async def test_with_a_question_open(tenant: Talker, words: str) -> None:
    await tenant.says("my tap drips", "tap_dripping")
    for _ in range(3):
        said = await tenant.says(words, intent="nlu_fallback")
        assert "I need your answer first" in said
        assert "turn the tap off?" in said


@pytest.mark.parametrize("words", WHEN)
async def test_with_a_person_waited_for(tenant: Talker, words: str) -> None:
    await tenant.says("can i talk to a person", intent="speak_to_person")
    said = await tenant.says(words, intent="nlu_fallback")
    assert "Someone will reply by" in said


@pytest.mark.parametrize("words", WHEN)
async def test_with_a_visit_booked(tenant: Talker, words: str) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips, turns off ok", "tap_dripping")
    assert "Booked" in await tenant.says("1")
    assert "Tap" in await tenant.says(words, intent="nlu_fallback")


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        *((words, True) for words in WHEN), ("so will u send him today", True),
        ("whos coming", True), ("how long til they get back to me", True),
        ("when are you going to contact me", True), ("has anybody been sent", True),
        ("what time is he coming", True), ("did they send someone", True),
        ("who do i ring", False), ("when can i call you", False), ("it rings when i flush", False),
        ("my ring got stuck", False), ("when it rains it comes in", False), ("ok", False),
        ("they come round at night", False), ("yes when its cold", False),
    ],
)  # fmt: skip
def test_the_words(words: str, asks: bool) -> None:
    assert asks_what_happens(plain_words(words)) is asks
