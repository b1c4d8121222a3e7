"""Another language is named when it is plain, and no kind of English is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ops import ROOT
from tests.nlu.conftest import Bot

LINES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("languages.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def test_every_language_of_the_table_has_an_offer() -> None:
    rows = yaml.safe_load((ROOT / "housing/deal/languages.yml").read_text("utf-8"))["languages"]
    assert {code for _, code in LINES if code != "-"} == {row["code"] for row in rows}


@pytest.mark.bot
@pytest.mark.parametrize(("text", "code"), LINES)
def test_a_language_is_named_only_when_it_is_plain(bot: Bot, text: str, code: str) -> None:
    found = [e["value"] for e in bot.parse(text)["entities"] if e["entity"] == "language"]
    assert found == ([] if code == "-" else [code])
