"""What a reader of intents is worth on texts of which some are out of scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import matthews_corrcoef

OUT_OF_SCOPE = "(out of scope)"


@dataclass(frozen=True)
class Answer:
    """The likeliest intent of a text, and whether it was above the threshold."""

    intent: str
    sure: bool


def score(truth: Sequence[str | None], answers: Sequence[Answer]) -> dict[str, float]:
    """Figures from 0 to 1; `truth` is None where a text is out of scope.

    `accuracy` and `mcc` (Matthews correlation over the intents and out of scope) take an answer
    below the threshold as "out of scope"; `in_scope_accuracy` is of the likeliest intent, whatever
    its confidence. A set with nothing out of scope knows no rejection, as published figures do.
    """
    rejects = None in truth
    expected = [intent or OUT_OF_SCOPE for intent in truth]
    given = [answer.intent if answer.sure or not rejects else OUT_OF_SCOPE for answer in answers]
    pairs = list(zip(expected, given, strict=True))
    inside = [(t, a.intent) for t, a in zip(truth, answers, strict=True) if t is not None]
    figures = {
        "accuracy": _share(pairs),
        "mcc": float(matthews_corrcoef(expected, given)),
        "in_scope_accuracy": _share(inside),
    }
    if not rejects:
        return figures
    outside = [pair for pair in pairs if pair[0] == OUT_OF_SCOPE]
    return {**figures, "out_of_scope_recall": _share(outside)}


def _share(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(expected == given for expected, given in pairs) / len(pairs)
