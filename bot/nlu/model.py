"""The linear model that reads a sentence vector and folded n-grams, as plain arrays in two files.

Gives calibrated probabilities over leaves: an intent, or an intent with a catalogue issue.
Applies only; `training.py` fits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.ngrams import NgramVectoriser

Leaf = tuple[str, "str | None"]
"""An intent and the catalogue issue it is about, if any."""

LABELS_FILE, ARRAYS_FILE = "labels.json", "weights.npz"
NGRAM_SHARE = 0.5
"""Length of the folded n-grams beside the sentence vector's 1: best of 0.5, 0.8 and 1.1."""


@dataclass(frozen=True)
class TenantModel:
    """`folding` n-grams x f; `weights` (768 + f) x leaves; `bias` leaves.

    `temperature` below or above 1 sharpens or softens; below `threshold` the intent is unsure.
    """

    leaves: list[Leaf]
    vectoriser: NgramVectoriser
    folding: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    temperature: float
    threshold: float
    encoder: str

    def probabilities(self, vector: np.ndarray, text: str) -> np.ndarray:
        """Calibrated probability of each leaf for a sentence vector (768) and normalised text."""
        columns, values = self.vectoriser.row(text)
        features = joined(vector, values @ self.folding[columns])
        return softmax((features @ self.weights + self.bias) / self.temperature)

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
            folding=self.folding.astype(np.float16),
            weights=self.weights,
            bias=self.bias,
        )

    @classmethod
    def load(cls, folder: Path) -> TenantModel:
        described = json.loads((folder / LABELS_FILE).read_text("utf-8"))
        index = {gram: i for i, gram in enumerate(described["grams"])}
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            return cls(
                [(intent, issue) for intent, issue in described["leaves"]],
                NgramVectoriser(index, arrays["idf"]),
                arrays["folding"].astype(np.float32),
                arrays["weights"],
                arrays["bias"],
                described["temperature"],
                described["threshold"],
                described["encoder"],
            )


def joined(vectors: np.ndarray, folded: np.ndarray) -> np.ndarray:
    """Sentence vectors and folded n-grams side by side, the latter at their share."""
    return np.concatenate([vectors, NGRAM_SHARE * folded], axis=-1).astype(np.float32)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
