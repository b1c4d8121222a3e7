"""Least squares of which the inputs that the others can make up for are left out.

The cost of leaving a group of inputs out, all others fitted anew, is known from the inverse of
their products without fitting (the "optimal brain surgeon" of Hassibi and Stork, 1993, for groups).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

RIDGE = 1e-5
"""Of the inputs' mean square: pulls what little data tells towards the weights as published."""


@dataclass(frozen=True)
class Fitted:
    """The inputs kept (their places), and outputs = kept inputs @ weight.T + bias."""

    kept: np.ndarray
    weight: np.ndarray
    bias: np.ndarray


class LeastSquares:
    """Outputs (rows x out) from inputs (rows x in) and a bias."""

    def __init__(self, inputs: np.ndarray, outputs: np.ndarray, row_weights: np.ndarray) -> None:
        """`row_weights`: rows x 1."""
        with_bias = np.hstack([inputs, np.ones_like(row_weights)]) * row_weights
        outputs = outputs * row_weights
        self._inputs = (with_bias.T @ with_bias).astype(np.float64) / len(inputs)
        self._both = (with_bias.T @ outputs).astype(np.float64) / len(inputs)
        self._places = np.arange(inputs.shape[1])

    def towards(self, weight: np.ndarray) -> None:
        """Prefer this weight (out x in) where the data leaves a choice."""
        at = self._places
        ridge = RIDGE * self._inputs[at, at].mean()
        self._inputs[at, at] += ridge
        self._both[at] += ridge * weight.T

    def fewest(self, group: int, at_once: int, output_weights: np.ndarray, limit: float) -> Fitted:
        """Leave groups of so many inputs out, the least needed `at_once` first, up to the limit.

        A group's cost is the mean square error that it adds over the outputs times their weights.
        """
        kept = self._places.reshape(-1, group)
        inverse = np.linalg.inv(self._inputs)
        solution = inverse @ self._both
        while len(kept) > at_once:
            costs = _costs(inverse, solution * output_weights, group)
            least = np.sort(np.argsort(costs)[:at_once])
            gone = (least[:, None] * group + np.arange(group)).ravel()
            rest = np.delete(np.arange(len(inverse)), gone)
            own = inverse[np.ix_(gone, gone)]
            lost = solution[gone] * output_weights
            cost = (lost * np.linalg.solve(own, lost)).sum() / at_once
            if cost > limit:
                break
            made_up = np.linalg.solve(own, inverse[np.ix_(gone, rest)]).T
            solution = solution[rest] - made_up @ solution[gone]
            inverse = inverse[np.ix_(rest, rest)] - made_up @ inverse[np.ix_(gone, rest)]
            kept = np.delete(kept, least, axis=0)
        return self._solved(kept.ravel())

    def _solved(self, kept: np.ndarray) -> Fitted:
        used = np.append(kept, len(self._places))
        solution = np.linalg.solve(self._inputs[np.ix_(used, used)], self._both[used])
        return Fitted(kept, solution[:-1].T.astype(np.float32), solution[-1].astype(np.float32))


def _costs(inverse: np.ndarray, weighted: np.ndarray, group: int) -> np.ndarray:
    """Each group's cost, were it left out alone."""
    groups = (len(inverse) - 1) // group
    at = np.arange(groups * group).reshape(groups, group)
    own = inverse[at[:, :, None], at[:, None, :]]
    lost = weighted[at]
    return np.einsum("gio,gio->g", lost, np.linalg.solve(own, lost))
