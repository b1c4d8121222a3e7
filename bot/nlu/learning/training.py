"""Fits the model that reads texts; runs in training only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.danger_model import DangerModel, by_subject, shares_of_kinds
from bot.nlu.learning.confidence import Sureness, confidence, thresholds
from bot.nlu.learning.grams import Grams
from bot.nlu.learning.kept_back import kept_back
from bot.nlu.learning.labels import OPEN, Label
from bot.nlu.learning.model import TenantModel, kinds_of
from bot.nlu.learning.reader import Reader, Weighting, softmax

OF_DANGER = Weighting(grams=0.2, nearest=0.0)
"""The nearest text without danger is one of tens of thousands: 6 ms to find for no gain."""


@dataclass(frozen=True)
class _Texts:
    """Their vectors (texts x 384), rows of runs (texts x runs), and which are kept back."""

    vectors: np.ndarray
    grams: csr_matrix
    held: np.ndarray

    def only(self, which: np.ndarray) -> _Texts:
        return _Texts(self.vectors[which], self.grams[which], self.held[which])

    def reader(self, labels: np.ndarray, count: int, weighting: Weighting) -> Reader:
        return Reader.fit(self.vectors, self.grams, labels, count, weighting)

    def tried(
        self, labels: np.ndarray, count: int, weighting: Weighting
    ) -> tuple[np.ndarray, np.ndarray]:
        """How the texts kept back are read by a reader that has learnt the others."""
        reader = self.only(~self.held).reader(labels[~self.held], count, weighting)
        return reader.all_scores(self.vectors[self.held], self.grams[self.held])


def fit(
    texts: Sequence[str],
    vectors: np.ndarray,
    labels: Sequence[Label],
    encoder: str,
    weighting: Weighting,
    sureness: Sureness,
) -> TenantModel:
    """The model for normalised `texts`, their sentence vectors (texts x 384) and labels.

    How sure it may be is settled on the texts kept back; then it learns them too.
    """
    grams = Grams.fit(texts)
    taught = _Texts(vectors, grams.rows(texts), np.array([kept_back(text) for text in texts]))
    subjects = list(dict.fromkeys(label.subject for label in labels))
    numbers = {subject: number for number, subject in enumerate(subjects)}
    truth = np.array([numbers[label.subject] for label in labels])
    scores, similarity = taught.tried(truth, len(subjects), weighting)
    sure = confidence(subjects, scores, similarity, truth[taught.held], sureness)
    about = taught.reader(truth, len(subjects), weighting)
    kinds = kinds_of([label.danger for label in labels if label.danger != OPEN])
    held_subjects = softmax(scores / sure.temperature)
    dangers = _dangers(taught, labels, kinds, truth, held_subjects) if kinds else None
    return TenantModel(subjects, grams, about, sure, dangers, encoder)


def _dangers(
    taught: _Texts,
    labels: Sequence[Label],
    kinds: list[str],
    subjects: np.ndarray,
    held_subjects: np.ndarray,
) -> DangerModel:
    """What an officer alone with the words could take for either teaches neither.

    `subjects`: the number of each text's; `held_subjects`: how those kept back are read.
    """
    is_known = np.array([label.danger != OPEN for label in labels])
    known = taught.only(is_known)
    truth = np.array([kinds.index(label.danger) for label in labels if label.danger != OPEN])
    shares = shares_of_kinds(subjects[is_known], truth, held_subjects.shape[1], len(kinds))
    scores, _ = known.tried(truth, len(kinds), OF_DANGER)
    scores += by_subject(held_subjects[is_known[taught.held]], shares)
    believed = thresholds(kinds, scores, truth[known.held])
    return DangerModel(kinds, known.reader(truth, len(kinds), OF_DANGER), shares, believed)
