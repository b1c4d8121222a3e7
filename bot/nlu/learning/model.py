"""The model that reads a text: what it is about, and which class of danger it tells of, if any.

Two readers over the same vector and runs of characters. Plain arrays in two files, never a pickle.
Applies only; `training.py` fits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.nlu.danger_chance import DangerChance
from bot.nlu.learning.danger_model import DangerModel
from bot.nlu.learning.grams import Grams
from bot.nlu.learning.labels import ORDINARY
from bot.nlu.learning.reader import Reader, softmax

Subject = tuple[str, "str | None"]
"""An intent and the catalogue issue it is about, if any."""

LABELS_FILE, ARRAYS_FILE = "labels.json", "weights.npz"
SUBJECTS, DANGERS = "subjects.", "dangers."


@dataclass(frozen=True)
class Reading:
    """`subjects`: the probability of each; `similarity`: the nearest text's cosine, at most 1."""

    subjects: np.ndarray
    similarity: float
    danger: DangerChance | None


@dataclass(frozen=True)
class Confidence:
    """How sure readings may be, as `confidence.py` settles it.

    `temperature` above 1 softens; an intent whose confidence times the reading's similarity is
    below `threshold` is unsure.
    """

    temperature: float
    threshold: float


@dataclass(frozen=True)
class TenantModel:
    """What reads the subjects, and what the danger, where the texts tell of any."""

    subjects: list[Subject]
    grams: Grams
    about: Reader
    confidence: Confidence
    dangers: DangerModel | None
    encoder: str

    def read(self, vector: np.ndarray, text: str) -> Reading:
        """For a normalised text and its sentence vector (384)."""
        row = self.grams.rows([text])
        scores, similarity = self.about.scores(vector, row)
        subjects = softmax(scores / self.confidence.temperature)
        danger = self.dangers.read(vector, row, subjects) if self.dangers else None
        return Reading(subjects, similarity, danger)

    def save(self, folder: Path) -> None:
        described = {
            "subjects": self.subjects,
            "runs": self.grams.runs,
            "words": sorted(self.grams.words),
            "nearest": self.about.nearest,
            "confidence": asdict(self.confidence),
            "dangers": self.dangers.described() if self.dangers else None,
            "encoder": self.encoder,
        }
        (folder / LABELS_FILE).write_text(json.dumps(described), "utf-8")
        arrays = {"rarity": self.grams.rarity, **_named(SUBJECTS, self.about.arrays())}
        if self.dangers:
            arrays |= _named(DANGERS, self.dangers.arrays())
        np.savez(folder / ARRAYS_FILE, **arrays)

    @classmethod
    def load(cls, folder: Path) -> TenantModel:
        described = json.loads((folder / LABELS_FILE).read_text("utf-8"))
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as file:
            arrays = dict(file)
        dangers = described["dangers"]
        return cls(
            [_subject(*subject) for subject in described["subjects"]],
            Grams.restored(described["runs"], arrays["rarity"], described["words"]),
            Reader.restored(_own(SUBJECTS, arrays), described["nearest"]),
            Confidence(**described["confidence"]),
            DangerModel.restored(dangers, _own(DANGERS, arrays)) if dangers else None,
            described["encoder"],
        )


def kinds_of(dangers: Sequence[str]) -> list[str]:
    """The labels of danger there are among the texts, none first; empty where nobody is told."""
    told = sorted(set(dangers) - {ORDINARY})
    return [ORDINARY, *told] if told else []


def _subject(intent: str, issue: str | None) -> Subject:
    return intent, issue


def _named(prefix: str, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {prefix + name: array for name, array in arrays.items()}


def _own(prefix: str, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {n.removeprefix(prefix): a for n, a in arrays.items() if n.startswith(prefix)}
