"""Dialect and machines: ordinary answers as people say them, and phones that answer for them."""

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.danger.safety_answer import asks_whether_to_call
from housing.domain.messaging.repeating import is_automatic
from housing.domain.reading.dialect import in_plain_english
from housing.domain.reading.inbound_text import plain_words
from tests.conversation.talker import open_town
from tests.conversation.watched import Watching, read
from tests.diary.scene import NOW

AUTO = "Sorry I'm at work and can't answer right now. This is an automated message."


@pytest.fixture
async def tenant(units: Units) -> Watching:
    await open_town(units, NOW)
    return Watching(units, NOW)


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("naw jist the yin", "no just the yin"), ("cannae turn it aff", "cant turn it off"),
        ("it disnae work", "it disnae work"), ("owt else", "anything else"),
        ("the press door hingin aff", "the press door hingin off"), ("aye it is", "yes it is"),
        ("internet is off", "internet is off"), ("my name is Doon", "my name is down"),
    ],
)  # fmt: skip
def test_words_of_a_dialect(said: str, plain: str) -> None:
    assert in_plain_english(plain_words(said)) == plain


@pytest.mark.parametrize("words", ["naw jist the wan", "naw there's nae ither", "nae ither, sorry"])
async def test_an_answer_in_dialect_is_one(tenant: Watching, words: str) -> None:
    assert "another toilet" in await tenant.says("cludgie wont flush", "toilet_not_flushing")
    assert "Sorry, I didn't get that" not in await tenant.says(words)


async def test_a_phone_that_answers_for_its_owner_is_not_answered(tenant: Watching) -> None:
    await tenant.writes("my tap drips", read("tap_dripping"))
    for _ in range(2):
        assert await tenant.writes(AUTO) == ""
    assert await tenant.handoff() is None, "they answer when they are back"
    assert "simple repair" in await tenant.writes("yes it turns off", read(intent="affirm"))


@pytest.mark.parametrize(
    ("text", "automatic"),
    [
        (AUTO, True), ("I am out of the office until Monday", True), ("Auto-reply: on leave", True),
        ("i'm at work cant talk", False), ("the automatic door is stuck", False),
        ("is this an automated thing", False), ("sorry busy, later", False),
    ],
)  # fmt: skip
def test_what_says_of_itself_that_it_is_automatic(text: str, automatic: bool) -> None:
    assert is_automatic(text) is automatic


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("were IN tho. do i ring you or 999 for lily shes 6", True), ("i call 999 yes?", True),
        ("should i phone an ambulance", True), ("shall we get the fire brigade", True),
        ("999 or what", True), ("i rang 999 theyre coming", False), ("who do i ring", False),
        ("do i ring you about the tap", False), ("the police came yesterday", False),
        ("can you ring me", False), ("should i ring the police about the bike", False),
        ("can you get me an ambulance chair", False),
    ],
)  # fmt: skip
def test_who_asks_whether_to_call(words: str, asks: bool) -> None:
    assert asks_whether_to_call(plain_words(words)) is asks


async def test_they_are_told_to_call(tenant: Watching) -> None:
    await tenant.writes("black mould", read("damp_mould"))
    said = await tenant.writes("do i ring you or 999 for lily shes wobbly", read(intent="inform"))
    assert "call 999" in said
    assert len(await tenant.alerts()) == 1
