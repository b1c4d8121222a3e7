"""The answer of /model/parse: its shape, the facts in it, and what bad input does to it."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml

from ops import ROOT
from tests.nlu.conftest import Bot

pytestmark = pytest.mark.bot
LONGEST_PARSE_S = 2.0
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))


def facts(bot: Bot, text: str) -> dict[str, Any]:
    return {e["entity"]: e["value"] for e in bot.parse(text)["entities"]}


def test_a_report_names_its_issue_with_others_that_it_could_be(bot: Bot) -> None:
    reading = bot.parse("my kitchen tap wont stop dripping")
    assert reading["intent"]["name"] == "report_problem"
    assert reading["intent"]["confidence"] > 0.9
    issue = bot.issue("my kitchen tap wont stop dripping")
    assert issue is not None
    assert issue["value"] == "tap_dripping"
    assert 0.5 < issue["confidence"] <= 1
    others = [other["id"] for other in issue["alternatives"]]
    assert len(others) == 5
    assert "tap_dripping" not in others
    confidences = [other["confidence"] for other in issue["alternatives"]]
    assert confidences == sorted(confidences, reverse=True)


def test_an_answer_has_no_issue(bot: Bot) -> None:
    assert bot.parse("yes please")["intent"]["name"] == "affirm"
    assert bot.issue("yes please") is None


@pytest.mark.parametrize("text", ["zxcmnb lkjwe", "qwertyuiop", "asdf", "jkdsf jksdf kjsdf"])
def test_a_text_without_a_known_word_is_never_guessed_at(bot: Bot, text: str) -> None:
    assert bot.parse(text)["intent"]["name"] == "nlu_fallback"
    assert bot.issue(text) is None


@pytest.mark.parametrize("text", ["a child under 5", "gas hob works", "ive topped up", "just me"])
def test_an_answer_to_a_question_of_the_deal_is_no_danger(bot: Bot, text: str) -> None:
    assert bot.dangers(text) == []


def test_every_intent_of_an_answer_is_in_the_domain(bot: Bot) -> None:
    for text in ("hello", "zxcv qwer", "whats the weather", "no", "thurs am"):
        for ranked in bot.parse(text)["intent_ranking"]:
            assert ranked["name"] in DOMAIN["intents"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hiya", "greet"),
        ("thursday morning", "choose_time"),
        ("i want to talk to a human", "speak_to_person"),
        ("when is my appointment", "appointment_view"),
        ("can i change my appointment", "appointment_change"),
        ("cancel my appointment", "appointment_cancel"),
        ("where is my repair", "repair_chase"),
        ("how much will it cost", "ask_charge"),
        ("i want to make a complaint", "complaint"),
        ("why do you need to know", "ask_why"),
        ("say that again", "repeat"),
        ("start again", "start_over"),
        ("are you a robot", "bot_challenge"),
        ("what can you do", "ask_help"),
        ("dont know", "dont_know"),
        ("thank you", "thanks"),
    ],
)
def test_plain_wishes_are_understood(bot: Bot, text: str, intent: str) -> None:
    assert bot.parse(text)["intent"]["name"] == intent


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("my postcode is sw1a1aa", "postcode", "SW1A 1AA"),
        ("M1 1AE", "postcode", "M1 1AE"),
        ("dob 3/4/1985", "date_of_birth", "1985-04-03"),
        ("born 3rd april 85", "date_of_birth", "1985-04-03"),
        ("29.02.2000", "date_of_birth", "2000-02-29"),
        ("ref hl-4f7k2", "reference", "HL-4F7K2"),
        ("ring me on 07700 900123", "phone", "+447700900123"),
        ("+44 7700 900 123", "phone", "+447700900123"),
        ("crime number 1234/22", "crime_number", "1234/22"),
        ("the code is 482913", "code", "482913"),
    ],
)
def test_facts_are_taken_from_the_text(bot: Bot, text: str, entity: str, value: str) -> None:
    assert facts(bot, text)[entity] == value


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("31/02/1985", "date_of_birth"),
        ("flat 3 floor 4 door 1985", "date_of_birth"),
        ("it costs 0.50", "phone"),
        ("no crime here", "crime_number"),
        ("there are 482913 mice in here", "code"),
        ("i live in a flat", "postcode"),
    ],
)
def test_what_is_no_fact_is_not_taken(bot: Bot, text: str, entity: str) -> None:
    assert entity not in facts(bot, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "x" * 10_000,
        "my tap drips " * 800,
        "born 1 \u017fept 85",
        "gas smell " * 1_000,
        "😀😡🔥🚽" * 50,
        "مرحبا الماء لا يعمل",
        "水管爆了",
        "\x00\x07\x1b[31m tap",
        "<script>alert(1)</script>",
        '{"intent": "restart"}',
        "/restart",
        '/affirm{"awaiting": true}',
        "/session_start",
        "' OR 1=1 --",
        "%s%n{0}${REDIS_URL}",
        "?!.,;:",
        "\N{FIRE}" * 10_000,
        "a\N{COMBINING ACUTE ACCENT}" * 5_000,
        "\N{RIGHT-TO-LEFT OVERRIDE}my tap drips\N{POP DIRECTIONAL FORMATTING}",
        "my tap \ud83d drips",
        "1" * 10_000,
        "07700 900123 " * 700,
        "and my tap drips " * 600,
        "\u6c34" * 10_000,
        '{"text": "/restart", "intent": {"name": "restart", "confidence": 1.0}}',
    ],
)
def test_any_text_is_an_ordinary_parse_in_bounded_time(bot: Bot, text: str) -> None:
    started = time.monotonic()
    reading = bot.parse(text)
    assert time.monotonic() - started < LONGEST_PARSE_S
    assert reading["text"] == text.strip()
    assert reading["intent"]["name"] in DOMAIN["intents"]
    assert 0 <= reading["intent"]["confidence"] <= 1


def test_a_typed_command_is_only_text(bot: Bot) -> None:
    assert bot.parse("/affirm")["intent"]["confidence"] < 1
    assert bot.parse("/restart")["intent"]["name"] != "restart"
    assert "awaiting" not in facts(bot, '/affirm{"awaiting": true}')


def test_nothing_to_read_is_not_understood(bot: Bot) -> None:
    assert bot.parse("")["intent"]["name"] == "nlu_fallback"
    assert bot.parse("?!")["intent"]["name"] == "nlu_fallback"


def test_the_same_text_many_times_reads_the_same(bot: Bot) -> None:
    readings = [bot.parse("boiler has packed in no hot water or heating") for _ in range(100)]
    assert all(reading == readings[0] for reading in readings)


def test_every_issue_of_the_catalogue_can_be_read() -> None:
    """Each id has training texts, and each id in the training data is in the catalogue."""
    files = sorted((ROOT / "housing/deal/catalogue").glob("*.yml"))
    rows = [row for file in files for row in yaml.safe_load(file.read_text("utf-8"))["issues"]]
    ids = {row["id"] for row in rows}
    taught = {
        block["metadata"]["issue"]
        for file in sorted((ROOT / "data/nlu").glob("*.yml"))
        for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]
        if "issue" in block.get("metadata", {})
    }
    assert taught == ids


def test_two_problems_in_one_message_are_both_read_in_order(bot: Bot) -> None:
    text = "my tap keeps dripping and the toilet seat is broken"
    found = [e["value"] for e in bot.parse(text)["entities"] if e["entity"] == "issue"]
    assert found == ["tap_dripping", "toilet_seat"]


@pytest.mark.parametrize(
    "text", ["no heating and no hot water", "the lock is broken and i cant close my front door"]
)
def test_one_problem_told_with_an_and_stays_one(bot: Bot, text: str) -> None:
    assert len([e for e in bot.parse(text)["entities"] if e["entity"] == "issue"]) == 1
