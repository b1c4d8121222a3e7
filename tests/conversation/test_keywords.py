"""The words that our texts tell tenants to say do as promised, whatever they were read as."""

import re
from pathlib import Path

import pytest

from tests.conversation.talker import Talker
from tests.conversation.test_booking import booked

DEAL_FILES = Path(__file__).resolve().parents[2] / "housing" / "deal"
ANSWER = {
    "DISPUTE": "see a charge in this chat",
    "CARD": "Dear neighbour",
    "CHANGE": "When suits you",
    "DROP IT": "Call off",
    "SOONER": "before your visit",
}
# STAGE 2 is of complaints (test_stage_two.py), DANGER of what may be one (test_are_you_safe.py).
READ_BY_MEANING = {"PERSON", "SKIP", "YES", "STAGE", "DANGER"}
# Of texts as such: heeded where a text comes in (tests/gateway/test_channel_words.py).
READ_AT_THE_DOOR = {"STOP", "START"}
MISREADINGS = ("answer", "complaint", "appointment_view", "cancel", "ask_deal")
WORD = r"([A-Z]{3,}\b(?: IT\b)?)"
TOLD = re.compile(rf"\b(?:[Ss]ay|[Rr]eply|[Tt]ext)\s+{WORD}(?:\s+or\s+{WORD})?")


def test_every_word_that_we_tell_is_known_here() -> None:
    texts = [path.read_text("utf-8") for path in DEAL_FILES.glob("*.yml")]
    assert texts
    told = {word for text in texts for pair in TOLD.findall(text) for word in pair if word}
    assert told == ANSWER.keys() | READ_BY_MEANING | READ_AT_THE_DOOR


@pytest.mark.parametrize("read_as", MISREADINGS)
@pytest.mark.parametrize("word", ANSWER)
async def test_a_keyword_does_what_was_promised(tenant: Talker, word: str, read_as: str) -> None:
    await tenant.is_known()
    await booked(tenant)
    assert ANSWER[word] in await tenant.says(word, intent=read_as)


@pytest.mark.parametrize("word", ["change", "card", "sooner"])
async def test_to_an_open_question_it_is_an_answer(tenant: Talker, word: str) -> None:
    asked = await tenant.says("my tap drips", "tap_dripping")
    assert "?" in asked
    said = await tenant.says(word)
    assert ANSWER[word.upper()] not in said


async def test_dispute_is_heard_at_any_time(tenant: Talker) -> None:
    assert "?" in await tenant.says("my tap drips", "tap_dripping")
    assert ANSWER["DISPUTE"] in await tenant.says("Dispute please", intent="deny")
