"""Sentences of the middle of a conversation are told by kind, and what asks nothing is none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from housing.domain.messaging.follow_ups import FollowUpKind
from ops import ROOT
from tests.nlu.conftest import Bot

FRESH = ROOT / "tests" / "nlu" / "fresh"
TAUGHT = yaml.safe_load((ROOT / "data" / "nlu" / "follow_ups.yml").read_text("utf-8"))["nlu"]
KINDS = {block["intent"].partition("/")[2] for block in TAUGHT}
TELLS = "tells"
LEAST_RIGHT, MOST_SEEN_WHERE_NONE = 0.8, 0.12

Line = tuple[str, str]


def lines_of(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["kind"], row["text"]) for row in rows]


def kinds_read(bot: Bot, text: str) -> set[str]:
    return {one["value"] for one in bot.entities(text, "follow_up")}


def test_the_kinds_that_are_taught_are_those_that_are_answered() -> None:
    assert {*map(str, FollowUpKind), TELLS} == KINDS


@pytest.mark.parametrize("name", ["follow_ups", "follow_ups_last"])
def test_no_line_of_a_set_is_taught(name: str) -> None:
    taught = {
        line.removeprefix("- ").lower()
        for block in TAUGHT
        for line in block["examples"].splitlines()
        if len(line.split()) > 4
    }
    assert [text for _, text in lines_of(FRESH / f"{name}.tsv") if text.lower() in taught] == []


def test_they_are_read_by_kind(bot: Bot) -> None:
    lines = lines_of(FRESH / "follow_ups.tsv")
    asked = [line for line in lines if line[0] in KINDS]
    others = [line for line in lines if line[0] not in KINDS]
    right = sum(kind in kinds_read(bot, text) for kind, text in asked)
    seen = sum(bool(kinds_read(bot, text)) for _, text in others)
    assert right / len(asked) >= LEAST_RIGHT
    assert seen / len(others) <= MOST_SEEN_WHERE_NONE


@pytest.mark.parametrize(
    ("text", "kinds", "issue"),
    [
        ("who is coming? and do i need to be in?", {"who_comes", "must_be_in"}, None),
        ("my kitchen tap keeps dripping. do i have to pay for this?", {"cost"}, "tap_dripping"),
        ("my gate is broken. will he ring me before he comes?", {"ring_first"}, "gate_broken"),
        ("my toilet is blocked", set(), "toilet_blocked"),
    ],
)
def test_each_sentence_is_read_by_itself(
    bot: Bot, text: str, kinds: set[str], issue: str | None
) -> None:
    assert kinds_read(bot, text) == kinds
    if issue is not None:
        assert bot.entities(text, "issue")[0]["value"] == issue


def test_knock_hard_i_am_deaf_is_a_wish_and_no_danger(bot: Bot) -> None:
    text = "tell him to knock really hard and keep knocking, I am deaf and in the back kitchen"
    assert bot.entities(text, "danger") == []
    assert bot.entities("i can smell gas. can he knock loudly", "danger")[0]["value"] == "gas"
