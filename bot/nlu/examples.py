"""The nearest training examples of a text: how like what was taught it is, leaf by leaf.

A regression draws lines and is sure far away from everything; the nearest example knows better,
and among leaves that are close it names the one with the very wording.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LOOKED_AT = 16
"""Leaves whose examples are compared: the others are out of the running, and take time."""


@dataclass(frozen=True)
class Examples:
    """`vectors` (texts x 768) less `mean`, of unit length, leaf after leaf; `ends` of each leaf."""

    vectors: np.ndarray
    mean: np.ndarray
    ends: np.ndarray

    @classmethod
    def of(cls, vectors: np.ndarray, labels: np.ndarray, leaves: int) -> Examples:
        """`labels`: each vector's leaf, from 0 to `leaves` - 1."""
        mean = vectors.mean(axis=0)
        order = np.argsort(labels, kind="stable")
        ends = np.cumsum(np.bincount(labels, minlength=leaves))
        return cls(_unit(vectors[order] - mean), mean, ends)

    def likeness(self, vector: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """For each leaf the cosine (-1 to 1) of its nearest example; 0 where not looked at.

        Only the leaves with the highest `scores` are looked at.
        """
        looked_for = _unit(vector - self.mean)
        found = np.zeros(len(self.ends), np.float32)
        for leaf in np.argsort(-scores)[:LOOKED_AT]:
            own = self.vectors[self.ends[leaf - 1] if leaf else 0 : self.ends[leaf]]
            if len(own):
                found[leaf] = (own @ looked_for).max()
        return found


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), np.float32)
