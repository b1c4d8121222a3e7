"""Whether a model may follow the accepted one: never worse on danger, nor by a point overall.

A limit that the accepted model met stays met; one it never met is only printed. Standard library
only.
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
OVERALL = ("issue_first", "intent_macro_f1")
TOLERANCE = 0.01
AT_MOST = {"ece": 0.04, "false_alarms": 0.005}
AT_LEAST = {
    "issue_first": 0.92,
    "issue_among_three": 0.98,
    "intent_macro_f1": 0.93,
    "danger_recall": 1.0,
}
"""What we aim at; printed beside the figures, and no reason to refuse a model by itself."""
ROUNDING = 1e-9


def headlines(figures: Mapping[str, Any]) -> dict[str, float]:
    """The few values that are compared and kept, of `figures.figures`."""
    return {name: figures[name]["value"] for name in HEADLINES}


def worse(now: Mapping[str, float], accepted: Mapping[str, float]) -> list[str]:
    """A sentence for each reason not to let this model follow; empty when it may."""
    falls = [("danger_recall", 0.0, "may never fall")]
    falls += [(name, TOLERANCE, "may fall by one point at most") for name in OVERALL]
    broken = [
        (name, rule) for name, by, rule in falls if accepted[name] - now[name] > by + ROUNDING
    ]
    broken += [
        (name, f"must stay at or below {limit:.1%}")
        for name, limit in AT_MOST.items()
        if accepted[name] <= limit < now[name]
    ]
    return [
        f"{name} {rule}: {now[name]:.2%}, and {accepted[name]:.2%} was accepted."
        for name, rule in broken
    ]


def load(path: Path = ACCEPTED) -> dict[str, Any] | None:
    """The accepted model's values with the development set they are of; None before the first."""
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def save(values: Mapping[str, float], dev_set: str, path: Path = ACCEPTED) -> None:
    """Keep these as the values that the next model is measured against."""
    kept = {"dev_set": dev_set, "figures": dict(values)}
    path.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
