"""The nearest training examples of a text: how like what was taught it is, leaf by leaf.

A regression draws lines and is sure far away from everything; the nearest example knows better,
and among leaves that are close it names the one with the very wording.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LOOKED_AT = 8
"""Leaves whose examples are compared: the others are out of the running, and take time."""
AT_ONCE = 512


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

    def likeness_of_all(self, vectors: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """The same for many texts at once (texts x leaves)."""
        found = np.zeros_like(scores)
        sizes = np.diff(self.ends, prepend=0)
        taught = np.flatnonzero(sizes)
        for start in range(0, len(vectors), AT_ONCE):
            some = slice(start, start + AT_ONCE)
            cosines = _unit(vectors[some] - self.mean) @ self.vectors.T
            found[some, taught] = np.maximum.reduceat(cosines, (self.ends - sizes)[taught], axis=1)
        looked_at = min(LOOKED_AT, scores.shape[1])
        least = -np.partition(-scores, looked_at - 1, axis=1)[:, looked_at - 1 : looked_at]
        return np.where(scores >= least, found, 0)


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), np.float32)
