"""The model that reads a text: a linear one over its vector and n-grams, and its nearest examples.

Gives calibrated probabilities over leaves: an intent, or an intent with a catalogue issue.
Plain arrays in two files. Applies only; `training.py` fits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.examples import Examples
from bot.nlu.ngrams import NgramVectoriser

Leaf = tuple[str, "str | None"]
"""An intent and the catalogue issue it is about, if any."""

LABELS_FILE, ARRAYS_FILE = "labels.json", "weights.npz"
NEAREST = 6.0
"""What a cosine of 1 with a leaf's nearest example adds to the leaf's score."""


@dataclass(frozen=True)
class Reading:
    """`leaves`: the probability of each; `familiar`: the nearest example's cosine, at most 1."""

    leaves: np.ndarray
    familiar: float


@dataclass(frozen=True)
class TenantModel:
    """`weights` 768 x leaves; `gram_weights` n-grams x leaves; `bias` leaves.

    `temperature` below or above 1 sharpens or softens; an intent whose confidence times the
    reading's familiarity is below `threshold` is unsure.
    """

    leaves: list[Leaf]
    vectoriser: NgramVectoriser
    weights: np.ndarray
    gram_weights: np.ndarray
    bias: np.ndarray
    examples: Examples
    temperature: float
    threshold: float
    encoder: str

    def read(self, vector: np.ndarray, text: str) -> Reading:
        """For a sentence vector (768) and the normalised text it was made from."""
        columns, values = self.vectoriser.row(text)
        scores = vector @ self.weights + values @ self.gram_weights[columns] + self.bias
        likeness = self.examples.likeness(vector, scores)
        together = softmax((scores + NEAREST * likeness) / self.temperature)
        return Reading(together, float(likeness.max()))

    def save(self, folder: Path) -> None:
        described = {
            "leaves": self.leaves,
            "grams": list(self.vectoriser.index),
            "temperature": self.temperature,
            "threshold": self.threshold,
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
                [(intent, issue) for intent, issue in described["leaves"]],
                NgramVectoriser(index, arrays["idf"]),
                arrays["weights"],
                arrays["gram_weights"].astype(np.float32),
                arrays["bias"],
                Examples(arrays["examples"].astype(np.float32), arrays["mean"], arrays["ends"]),
                described["temperature"],
                described["threshold"],
                described["encoder"],
            )


def softmax(scores: np.ndarray) -> np.ndarray:
    """Over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
