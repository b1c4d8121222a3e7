"""How sure readings may be, settled on training texts read by a model fitted without them.

Decides the softening, the bound below which an intent is unsure, and the chance of danger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from bot.nlu.danger_reading import Calibration, DangerSums
from bot.nlu.leaves import OPEN, ORDINARY, Leaf, sums
from bot.nlu.model import softmax


@dataclass(frozen=True)
class HeldOut:
    """`scores` (texts x leaves), `kinds` (texts x classes of danger and none): probabilities.

    `familiar`: each text's nearest cosine; `truth`: its leaf's number.
    """

    leaves: Sequence[Leaf]
    danger_kinds: Sequence[str]
    scores: np.ndarray
    kinds: np.ndarray
    familiar: np.ndarray
    truth: np.ndarray


def softening(held: HeldOut) -> float:
    """The temperature with which readings are as sure as they are right, on average.

    Of those that name an issue, since the service acts on an issue's confidence; of all where none
    does. (Expectation consistency: Clarté et al., 2023. The likeliest softening, which is more
    usual, bends to a few hopeless texts and leaves all others less sure than they should be.)
    """
    subjects, membership = sums([leaf.subject for leaf in held.leaves])
    truth = membership.argmax(axis=1)[held.truth]
    about = np.array([issue is not None for _, issue in subjects])
    # Which subject is likeliest hardly depends on the temperature.
    likeliest = (softmax(held.scores) @ membership).argmax(axis=1)
    counted = about[likeliest] if about.any() else np.ones(len(truth), bool)
    right = float((likeliest == truth)[counted].mean())

    def gap(temperature: float) -> float:
        chances = softmax(held.scores[counted] / temperature) @ membership
        return (float(chances.max(axis=1).mean()) - right) ** 2

    return float(minimize_scalar(gap, bounds=(0.1, 3.0), method="bounded").x)


def least_sure(held: HeldOut, temperature: float, kept: float) -> float:
    """The highest bound below which at most 1 - `kept` of the right readings fall."""
    _, membership = sums([leaf.intent for leaf in held.leaves])
    summed = softmax(held.scores / temperature) @ membership
    right = summed.argmax(axis=1) == membership.argmax(axis=1)[held.truth]
    return float(np.quantile((summed.max(axis=1) * held.familiar)[right], 1 - kept))


def danger_calibration(held: HeldOut, temperature: float) -> Calibration:
    """The chance of danger that goes with the log-odds; what may be either does not count."""
    told = np.array([leaf.danger for leaf in held.leaves])[held.truth]
    if not held.danger_kinds:
        return Calibration(1.0, 0.0)
    of_leaves = DangerSums([leaf.danger for leaf in held.leaves], held.danger_kinds)
    odds, _ = of_leaves.score(softmax(held.scores / temperature), held.kinds)
    known = told != OPEN
    curve = LogisticRegression(C=1e6).fit(odds[known, None], told[known] != ORDINARY)
    return Calibration(float(curve.coef_[0, 0]), float(curve.intercept_[0]))
