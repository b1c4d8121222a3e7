"""The figures of one model over the development set, as one JSON object.

Right is what the line allows. Issues are scored over lines that name one, danger over lines that
are clearly danger, false alarms over lines that are clearly none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from bot.evaluation import measures
from bot.evaluation.reading import Reading
from bot.evaluation.text_sets import Line

CHOICES, FEWEST_INTENTS = 3, 2
NOTHING = "(none)"


class Scored(NamedTuple):
    """A line and how it was read."""

    line: Line
    reading: Reading

    @property
    def intent_right(self) -> bool:
        return self.reading.intent in self.line.intents

    @property
    def issue_first(self) -> bool:
        return bool(set(self.reading.issues[:1]) & set(self.line.issues))

    @property
    def issue_among_three(self) -> bool:
        return bool(set(self.reading.issues[:CHOICES]) & set(self.line.issues))

    @property
    def danger_noticed(self) -> bool:
        return bool(set(self.reading.dangers) & set(self.line.dangers))


def figures(scored: Sequence[Scored]) -> dict[str, Any]:
    """Totals first, then calibration, issues, confusion pairs, styles and languages.

    A figure of which the set has no line is None.
    """
    issues = [s for s in scored if s.line.issues]
    stated = [s for s in issues if s.reading.issue_confidence is not None]
    confidences = [s.reading.issue_confidence or 0.0 for s in stated]
    hits = [s.issue_first for s in stated]
    return {
        **_totals(scored),
        "intent_macro_f1": _intent_macro_f1(scored),
        "ece": measures.calibration_error(confidences, hits),
        "intent_ece": _intent_ece(scored),
        "reliability": measures.reliability(confidences, hits),
        "issues": _by(issues, lambda s: s.line.issues[0], _issue_recall),
        "dangers": _by([s for s in scored if s.line.is_danger], _danger, _danger_recall),
        "issue_confusions": _pairs([s for s in issues if not s.issue_first], _issue_pair),
        "intent_confusions": _pairs(
            [s for s in scored if s.line.intents and not s.intent_right], _intent_pair
        ),
        "styles": _by(scored, lambda s: s.line.style, _totals),
        "languages": _by(scored, lambda s: s.line.language, _totals),
    }


def _totals(scored: Sequence[Scored]) -> dict[str, Any]:
    issues = [s for s in scored if s.line.issues]
    return {
        "intent": measures.share([s.intent_right for s in scored if s.line.intents]),
        "issue_first": measures.share([s.issue_first for s in issues]),
        "issue_among_three": measures.share([s.issue_among_three for s in issues]),
        "danger_recall": _danger_recall([s for s in scored if s.line.is_danger]),
        "false_alarms": measures.share(
            [bool(s.reading.dangers) for s in scored if s.line.is_ordinary]
        ),
    }


def _intent_macro_f1(scored: Sequence[Scored]) -> measures.Figure | None:
    labelled = [s for s in scored if s.line.intents]
    if len({s.line.intents for s in labelled}) < FEWEST_INTENTS:
        return None
    right = [s.reading.intent if s.intent_right else s.line.intents[0] for s in labelled]
    return measures.macro_f1(right, [s.reading.intent for s in labelled])


def _intent_ece(scored: Sequence[Scored]) -> measures.Figure | None:
    """Of the likeliest intent before the fallback: the fallback's confidence is no reading."""
    labelled = [s for s in scored if s.line.intents]
    return measures.calibration_error(
        [s.reading.intent_confidence for s in labelled],
        [s.reading.likeliest_intent in s.line.intents for s in labelled],
    )


def _issue_recall(scored: Sequence[Scored]) -> measures.Figure | None:
    return measures.share([s.issue_first for s in scored])


def _danger_recall(scored: Sequence[Scored]) -> measures.Figure | None:
    return measures.share([s.danger_noticed for s in scored])


def _danger(scored: Scored) -> str:
    return scored.line.dangers[0]


def _by(
    scored: Sequence[Scored],
    key: Callable[[Scored], str],
    measure: Callable[[Sequence[Scored]], Any],
) -> dict[str, Any]:
    groups = defaultdict(list)
    for one in scored:
        groups[key(one)].append(one)
    return {name: measure(groups[name]) for name in sorted(groups)}


def _issue_pair(scored: Scored) -> tuple[str, str]:
    return scored.line.issues[0], next(iter(scored.reading.issues), NOTHING)


def _intent_pair(scored: Scored) -> tuple[str, str]:
    return scored.line.intents[0], scored.reading.intent


def _pairs(
    scored: Sequence[Scored], pair: Callable[[Scored], tuple[str, str]]
) -> list[dict[str, Any]]:
    counted = Counter(pair(one) for one in scored)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [{"right": right, "read": read, "n": n} for (right, read), n in ordered]
