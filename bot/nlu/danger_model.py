"""A small linear model of danger, for messages in which no rule finds its words.

Gives the likeliest class of danger and how likely any is; `danger_training.py` fits it.
Plain arrays and JSON, as the tenant model.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.ngrams import NgramVectoriser

NONE = "none"
LABELS_FILE, ARRAYS_FILE = "danger.json", "danger.npz"


@dataclass(frozen=True)
class DangerModel:
    """`weights` (768 x kinds) and `gram_weights` (n-grams x kinds); `kinds` has NONE among them.

    Below `threshold` a reading is not believed: it bounds false alarms on the training texts.
    """

    kinds: list[str]
    vectoriser: NgramVectoriser
    weights: np.ndarray
    gram_weights: np.ndarray
    bias: np.ndarray
    threshold: float

    def read(self, vector: np.ndarray, text: str) -> tuple[str, float]:
        """The likeliest class of danger and the probability that there is any, 0 to 1."""
        columns, values = self.vectoriser.row(text)
        scores = vector @ self.weights + values @ self.gram_weights[columns] + self.bias
        raised = np.exp(scores - scores.max())
        chances = dict(zip(self.kinds, raised / raised.sum(), strict=True))
        ordinary = float(chances.pop(NONE))
        return max(chances, key=lambda kind: chances[kind]), 1 - ordinary

    def save(self, folder: Path) -> None:
        described = {
            "kinds": self.kinds,
            "grams": list(self.vectoriser.index),
            "threshold": self.threshold,
        }
        (folder / LABELS_FILE).write_text(json.dumps(described), "utf-8")
        np.savez(
            folder / ARRAYS_FILE,
            idf=self.vectoriser.idf,
            weights=self.weights,
            gram_weights=self.gram_weights.astype(np.float16),
            bias=self.bias,
        )

    @classmethod
    def load(cls, folder: Path) -> DangerModel:
        described = json.loads((folder / LABELS_FILE).read_text("utf-8"))
        index = {gram: i for i, gram in enumerate(described["grams"])}
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            return cls(
                described["kinds"],
                NgramVectoriser(index, arrays["idf"]),
                arrays["weights"],
                arrays["gram_weights"].astype(np.float32),
                arrays["bias"],
                described["threshold"],
            )
