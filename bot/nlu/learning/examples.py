"""The nearest training texts of a text: how like what was taught it is, label by label.

A regression draws lines and is sure far away from everything; the nearest example knows better,
and among labels that are close it names the one with the very wording.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LOOKED_AT, NEARER_BY = 8, 0.5
"""How many labels' examples are compared at most, and how much nearer than the likeliest label's
those of another may be thought to be: the others are out of the running, and take time."""
AT_ONCE = 512
SHORTEST = 1e-9


@dataclass(frozen=True)
class Examples:
    """`vectors` (texts x 384) less `mean`, of unit length, label after label; `ends` of each."""

    vectors: np.ndarray
    mean: np.ndarray
    ends: np.ndarray

    @classmethod
    def of(cls, vectors: np.ndarray, labels: np.ndarray, count: int) -> Examples:
        """`labels`: each vector's label, from 0 to `count` - 1."""
        mean = vectors.mean(axis=0)
        order = np.argsort(labels, kind="stable")
        ends = np.cumsum(np.bincount(labels, minlength=count))
        return cls(_unit(vectors[order] - mean), mean, ends)

    def similarity(self, vector: np.ndarray, scores: np.ndarray, worth: float) -> np.ndarray:
        """For each label the cosine (-1 to 1) of its nearest example; 0 where not looked at.

        Only the labels are looked at that could come first by it: a cosine of 1 adds `worth`.
        """
        looked_for = vector - self.mean
        length = max(float(np.sqrt(looked_for @ looked_for)), SHORTEST)
        found = np.zeros(len(self.ends), np.float32)
        for label in np.flatnonzero(_in_the_running(scores, worth)).tolist():
            own = self.vectors[self.ends[label - 1] if label else 0 : self.ends[label]]
            if len(own):
                found[label] = (own @ looked_for).max() / length
        return found

    def similarity_of_all(
        self, vectors: np.ndarray, scores: np.ndarray, worth: float
    ) -> np.ndarray:
        """The same for many texts at once (texts x labels)."""
        found = np.zeros_like(scores)
        sizes = np.diff(self.ends, prepend=0)
        taught = np.flatnonzero(sizes)
        for start in range(0, len(vectors), AT_ONCE):
            some = slice(start, start + AT_ONCE)
            cosines = _unit(vectors[some] - self.mean) @ self.vectors.T
            found[some, taught] = np.maximum.reduceat(cosines, (self.ends - sizes)[taught], axis=1)
        return np.where(_in_the_running(scores, worth), found, 0)


def _in_the_running(scores: np.ndarray, worth: float) -> np.ndarray:
    """Of labels on the last axis: whether each may be first once nearness is added."""
    last = scores.shape[-1] - min(LOOKED_AT, scores.shape[-1])
    ordered = np.partition(scores, last, axis=-1)[..., last:]
    highest = ordered.max(axis=-1, keepdims=True)
    return np.asarray(scores >= np.maximum(ordered[..., :1], highest - NEARER_BY * worth))


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, SHORTEST), np.float32)
