"""How sure readings may be, settled on training texts that neither encoder nor model has learnt.

Decides the temperature, below which bound an intent is unsure, and from when danger is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from bot.nlu.danger_chance import Thresholds, odds
from bot.nlu.learning.labels import sums
from bot.nlu.learning.model import Confidence, Subject
from bot.nlu.learning.reader import softmax

FALSE_ALARMS = 0.002
"""For each class, the share of ordinary held-out texts that may be taken for it. Far more of them
than of tenants' texts are near misses, written to look like danger."""
LEAST, MOST = 0.3, 0.9
"""Whatever the held-out texts say, a chance below is not believed and one above is."""


@dataclass(frozen=True)
class Sureness:
    """`kept`: of the texts read rightly, the share that the threshold must not turn away.

    `sharpened`: how much softer readings of held-out training texts are than of texts as they are
    sent; below 1 where those taught were written to differ from one another.
    """

    kept: float = 0.95
    sharpened: float = 1.0


def confidence(
    subjects: Sequence[Subject],
    scores: np.ndarray,
    similarity: np.ndarray,
    truth: np.ndarray,
    sureness: Sureness,
) -> Confidence:
    """From held-out texts: `scores` (texts x subjects), the nearest cosines, and what is right."""
    temperature = _temperature(subjects, scores, truth) * sureness.sharpened
    _, membership = sums([intent for intent, _ in subjects])
    summed = softmax(scores / temperature) @ membership
    right = summed.argmax(axis=1) == membership.argmax(axis=1)[truth]
    surely = (summed.max(axis=1) * similarity)[right]
    threshold = float(np.quantile(surely, 1 - sureness.kept)) if len(surely) else 0.0
    return Confidence(temperature, threshold)


def _temperature(subjects: Sequence[Subject], scores: np.ndarray, truth: np.ndarray) -> float:
    """The temperature with which readings are as sure as they are right, on average.

    Of those that name an issue, since the service acts on an issue's confidence; of all where none
    does. (Expectation consistency: Clarté et al., 2023. The likeliest one, which is more
    usual, bends to a few hopeless texts and leaves all others less sure than they should be.)
    """
    about = np.array([issue is not None for _, issue in subjects])
    likeliest = scores.argmax(axis=1)
    counted = about[likeliest] if about[likeliest].any() else np.ones(len(truth), bool)
    right = float((likeliest == truth)[counted].mean())

    def gap(temperature: float) -> float:
        chances = softmax(scores[counted] / temperature)
        return (float(chances.max(axis=1).mean()) - right) ** 2

    return float(minimize_scalar(gap, bounds=(0.1, 3.0), method="bounded").x)


def thresholds(kinds: Sequence[str], scores: np.ndarray, truth: np.ndarray) -> Thresholds:
    """From held-out texts: `scores` (texts x kinds) and the number of the kind that is right."""
    danger = truth > 0
    curve = LogisticRegression(C=1e6).fit(odds(scores)[:, None], danger)
    settled = Thresholds(float(curve.coef_[0, 0]), float(curve.intercept_[0]), {})
    chances, likeliest = settled.chances(scores), scores[:, 1:].argmax(axis=1) + 1
    believed = {}
    for number, kind in enumerate(kinds[1:], start=1):
        ordinary = np.where(likeliest == number, chances, 0.0)[~danger]
        reached = float(np.quantile(ordinary, 1 - FALSE_ALARMS)) if len(ordinary) else LEAST
        believed[kind] = min(max(reached, LEAST), MOST)
    return Thresholds(settled.slope, settled.offset, believed)
