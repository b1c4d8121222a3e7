"""Fits the model that reads texts; runs in training only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.learning.confidence import Sureness, confidence, thresholds
from bot.nlu.learning.danger_model import DangerModel, by_subject, shares_of_kinds
from bot.nlu.learning.grams import Grams
from bot.nlu.learning.kept_back import kept_back
from bot.nlu.learning.labels import FOLLOW_UP, OPEN, Label
from bot.nlu.learning.model import TenantModel, kinds_of
from bot.nlu.learning.reader import Reader, Weighting, softmax

NO_SUBJECT = -1
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

    def rehearsed(self, labels: np.ndarray, count: int, weighting: Weighting) -> Reader:
        """A reader that has learnt all but the texts kept back."""
        return self.only(~self.held).reader(labels[~self.held], count, weighting)

    def held_scores(self, reader: Reader) -> tuple[np.ndarray, np.ndarray]:
        """How the texts kept back are read."""
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

    How sure it may be is settled on the texts kept back; then it learns them too. Follow-ups are
    about nothing of their own: they teach only what is no danger.
    """
    grams = Grams.fit(texts)
    taught = _Texts(vectors, grams.rows(texts), np.array([kept_back(text) for text in texts]))
    has_subject = np.array([label.intent != FOLLOW_UP for label in labels])
    known = taught.only(has_subject)
    own = [label.subject for label in labels if label.intent != FOLLOW_UP]
    subjects = list(dict.fromkeys(own))
    numbers = {subject: number for number, subject in enumerate(subjects)}
    truth = np.array([numbers[subject] for subject in own])
    rehearsed = known.rehearsed(truth, len(subjects), weighting)
    scores, similarity = known.held_scores(rehearsed)
    sure = confidence(subjects, scores, similarity, truth[known.held], sureness)
    about = known.reader(truth, len(subjects), weighting)
    kinds = kinds_of([label.danger for label in labels if label.danger != OPEN])
    every = np.full(len(labels), NO_SUBJECT)
    every[has_subject] = truth
    held_subjects = softmax(taught.held_scores(rehearsed)[0] / sure.temperature)
    dangers = _dangers(taught, labels, kinds, every, held_subjects) if kinds else None
    return TenantModel(subjects, grams, about, sure, dangers, encoder)


def _dangers(
    taught: _Texts,
    labels: Sequence[Label],
    kinds: list[str],
    subjects: np.ndarray,
    held_subjects: np.ndarray,
) -> DangerModel:
    """What an officer alone with the words could take for either teaches neither.

    `subjects`: the number of each text's, or NO_SUBJECT; `held_subjects`: how those kept back are
    read.
    """
    is_known = np.array([label.danger != OPEN for label in labels])
    known = taught.only(is_known)
    truth = np.array([kinds.index(label.danger) for label in labels if label.danger != OPEN])
    own = subjects[is_known] != NO_SUBJECT
    shares = shares_of_kinds(
        subjects[is_known][own], truth[own], held_subjects.shape[1], len(kinds)
    )
    scores, _ = known.held_scores(known.rehearsed(truth, len(kinds), OF_DANGER))
    scores += by_subject(held_subjects[is_known[taught.held]], shares)
    believed = thresholds(kinds, scores, truth[known.held])
    return DangerModel(kinds, known.reader(truth, len(kinds), OF_DANGER), shares, believed)
