"""Whether a model may follow the accepted one: by its figures' intervals, on every set.

A figure is worse when the accepted value lies outside its interval, on the better side, and by
more than TOLERANCE: a few lines more or less are chance, and no interval reaches 100%. Standard
library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.fingerprint import ROOT

ACCEPTED = ROOT / "tests" / "nlu" / "accepted.json"
HEADLINES = (
    "issue_first",
    "issue_among_three",
    "intent",
    "intent_macro_f1",
    "ece",
    "danger_recall",
    "false_alarms",
)
HIGH_IS_GOOD = ("issue_first", "issue_among_three", "intent_macro_f1", "danger_recall")
LOW_IS_GOOD = ("ece", "false_alarms")
TOLERANCE = 0.015

Values = Mapping[str, Mapping[str, float]]
"""The value of each figure, of each set by its name."""


def headlines(figures: Mapping[str, Any]) -> dict[str, float]:
    """The few values that are compared and kept, of `figures.figures`; those that there are."""
    return {name: figures[name]["value"] for name in HEADLINES if figures[name]}


def worse(sets: Mapping[str, Mapping[str, Any]], accepted: Values) -> list[str]:
    """A sentence for each reason not to let this model follow; empty when it may.

    `sets`: the figures of each set by its name. A set that was not there before counts nowhere.
    """
    return [
        f"{name} of {set_name}: {figures[name]['value']:.2%}, and {before:.2%} was accepted."
        for set_name, figures in sets.items()
        for name, before in accepted.get(set_name, {}).items()
        if figures.get(name) and _is_worse(name, figures[name], before)
    ]


def _is_worse(name: str, figure: Mapping[str, float], before: float) -> bool:
    if abs(figure["value"] - before) <= TOLERANCE:
        return False
    if name in HIGH_IS_GOOD:
        return figure["high"] < before
    return name in LOW_IS_GOOD and figure["low"] > before


def load(path: Path = ACCEPTED) -> dict[str, Any] | None:
    """The accepted model's values with the lines they are of; None before the first."""
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def save(values: Values, lines: Mapping[str, str], path: Path = ACCEPTED) -> None:
    """Keep these as the values that the next model is measured against.

    `lines`: which lines each set had, as `text_sets.identity` tells them apart.
    """
    kept = {"lines": dict(lines), "figures": {name: dict(own) for name, own in values.items()}}
    path.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
