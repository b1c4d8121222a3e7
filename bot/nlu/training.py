"""Fits the tenant model on training data alone: folding, regression, temperature, threshold.

The last two come from readings of texts that their regression never saw (cross-validation).
scikit-learn is used here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.utils.extmath import randomized_svd

from bot.nlu.leaves import by_intent
from bot.nlu.model import Leaf, TenantModel, joined, softmax
from bot.nlu.ngrams import NgramVectoriser
from bot.nlu.regression import fit_softmax

FOLDED = 256
C = 10.0
FOLDS = 3
KEPT = 0.97
"""Share of rightly read messages, out of fold, that the threshold must not turn away."""
SEED = 20221101
SMALLEST = 1e-12


def fit(
    texts: Sequence[str], vectors: np.ndarray, leaves: Sequence[Leaf], encoder: str
) -> TenantModel:
    """The model for normalised `texts`, their sentence `vectors` (texts x 768) and `leaves`."""
    names = sorted(set(leaves), key=lambda leaf: (leaf[0], leaf[1] or ""))
    numbers = {leaf: number for number, leaf in enumerate(names)}
    labels = np.array([numbers[leaf] for leaf in leaves])
    vectoriser = NgramVectoriser.fit(texts)
    rows = matrix(vectoriser, texts)
    folding = _folding(rows)
    features = joined(vectors, np.asarray(rows @ folding))
    scores = held_out_scores(features, labels, len(names))
    temperature = _temperature(scores, labels)
    threshold = _threshold(softmax(scores / temperature), labels, names)
    weights, bias = fit_softmax(features, labels, len(names), C)
    return TenantModel(names, vectoriser, folding, weights, bias, temperature, threshold, encoder)


def matrix(vectoriser: NgramVectoriser, texts: Sequence[str]) -> csr_matrix:
    """The texts' tf-idf rows (texts x n-grams)."""
    rows = [vectoriser.row(text) for text in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, ends), shape=(len(texts), len(vectoriser.index)))


def held_out_scores(features: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """Each text's scores (texts x leaves) by a regression fitted without it."""
    scores = np.zeros((len(labels), classes), np.float32)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for train, test in folds.split(features, labels):
        weights, bias = fit_softmax(features[train], labels[train], classes, C)
        scores[test] = features[test] @ weights + bias
    return scores


def _folding(rows: csr_matrix) -> np.ndarray:
    size = min(FOLDED, min(rows.shape) - 1)
    _, _, directions = randomized_svd(rows, size, n_iter=2, random_state=SEED)
    return np.ascontiguousarray(directions.T, np.float32)


def _temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    """The softening that makes the held-out readings likeliest (Guo et al., 2017)."""

    def loss(temperature: float) -> float:
        chosen = softmax(scores / temperature)[np.arange(len(labels)), labels]
        return float(-np.log(chosen + SMALLEST).mean())

    return float(minimize_scalar(loss, bounds=(0.1, 3.0), method="bounded").x)


def _threshold(held: np.ndarray, labels: np.ndarray, names: Sequence[Leaf]) -> float:
    """The highest intent confidence below which at most 1 - KEPT of the right readings fall."""
    intents, membership = by_intent(names)
    summed = held @ membership
    truth = np.array([intents.index(names[label][0]) for label in labels])
    right = summed.argmax(axis=1) == truth
    return float(np.quantile(summed.max(axis=1)[right], 1 - KEPT))
