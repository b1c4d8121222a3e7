"""A model that understands worse than the accepted one does not pass; one as good does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation import gate

ACCEPTED = {
    "issue_first": 0.92,
    "issue_among_three": 0.98,
    "intent": 0.96,
    "intent_macro_f1": 0.93,
    "ece": 0.03,
    "danger_recall": 0.99,
    "false_alarms": 0.004,
}


def reasons(**now: float) -> list[str]:
    return gate.worse(ACCEPTED | now, ACCEPTED)


@pytest.mark.parametrize(
    "now",
    [
        {},
        {"danger_recall": 1.0, "issue_first": 0.99},
        {"issue_first": 0.91},
        {"intent_macro_f1": 0.92},
        {"ece": 0.04},
        {"false_alarms": 0.005},
        {"issue_among_three": 0.9, "intent": 0.9},
    ],
)
def test_a_model_that_is_no_worse_may_follow(now: dict[str, float]) -> None:
    assert reasons(**now) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("danger_recall", 0.9899),
        ("issue_first", 0.9099),
        ("intent_macro_f1", 0.9199),
        ("ece", 0.0401),
        ("false_alarms", 0.0051),
    ],
)
def test_a_worse_model_may_not_and_the_reason_names_what_fell(name: str, value: float) -> None:
    (reason,) = reasons(**{name: value})
    assert reason.startswith(name)


def test_every_reason_is_told() -> None:
    assert len(reasons(danger_recall=0.5, issue_first=0.5, ece=0.5)) == 3


def test_a_limit_that_was_never_met_is_an_aim_and_no_bar() -> None:
    before = ACCEPTED | {"ece": 0.06, "false_alarms": 0.02}
    assert gate.worse(before | {"ece": 0.07, "false_alarms": 0.03}, before) == []


def test_what_was_accepted_is_kept_with_the_lines_it_is_of(tmp_path: Path) -> None:
    file = tmp_path / "accepted.json"
    assert gate.load(file) is None
    gate.save(ACCEPTED, "0123456789abcdef", file)
    assert gate.load(file) == {"dev_set": "0123456789abcdef", "figures": ACCEPTED}
