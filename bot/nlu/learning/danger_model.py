"""Which class of danger a text tells of: by its words, and by what it is about.

Two readings that err differently: one of the classes of danger, which knows their words wherever
they stand, and that of the subject, which knows what is harmless.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.danger_chance import DangerChance, Thresholds
from bot.nlu.learning.reader import Reader

SMOOTHING = 3.0
"""Texts of the usual mixture of classes that each subject is thought to have beside its own."""
SHARES = "shares"


@dataclass(frozen=True)
class DangerModel:
    """`kinds`: none, then the classes; `shares`: of each among a subject's texts (subjects x)."""

    kinds: list[str]
    reader: Reader
    shares: np.ndarray
    thresholds: Thresholds

    def read(self, vector: np.ndarray, grams: csr_matrix, subjects: np.ndarray) -> DangerChance:
        """For one text, of which the probability of each subject is known."""
        scores, _ = self.reader.scores(vector, grams)
        return self.thresholds.read(scores + by_subject(subjects, self.shares), self.kinds)

    def described(self) -> dict[str, Any]:
        return {"kinds": self.kinds, "thresholds": asdict(self.thresholds)}

    def arrays(self) -> dict[str, np.ndarray]:
        return {**self.reader.arrays(), SHARES: self.shares}

    @classmethod
    def restored(
        cls, described: Mapping[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> DangerModel:
        thresholds = Thresholds(**described["thresholds"])
        return cls(described["kinds"], Reader.restored(arrays, 0.0), arrays[SHARES], thresholds)


def shares_of_kinds(
    subjects: np.ndarray, kinds: np.ndarray, subject_count: int, kind_count: int
) -> np.ndarray:
    """Of each subject's texts the share that tells of each kind (subjects x kinds), smoothed."""
    counted = np.zeros((subject_count, kind_count), np.float32)
    np.add.at(counted, (subjects, kinds), 1)
    usual = counted.sum(axis=0) / counted.sum()
    of_each = counted.sum(axis=1, keepdims=True)
    return np.asarray((counted + SMOOTHING * usual) / (of_each + SMOOTHING))


def by_subject(subjects: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """The score of each kind that goes with the probabilities of the subjects."""
    return np.asarray(np.log(subjects @ shares))
