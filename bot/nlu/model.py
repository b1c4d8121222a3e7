"""The linear model that reads a sentence vector and n-grams, as plain arrays in two files.

Gives calibrated probabilities over leaves: an intent, or an intent with a catalogue issue.
Applies only; `training.py` fits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.ngrams import NgramVectoriser

Leaf = tuple[str, str | None]
"""An intent and the catalogue issue it is about, if any."""

LABELS_FILE, ARRAYS_FILE = "labels.json", "weights.npz"
SMALLEST = 1e-9


@dataclass(frozen=True)
class Head:
    """One multinomial logistic regression: `weights` features x leaves, `bias` leaves."""

    weights: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True)
class TenantModel:
    """`temperature` below or above 1 sharpens or softens; below `threshold` the intent is unsure."""

    leaves: list[Leaf]
    vectoriser: NgramVectoriser
    dense: Head
    sparse: Head
    dense_share: float
    temperature: float
    threshold: float
    encoder: str

    def probabilities(self, vector: np.ndarray, text: str) -> np.ndarray:
        """Calibrated probability of each leaf for a sentence vector (384) and normalised text."""
        columns, values = self.vectoriser.row(text)
        dense = softmax(vector @ self.dense.weights + self.dense.bias)
        sparse = softmax(values @ self.sparse.weights[columns] + self.sparse.bias)
        return calibrated(mixed(dense, sparse, self.dense_share), self.temperature)

    def save(self, folder: Path) -> None:
        described = {
            "leaves": self.leaves,
            "grams": list(self.vectoriser.index),
            "dense_share": self.dense_share,
            "temperature": self.temperature,
            "threshold": self.threshold,
            "encoder": self.encoder,
        }
        (folder / LABELS_FILE).write_text(json.dumps(described), "utf-8")
        np.savez(
            folder / ARRAYS_FILE,
            idf=self.vectoriser.idf,
            dense=self.dense.weights,
            dense_bias=self.dense.bias,
            sparse=self.sparse.weights.astype(np.float16),
            sparse_bias=self.sparse.bias,
        )

    @classmethod
    def load(cls, folder: Path) -> TenantModel:
        described = json.loads((folder / LABELS_FILE).read_text("utf-8"))
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            index = {gram: i for i, gram in enumerate(described["grams"])}
            return cls(
                [(intent, issue) for intent, issue in described["leaves"]],
                NgramVectoriser(index, arrays["idf"]),
                Head(arrays["dense"], arrays["dense_bias"]),
                Head(arrays["sparse"].astype(np.float32), arrays["sparse_bias"]),
                described["dense_share"],
                described["temperature"],
                described["threshold"],
                described["encoder"],
            )


def softmax(scores: np.ndarray) -> np.ndarray:
    """Over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def mixed(dense: np.ndarray, sparse: np.ndarray, dense_share: float) -> np.ndarray:
    """The two heads' probabilities, averaged with the dense one's share."""
    return np.asarray(dense_share * dense + (1 - dense_share) * sparse)


def calibrated(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities with their log divided by the temperature (Guo et al., 2017)."""
    return softmax(np.log(probabilities + SMALLEST) / temperature)
