"""What a report tells beside the problem is taken from it, and nothing that it does not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nlu.conftest import Bot

pytestmark = pytest.mark.bot
TOLD = {"room", "since", "who_lives_there", "tried", "cause", "severity", "crime_number"}
LINES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("facts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "told"), LINES)
def test_what_a_report_tells_is_taken(bot: Bot, text: str, told: str) -> None:
    entities = [e for e in bot.parse(text)["entities"] if e["entity"] in TOLD]
    assert {f"{e['entity']}={e['value']}" for e in entities} == (
        set() if told == "-" else set(told.split(", "))
    )


def test_a_fact_stands_where_it_was_said(bot: Bot) -> None:
    text = "Mould in the LOUNGE since Tuesday"
    placed = [e for e in bot.parse(text)["entities"] if "start" in e]
    entities = {e["entity"]: text[e["start"] : e["end"]] for e in placed}
    assert (entities["room"], entities["since"]) == ("LOUNGE", "Tuesday")
