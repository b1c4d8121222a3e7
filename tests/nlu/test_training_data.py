"""The training data covers the catalogue: every issue, one intent each, no line filed twice.

Reads the files as they are; what the model makes of them is test_parse's part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LEAST_LINES = 15
TWO_INTENTS = {"feedback": {"feedback_good", "feedback_not_good"}}
"""Issues that several intents carry; every other one has exactly one."""


class Line(NamedTuple):
    """One example and what it stands for."""

    text: str
    intent: str
    issue: str | None


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    found = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            if "intent" in block:
                issue = block.get("metadata", {}).get("issue")
                texts = (row.removeprefix("- ") for row in block["examples"].splitlines())
                found.extend(Line(text.strip(), block["intent"], issue) for text in texts)
    return found


@pytest.fixture(scope="module")
def catalogue() -> set[str]:
    folder = ROOT / "housing" / "deal" / "catalogue"
    ids: set[str] = set()
    for path in folder.glob("*.yml"):
        ids.update(entry["id"] for entry in yaml.safe_load(path.read_text("utf-8"))["issues"])
    return ids


def test_every_issue_has_lines_and_no_line_names_an_unknown_issue(
    lines: list[Line], catalogue: set[str]
) -> None:
    counts = Counter(line.issue for line in lines if line.issue)
    assert set(counts) == catalogue
    assert [issue for issue, count in counts.items() if count < LEAST_LINES] == []


def test_an_issue_belongs_to_one_intent(lines: list[Line]) -> None:
    intents: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.issue:
            intents[line.issue].add(line.intent)
    several = {issue: names for issue, names in intents.items() if len(names) > 1}
    assert several == TWO_INTENTS


def test_no_line_is_filed_twice(lines: list[Line]) -> None:
    counts = Counter(" ".join(line.text.lower().split()) for line in lines)
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_intent_of_the_domain_has_lines(lines: list[Line]) -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    declared = {i if isinstance(i, str) else next(iter(i)) for i in domain["intents"]}
    # Of a retrieval intent the domain names what stands before the slash.
    taught = {line.intent.partition("/")[0] for line in lines}
    assert taught == declared - {"nlu_fallback"}
