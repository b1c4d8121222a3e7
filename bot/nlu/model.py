"""The model that reads a text: a linear one over its vector and n-grams, and its nearest examples.

One pass gives calibrated probabilities of what the text is about and the chance of danger. Plain
arrays in two files. Applies only; `training.py` fits.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.nlu.danger_reading import Calibration, DangerChance, DangerSums
from bot.nlu.examples import Examples
from bot.nlu.leaves import Leaf, summed, sums
from bot.nlu.ngrams import NgramVectoriser

Subject = tuple[str, "str | None"]
"""An intent and the catalogue issue it is about, if any."""

LABELS_FILE, ARRAYS_FILE = "labels.json", "weights.npz"


@dataclass(frozen=True)
class Reading:
    """`subjects`: the probability of each; `familiar`: the nearest example's cosine, at most 1."""

    subjects: np.ndarray
    familiar: float
    danger: DangerChance | None


@dataclass(frozen=True)
class TenantModel:
    """`weights` 768 x leaves and kinds; `gram_weights` n-grams x leaves and kinds; `bias` of each.

    `kinds` are the classes of danger; the last column is of none of them. `nearest` is what a
    cosine of 1 with a leaf's nearest example adds to its score; `temperature` below or above 1
    sharpens or softens; an intent whose confidence times the reading's familiarity is below
    `threshold` is unsure.
    """

    leaves: list[Leaf]
    kinds: list[str]
    vectoriser: NgramVectoriser
    weights: np.ndarray
    gram_weights: np.ndarray
    bias: np.ndarray
    examples: Examples
    nearest: float
    temperature: float
    threshold: float
    danger: Calibration
    encoder: str

    @property
    def subjects(self) -> list[Subject]:
        return self._by_subject[0]

    def by_grams(self, text: str) -> np.ndarray:
        """What the n-grams of a normalised text say of each leaf and kind."""
        columns, values = self.vectoriser.row(text)
        return np.asarray(values @ self.gram_weights[columns] + self.bias)

    def read(self, vector: np.ndarray, by_grams: np.ndarray) -> Reading:
        """For the sentence vector (768) of a text and what its n-grams say."""
        scores = vector @ self.weights + by_grams
        of_leaves, of_kinds = scores[: len(self.leaves)], scores[len(self.leaves) :]
        likeness = self.examples.likeness(vector, of_leaves, self.nearest)
        leaves = softmax((of_leaves + self.nearest * likeness) / self.temperature)
        danger = self._danger_of(leaves, softmax(of_kinds)) if self.kinds else None
        subjects = summed(leaves, self._by_subject[1])
        return Reading(subjects, float(likeness.max()), danger)

    @cached_property
    def _by_subject(self) -> tuple[list[Subject], np.ndarray]:
        return sums([leaf.subject for leaf in self.leaves])

    @cached_property
    def _danger_sums(self) -> DangerSums:
        return DangerSums([leaf.danger for leaf in self.leaves], self.kinds)

    def _danger_of(self, leaves: np.ndarray, kinds: np.ndarray) -> DangerChance:
        odds, shares = self._danger_sums.score(leaves, kinds)
        return self.danger.read(float(odds), dict(zip(self.kinds, shares.tolist(), strict=True)))

    def save(self, folder: Path) -> None:
        described = {
            "leaves": self.leaves,
            "kinds": self.kinds,
            "grams": list(self.vectoriser.index),
            "nearest": self.nearest,
            "temperature": self.temperature,
            "threshold": self.threshold,
            "danger": asdict(self.danger),
            "encoder": self.encoder,
        }
        (folder / LABELS_FILE).write_text(json.dumps(described), "utf-8")
        np.savez(
            folder / ARRAYS_FILE,
            idf=self.vectoriser.idf,
            weights=self.weights,
            gram_weights=self.gram_weights.astype(np.float16),
            bias=self.bias,
            examples=self.examples.vectors.astype(np.float16),
            mean=self.examples.mean,
            ends=self.examples.ends,
        )

    @classmethod
    def load(cls, folder: Path) -> TenantModel:
        described = json.loads((folder / LABELS_FILE).read_text("utf-8"))
        index = {gram: i for i, gram in enumerate(described["grams"])}
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            return cls(
                [Leaf(*leaf) for leaf in described["leaves"]],
                described["kinds"],
                NgramVectoriser(index, arrays["idf"]),
                arrays["weights"],
                arrays["gram_weights"].astype(np.float32),
                arrays["bias"],
                Examples(arrays["examples"].astype(np.float32), arrays["mean"], arrays["ends"]),
                described["nearest"],
                described["temperature"],
                described["threshold"],
                Calibration(**described["danger"]),
                described["encoder"],
            )


def softmax(scores: np.ndarray) -> np.ndarray:
    """Over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
