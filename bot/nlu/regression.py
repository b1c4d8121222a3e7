"""Multinomial logistic regression with an L2 penalty, by L-BFGS on single-precision arrays.

The steps are taken in coordinates in which the loss is about as steep in every direction, by the
bound of its curvature that all classes share (Böhning, 1992): a third of the steps are enough.
scikit-learn's gives the same model; on these sizes it computes in double precision and takes four
times as long as even steps in the features' own coordinates did, and training runs on laptops.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

MAX_STEPS, STEPS_FROM_LIKE = 16, 7
TOLERANCE = 1e-7


@dataclass(frozen=True)
class Linear:
    """`weights` (features x classes) and `bias` (classes)."""

    weights: np.ndarray
    bias: np.ndarray

    def scores(self, features: np.ndarray) -> np.ndarray:
        """Of texts (texts x classes)."""
        return np.asarray(features @ self.weights + self.bias)

    def beside(self, other: Linear) -> Linear:
        """Both as one, this one's classes first."""
        weights = np.hstack([self.weights, other.weights])
        return Linear(weights, np.concatenate([self.bias, other.bias]))

    def parted(self, classes: int) -> tuple[Linear, Linear]:
        """The first `classes` and the others: undoes `beside`."""
        first = Linear(self.weights[:, :classes], self.bias[:classes])
        return first, Linear(self.weights[:, classes:], self.bias[classes:])


@dataclass(frozen=True)
class Curvature:
    """How steeply scores change with weights: `sizes` a text along `directions`, columns."""

    sizes: np.ndarray
    directions: np.ndarray

    @classmethod
    def of(cls, features: np.ndarray) -> Curvature:
        """For fits of these texts and, well enough, of part of them."""
        with_bias = _with_bias(features)
        products = (with_bias.T @ with_bias).astype(np.float64) / len(features)
        sizes, directions = np.linalg.eigh(products)
        return cls(np.maximum(sizes, 0), directions)

    def evened(self, texts: int, classes: int, c: float) -> tuple[np.ndarray, np.ndarray]:
        """From coordinates in which the loss is about as steep everywhere to weights, and back."""
        steepness = np.sqrt(self.sizes * texts / classes + 1 / c)
        there, back = (
            (self.directions * scale) @ self.directions.T for scale in (1 / steepness, steepness)
        )
        return there.astype(np.float32), back.astype(np.float32)


def fit_softmax(
    features: np.ndarray,
    labels: np.ndarray,
    classes: int,
    c: float,
    curvature: Curvature,
    like: Linear | None = None,
) -> Linear:
    """`c` is the inverse of the penalty; `like` is a fit of like texts to go on from."""
    size = features.shape[1]
    with_bias = _with_bias(features)
    truth = (np.arange(len(labels)), labels)
    penalised = np.ones((size + 1, 1), np.float32)
    penalised[-1] = 0
    to_weights, to_even = curvature.evened(len(labels), classes, c)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = to_weights @ flat.reshape(size + 1, classes).astype(np.float32)
        scores = with_bias @ weights
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        likelihood = -np.log(scores[truth] + 1e-12).sum()
        scores[truth] -= 1
        held = weights * penalised
        gradient = to_weights @ (with_bias.T @ scores + held / c)
        total = float(likelihood) + float((held * held).sum()) / (2 * c)
        return total / len(labels), gradient.ravel().astype(np.float64) / len(labels)

    start = np.zeros((size + 1, classes), np.float32)
    if like:
        start = to_even @ np.vstack([like.weights, like.bias])
    steps = STEPS_FROM_LIKE if like else MAX_STEPS
    options = {"maxiter": steps, "gtol": TOLERANCE, "maxcor": 10}
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options=options).x
    both = to_weights @ found.reshape(size + 1, classes).astype(np.float32)
    return Linear(both[:-1], both[-1])


def _with_bias(features: np.ndarray) -> np.ndarray:
    return np.hstack([features, np.ones((len(features), 1), np.float32)])
