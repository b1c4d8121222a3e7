"""The development set covers what tenants say, and the model was not taught it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.evaluation import dev_set
from bot.evaluation.dev_set import Line
from ops import ROOT
from tests.nlu.test_danger import CLASSES

LINES = dev_set.load()
UNSEEN = dev_set.load(ROOT / "tests" / "nlu" / "unseen.tsv")
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
FALLBACK = "nlu_fallback"
COPIED_WORDS = 4
"""Shorter texts ("yes please", "where is my repair") are everybody's, in any set."""


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_it_is_large_and_no_text_counts_twice() -> None:
    assert len(LINES) >= 600
    assert [text for text, n in Counter(line.text.lower() for line in LINES).items() if n > 1] == []


def test_the_unseen_lines_are_others() -> None:
    assert len(UNSEEN) >= 2000
    here = {plain(line.text) for line in LINES}
    both = [line.text for line in UNSEEN if plain(line.text) in here]
    assert len([text for text in both if len(text.split()) >= COPIED_WORDS]) <= len(LINES) // 100


def test_every_issue_of_the_catalogue_is_in_it_at_least_four_times() -> None:
    files = (ROOT / "housing/deal/catalogue").glob("*.yml")
    known = {row["id"] for f in files for row in yaml.safe_load(f.read_text("utf-8"))["issues"]}
    counted = Counter(issue for line in LINES for issue in line.issues)
    assert set(counted) == known
    assert [issue for issue, n in counted.items() if n < 4] == []


def test_every_intent_is_in_it_at_least_five_times() -> None:
    counted = Counter(intent for line in LINES for intent in line.intents)
    assert set(counted) == set(DOMAIN["intents"])
    assert [intent for intent, n in counted.items() if n < 5] == []


def test_every_class_of_danger_is_in_it_and_far_more_texts_that_are_none() -> None:
    dangers = [line for line in LINES if line.is_danger]
    assert {kind for line in dangers for kind in line.dangers} == CLASSES
    assert len(dangers) >= 120
    assert len([line for line in LINES if line.is_ordinary]) >= 600


@pytest.mark.parametrize("lines", [LINES, UNSEEN], ids=["dev", "unseen"])
def test_hardly_a_text_of_it_is_taught(lines: tuple[Line, ...]) -> None:
    taught = {
        plain(example.removeprefix("- "))
        for file in (ROOT / "data/nlu").rglob("*.yml")
        for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]
        for example in str(block.get("examples", "")).splitlines()
    }
    copied = [line.text for line in lines if plain(line.text) in taught]
    by_chance = len(lines) // 100
    assert len([text for text in copied if len(text.split()) >= COPIED_WORDS]) <= by_chance, copied


HEADER = "\t".join(dev_set.COLUMNS)


def test_an_open_point_is_empty_and_either_is_neither_danger_nor_ordinary(tmp_path: Path) -> None:
    file = tmp_path / "dev.tsv"
    file.write_text(f"{HEADER}\nhelp\task_help|report_problem\t\teither\tsms\ten\n", "utf-8")
    (line,) = dev_set.load(file)
    assert line == Line("help", ("ask_help", "report_problem"), (), ("either",), "sms", "en")
    assert not line.is_danger
    assert not line.is_ordinary


@pytest.mark.parametrize("content", ["", "text\tintent\n", f"{HEADER}\nhello\tgreet\n"])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "dev.tsv"
    file.write_text(content, "utf-8")
    with pytest.raises(ValueError, match="columns"):
        dev_set.load(file)
