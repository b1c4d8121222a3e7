"""Multinomial logistic regression with an L2 penalty, by L-BFGS on single-precision arrays.

scikit-learn's gives the same model; on these sizes it computes in double precision and takes
four times as long, and training runs on tenants' and testers' laptops.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

MAX_STEPS, STEPS_FROM_LIKE = 35, 16
TOLERANCE = 1e-4


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


def fit_softmax(
    features: np.ndarray, labels: np.ndarray, classes: int, c: float, like: Linear | None = None
) -> Linear:
    """`c` is the inverse of the penalty; `like` is a fit of like texts to go on from."""
    size = features.shape[1]
    with_bias = np.hstack([features, np.ones((len(features), 1), np.float32)])
    truth = (np.arange(len(labels)), labels)
    penalised = np.ones((size + 1, 1), np.float32)
    penalised[-1] = 0

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(size + 1, classes).astype(np.float32)
        scores = with_bias @ weights
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        likelihood = -np.log(scores[truth] + 1e-12).sum()
        scores[truth] -= 1
        held = weights * penalised
        gradient = with_bias.T @ scores + held / c
        total = float(likelihood) + float((held * held).sum()) / (2 * c)
        return total / len(labels), gradient.ravel().astype(np.float64) / len(labels)

    start = np.vstack([like.weights, like.bias]) if like else np.zeros((size + 1, classes))
    steps = STEPS_FROM_LIKE if like else MAX_STEPS
    options = {"maxiter": steps, "gtol": TOLERANCE, "maxcor": 10}
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options=options).x
    both = found.reshape(size + 1, classes).astype(np.float32)
    return Linear(both[:-1], both[-1])
