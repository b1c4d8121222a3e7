"""Danger is read in tenants' own words, and not in what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nlu.conftest import Bot

pytestmark = pytest.mark.bot
CLASSES = {
    "gas",
    "fire",
    "carbon_monoxide",
    "electric",
    "flood",
    "trapped",
    "structural",
    "violence",
    "abuse",
    "self_harm",
    "child_or_adult_at_risk",
    "hate",
}
LINES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("danger.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
DANGERS = [(text, kind) for text, kind in LINES if kind != "-"]
NEAR_MISSES = [text for text, kind in LINES if kind == "-"]


def test_the_table_has_both_sides_of_every_class() -> None:
    assert {kind for _, kind in DANGERS} == CLASSES
    assert len(DANGERS) >= 60
    assert len(NEAR_MISSES) >= 60


PLAIN = {
    "gas": ["i can smell gas", "gas leak in my kitchen!!", "strong smell of gas on the stairs"],
    "fire": ["my kitchen is on fire", "theres smoke pouring out of the cupboard and flames"],
    "carbon_monoxide": ["my carbon monoxide alarm is going off", "co alarm going and i feel sick"],
    "electric": ["i got an electric shock off the cooker", "sparks coming out of the socket"],
    "flood": ["burst pipe water everywhere cant stop it", "water is pouring through the ceiling"],
    "structural": ["the ceiling is falling down", "part of the bedroom ceiling just came down"],
    "trapped": ["im trapped in the lift", "my toddler has locked himself in the bathroom"],
    "violence": ["my neighbour threatened me with a knife", "hes kicking my door in right now"],
    "abuse": ["my husband hits me", "my partner beat me up last night and im scared to go home"],
    "self_harm": ["i want to kill myself", "i dont want to be alive any more"],
    "child_or_adult_at_risk": ["the baby upstairs is left alone all night and screams"],
    "hate": ["neighbours shout racist abuse at me", "they spat at me because im muslim"],
}
"""Said as plainly as can be: never missed. All else is held to shares."""
NOTICED_AT_LEAST, READ_AT_LEAST, ALARMS_AT_MOST = 0.95, 0.88, 0.06


def test_every_class_is_said_plainly() -> None:
    assert set(PLAIN) == CLASSES


@pytest.mark.parametrize(
    ("text", "kind"), [(text, kind) for kind, texts in PLAIN.items() for text in texts]
)
def test_danger_said_plainly_is_always_read(bot: Bot, text: str, kind: str) -> None:
    assert kind in bot.dangers(text)
    assert kind in bot.dangers(text.upper())


def test_danger_is_read_in_tenants_own_words(bot: Bot) -> None:
    """Of the right class, or at least as a danger: a plug on fire may be either."""
    found = [(text, kind, bot.dangers(text)) for text, kind in DANGERS]
    missed = [text for text, _, dangers in found if not dangers]
    assert len(missed) <= (1 - NOTICED_AT_LEAST) * len(DANGERS), missed
    as_another = [text for text, kind, dangers in found if kind not in dangers]
    assert len(as_another) <= (1 - READ_AT_LEAST) * len(DANGERS), as_another


def test_what_only_looks_like_danger_is_hardly_ever_one(bot: Bot) -> None:
    alarms = [text for text in NEAR_MISSES if bot.dangers(text)]
    assert len(alarms) <= ALARMS_AT_MOST * len(NEAR_MISSES), alarms


def test_danger_in_the_last_line_of_the_longest_message_is_read(bot: Bot) -> None:
    told = "\nand now i can smell gas"
    before = ("my kitchen tap drips all day long. " * 120)[: 4000 - len(told)]
    assert bot.dangers(before) == []
    assert "gas" in bot.dangers(before + told)


def test_a_danger_carries_its_words(bot: Bot) -> None:
    tap = "My kitchen tap has been dripping since Monday and the washer is new, so I wonder why."
    gas = "I can smell gas in the hall."
    text = f"{tap} {tap.lower()} {gas}"
    (hit,) = [e for e in bot.parse(text)["entities"] if e["entity"] == "danger"]
    assert hit["value"] == "gas"
    assert gas in text[hit["start"] : hit["end"]]
    assert hit["start"] > 0
    assert 0.3 <= hit["confidence"] <= 1


def test_danger_in_another_language_is_found_by_its_phrase(bot: Bot) -> None:
    (hit,) = [e for e in bot.parse("odeur de gaz ici")["entities"] if e["entity"] == "danger"]
    assert (hit["value"], hit["extractor"]) == ("gas", "DangerByPhrases")
