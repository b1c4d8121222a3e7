"""Shares, macro-F1 and calibration, each with its 95% confidence interval.

Wilson's interval for shares, a seeded bootstrap over texts for the rest: the same readings always
give the same figures. Runs in the bot's environment, for scikit-learn and SciPy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

import numpy as np
from scipy.stats import binomtest, bootstrap
from sklearn.metrics import f1_score
from sklearn.preprocessing import LabelEncoder

LEVEL = 0.95
RESAMPLES = 500
SEED = 20
BINS, FEWEST = 10, 2


class Figure(TypedDict):
    """A value with the ends of its interval, and of how many texts it is."""

    value: float
    low: float
    high: float
    n: int


class Bin(TypedDict):
    """The texts read with about one confidence: how sure the model was, how often it was right."""

    confidence: float
    right: float
    n: int


def share(hits: Sequence[bool]) -> Figure | None:
    """How many of them hold; None where there is none to count."""
    if not hits:
        return None
    counted = binomtest(sum(hits), len(hits)).proportion_ci(LEVEL, method="wilson")
    return _figure(sum(hits) / len(hits), counted.low, counted.high, len(hits))


def macro_f1(right: Sequence[str], read: Sequence[str]) -> Figure:
    """Over the labels that are right for some text; a label only ever read wrongly costs those."""
    encoder = LabelEncoder().fit([*right, *read])
    labels = encoder.transform(sorted(set(right)))

    def score(right: np.ndarray, read: np.ndarray) -> float:
        return float(f1_score(right, read, labels=labels, average="macro", zero_division=0))

    return _bootstrapped(score, encoder.transform(right), encoder.transform(read))


def calibration_error(confidences: Sequence[float], hits: Sequence[bool]) -> Figure | None:
    """Expected calibration error: the mean gap of confidence and rightness over ten equal bins.

    None of fewer than two readings.
    """
    if len(hits) < FEWEST:
        return None
    return _bootstrapped(_gap, np.array(confidences), np.array(hits, dtype=float))


def reliability(confidences: Sequence[float], hits: Sequence[bool]) -> list[Bin]:
    """The bins that hold a text, from the least sure to the surest."""
    sure, right = np.array(confidences), np.array(hits, dtype=float)
    places = _bins(sure)
    return [
        {
            "confidence": round(float(sure[places == place].mean()), 4),
            "right": round(float(right[places == place].mean()), 4),
            "n": int((places == place).sum()),
        }
        for place in np.unique(places)
    ]


def _gap(confidences: np.ndarray, right: np.ndarray) -> float:
    places = _bins(confidences)
    gaps = np.bincount(places, confidences - right, minlength=BINS)
    return float(np.abs(gaps).sum() / len(confidences))


def _bins(confidences: np.ndarray) -> np.ndarray:
    return np.minimum((confidences * BINS).astype(int), BINS - 1)


def _bootstrapped(score: Callable[..., float], *samples: np.ndarray) -> Figure:
    found: Any = bootstrap(
        samples,
        score,
        paired=True,
        vectorized=False,
        n_resamples=RESAMPLES,
        confidence_level=LEVEL,
        method="percentile",
        random_state=SEED,
    )
    interval = found.confidence_interval
    return _figure(score(*samples), interval.low, interval.high, len(samples[0]))


def _figure(value: float, low: float, high: float, n: int) -> Figure:
    return {"value": round(value, 4), "low": round(low, 4), "high": round(high, 4), "n": n}
