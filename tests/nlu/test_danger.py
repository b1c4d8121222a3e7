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


@pytest.mark.parametrize(("text", "kind"), DANGERS)
def test_danger_is_read(bot: Bot, text: str, kind: str) -> None:
    assert kind in bot.dangers(text)


def test_danger_in_the_last_line_of_the_longest_message_is_read(bot: Bot) -> None:
    told = "\nand now i can smell gas"
    before = ("my kitchen tap drips all day long. " * 120)[: 4000 - len(told)]
    assert bot.dangers(before) == []
    assert "gas" in bot.dangers(before + told)


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_danger_is_not(bot: Bot, text: str) -> None:
    assert bot.dangers(text) == []


def test_a_hit_carries_its_words(bot: Bot) -> None:
    text = "Hello there. I can SMEL  gas, please hurry"
    (hit,) = [e for e in bot.parse(text)["entities"] if e["entity"] == "danger"]
    assert hit["value"] == "gas"
    assert text[hit["start"] : hit["end"]] == "SMEL  gas"
    assert 0.9 <= hit["confidence"] <= 1


def test_a_less_certain_rule_says_so(bot: Bot) -> None:
    (hit,) = [e for e in bot.parse("eggy smell by the sink")["entities"] if e["entity"] == "danger"]
    assert hit["value"] == "gas"
    assert hit["confidence"] < 0.9
