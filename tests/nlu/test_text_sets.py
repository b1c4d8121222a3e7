"""The sets cover what tenants say, and the model was not taught them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.evaluation import text_sets
from bot.evaluation.text_sets import Line
from ops import ROOT
from tests.nlu.test_danger import CLASSES

ALL = {name: text_sets.load(path) for name, path in text_sets.SETS.items()}
LAST = text_sets.load(text_sets.FOLDER / "fresh" / "last.tsv")
EVERY = {**ALL, "last": LAST}
TENANTS = [line for name in ("first", "unseen", "dev") for line in ALL[name]]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
COPIED_WORDS = 4
"""Shorter texts ("yes please", "where is my repair") are everybody's, in any set."""


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def long_ones(texts: list[str]) -> list[str]:
    return [text for text in texts if len(text.split()) >= COPIED_WORDS]


@pytest.mark.parametrize(
    ("name", "lines"), [("first", 600), ("last", 490), ("everyday", 490), ("answers", 230)]
)
def test_a_fresh_set_is_large_and_no_text_counts_twice(name: str, lines: int) -> None:
    assert len(EVERY[name]) >= lines
    counted = Counter(plain(line.text) for line in EVERY[name])
    assert long_ones([text for text, n in counted.items() if n > 1]) == []


def test_no_set_has_the_lines_of_another() -> None:
    where: dict[str, set[str]] = {}
    for name, lines in EVERY.items():
        for line in lines:
            where.setdefault(plain(line.text), set()).add(name)
    both = long_ones([text for text, names in where.items() if len(names) > 1])
    assert len(both) <= len(where) // 100, both


def test_every_issue_of_the_catalogue_is_in_one_at_least_twice() -> None:
    files = (ROOT / "housing/deal/catalogue").glob("*.yml")
    known = {row["id"] for f in files for row in yaml.safe_load(f.read_text("utf-8"))["issues"]}
    counted = Counter(issue for line in (*TENANTS, *LAST) for issue in line.issues)
    assert set(counted) == known
    assert [issue for issue, n in counted.items() if n < 2] == []


def test_every_intent_is_in_one_at_least_five_times() -> None:
    counted = Counter(intent for line in TENANTS for intent in line.intents)
    assert set(counted) == set(DOMAIN["intents"]) - {"follow_up"}
    assert [intent for intent, n in counted.items() if n < 5] == []


@pytest.mark.parametrize("name", ["first", "last", "unseen", "dev"])
def test_every_class_of_danger_is_in_it_and_far_more_texts_that_are_none(name: str) -> None:
    dangers = [line for line in EVERY[name] if line.is_danger]
    assert {kind for line in dangers for kind in line.dangers} >= CLASSES
    assert len([line for line in EVERY[name] if line.is_ordinary]) > 2 * len(dangers)


@pytest.mark.parametrize("name", EVERY)
def test_hardly_a_text_of_it_is_taught(name: str) -> None:
    taught = {
        plain(example.removeprefix("- "))
        for file in (ROOT / "data/nlu").rglob("*.yml")
        for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]
        for example in str(block.get("examples", "")).splitlines()
    }
    copied = [line.text for line in EVERY[name] if plain(line.text) in taught]
    assert len(long_ones(copied)) <= len(EVERY[name]) // 100, copied


HEADER = "\t".join(text_sets.COLUMNS)


def test_an_open_point_is_empty_and_either_is_neither_danger_nor_ordinary(tmp_path: Path) -> None:
    file = tmp_path / "dev.tsv"
    file.write_text(f"{HEADER}\nhelp\task_help|report_problem\t\teither\tsms\ten\n", "utf-8")
    (line,) = text_sets.load(file)
    assert line == Line("help", ("ask_help", "report_problem"), (), ("either",), "sms", "en")
    assert not line.is_danger
    assert not line.is_ordinary


@pytest.mark.parametrize("content", ["", "text\tintent\n", f"{HEADER}\nhello\tgreet\n"])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "dev.tsv"
    file.write_text(content, "utf-8")
    with pytest.raises(ValueError, match="columns"):
        text_sets.load(file)
