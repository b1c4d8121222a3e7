"""Multinomial logistic regression with an L2 penalty, by L-BFGS on single-precision arrays.

scikit-learn's gives the same model; on these sizes it computes in double precision and takes
four times as long, and training runs on tenants' and testers' laptops.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

MAX_STEPS = 60
TOLERANCE = 1e-4


def fit_softmax(
    features: np.ndarray, labels: np.ndarray, classes: int, c: float
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features x classes) and bias (classes); `c` is the inverse of the penalty."""
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

    start = np.zeros((size + 1) * classes)
    options = {"maxiter": MAX_STEPS, "gtol": TOLERANCE, "maxcor": 10}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    both = found.reshape(size + 1, classes).astype(np.float32)
    return both[:-1], both[-1]
