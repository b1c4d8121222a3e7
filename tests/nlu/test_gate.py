"""A model that understands worse than the accepted one does not pass; one as good does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.evaluation import gate

ACCEPTED = {
    "first": {"issue_first": 0.92, "danger_recall": 0.95, "false_alarms": 0.04, "ece": 0.03},
    "everyday": {"false_alarms": 0.01},
}


def figure(value: float, apart: float = 0.02) -> dict[str, float]:
    return {"value": value, "low": value - apart, "high": value + apart}


def reasons(set_name: str, **now: float | None) -> list[str]:
    figures: dict[str, Any] = {
        name: None if value is None else figure(value) for name, value in now.items()
    }
    return gate.worse({set_name: figures}, ACCEPTED)


@pytest.mark.parametrize(
    "now",
    [
        {},
        {"issue_first": 0.99, "danger_recall": 1.0, "false_alarms": 0.0, "ece": 0.0},
        {"issue_first": 0.901},
        {"danger_recall": 0.931},
        {"false_alarms": 0.059},
        {"ece": 0.049},
        {"issue_first": None},
        {"intent": 0.1},
    ],
)
def test_what_may_be_chance_may_follow(now: dict[str, float | None]) -> None:
    assert reasons("first", **now) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("issue_first", 0.899), ("danger_recall", 0.929), ("false_alarms", 0.061), ("ece", 0.051)],
)
def test_a_worse_model_may_not_and_the_reason_names_what_fell(name: str, value: float) -> None:
    (reason,) = reasons("first", **{name: value})
    assert reason.startswith(f"{name} of first")


def test_each_set_is_held_to_its_own_figures_and_a_new_one_to_none() -> None:
    assert reasons("everyday", false_alarms=0.029) == []
    assert len(reasons("everyday", false_alarms=0.031)) == 1
    assert reasons("last", false_alarms=0.5, issue_first=0.1) == []


def test_a_line_less_than_all_is_chance() -> None:
    narrow = {"danger_recall": figure(0.989, 0.002)}
    assert gate.worse({"first": narrow}, {"first": {"danger_recall": 1.0}}) == []
    narrow = {"danger_recall": figure(0.984, 0.002)}
    assert len(gate.worse({"first": narrow}, {"first": {"danger_recall": 1.0}})) == 1


def test_every_reason_is_told() -> None:
    assert len(reasons("first", danger_recall=0.5, issue_first=0.5, ece=0.5)) == 3


def test_what_was_accepted_is_kept_with_the_lines_it_is_of(tmp_path: Path) -> None:
    file = tmp_path / "accepted.json"
    assert gate.load(file) is None
    gate.save(ACCEPTED, {"first": "0123456789abcdef"}, file)
    assert gate.load(file) == {"lines": {"first": "0123456789abcdef"}, "figures": ACCEPTED}
