"""Fits the tenant model on training data alone: regression, examples, temperature, threshold.

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

from bot.nlu.examples import Examples
from bot.nlu.leaves import by_intent
from bot.nlu.model import NEAREST, Leaf, TenantModel, softmax
from bot.nlu.ngrams import NgramVectoriser
from bot.nlu.regression import fit_softmax

FOLDED = 512
NGRAM_SHARE = 0.8
"""Length of the folded n-grams beside the sentence vector's 1."""
C = 30.0
FOLDS = 3
SEED = 20221101


def fit(
    texts: Sequence[str], vectors: np.ndarray, leaves: Sequence[Leaf], encoder: str, kept: float
) -> TenantModel:
    """The model for normalised `texts`, their sentence `vectors` (texts x 768) and `leaves`.

    `kept`: the share of rightly read texts, out of fold, that the threshold must not turn away.
    """
    names = sorted(set(leaves), key=lambda leaf: (leaf[0], leaf[1] or ""))
    numbers = {leaf: number for number, leaf in enumerate(names)}
    labels = np.array([numbers[leaf] for leaf in leaves])
    vectoriser = NgramVectoriser.fit(texts)
    rows = matrix(vectoriser, texts)
    folding = NGRAM_SHARE * _folding(rows)
    features = np.hstack([vectors, rows @ folding]).astype(np.float32)
    scores, familiar = held_out(features, vectors, labels, len(names))
    temperature = _temperature(scores, labels, names)
    threshold = _threshold(softmax(scores / temperature), familiar, labels, names, kept)
    weights, bias = fit_softmax(features, labels, len(names), C)
    of_vector, of_folded = np.split(weights, [vectors.shape[1]])
    examples = Examples.of(vectors, labels, len(names))
    return TenantModel(
        names,
        vectoriser,
        of_vector,
        (folding @ of_folded).astype(np.float32),
        bias,
        examples,
        temperature,
        threshold,
        encoder,
    )


def matrix(vectoriser: NgramVectoriser, texts: Sequence[str]) -> csr_matrix:
    """The texts' tf-idf rows (texts x n-grams)."""
    rows = [vectoriser.row(text) for text in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, ends), shape=(len(texts), len(vectoriser.index)))


def held_out(
    features: np.ndarray, vectors: np.ndarray, labels: np.ndarray, classes: int
) -> tuple[np.ndarray, np.ndarray]:
    """Each text's scores (texts x leaves) and nearest cosine, by a model fitted without it."""
    scores = np.zeros((len(labels), classes), np.float32)
    familiar = np.zeros(len(labels), np.float32)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for train, test in folds.split(features, labels):
        weights, bias = fit_softmax(features[train], labels[train], classes, C)
        examples = Examples.of(vectors[train], labels[train], classes)
        scores[test] = features[test] @ weights + bias
        for text in test:
            likeness = examples.likeness(vectors[text], scores[text])
            scores[text] += NEAREST * likeness
            familiar[text] = likeness.max()
    return scores, familiar


def _folding(rows: csr_matrix) -> np.ndarray:
    """The n-grams' main directions (n-grams x FOLDED): latent semantic analysis."""
    size = min(FOLDED, min(rows.shape) - 1)
    _, _, directions = randomized_svd(rows, size, n_iter=2, random_state=SEED)
    return np.ascontiguousarray(directions.T, np.float32)


def _temperature(scores: np.ndarray, labels: np.ndarray, names: Sequence[Leaf]) -> float:
    """The softening with which held-out readings are as sure as they are right, on average.

    Of those that name an issue, since the service acts on an issue's confidence; of all where no
    leaf has one. (Expectation consistency: Clarté et al., 2023. The likeliest softening, which is
    more usual, bends to a few hopeless texts and leaves all others less sure than they should be.)
    """
    likeliest = scores.argmax(axis=1)
    about = np.array([issue is not None for _, issue in names])
    counted = about[likeliest] if about.any() else np.ones(len(labels), bool)
    right = float((likeliest == labels)[counted].mean())

    def gap(temperature: float) -> float:
        sure = float(softmax(scores[counted] / temperature).max(axis=1).mean())
        return (sure - right) ** 2

    return float(minimize_scalar(gap, bounds=(0.1, 3.0), method="bounded").x)


def _threshold(
    held: np.ndarray,
    familiar: np.ndarray,
    labels: np.ndarray,
    names: Sequence[Leaf],
    kept: float,
) -> float:
    """The highest bound below which at most 1 - `kept` of the right readings fall."""
    intents, membership = by_intent(names)
    summed = held @ membership
    truth = np.array([intents.index(names[label][0]) for label in labels])
    right = summed.argmax(axis=1) == truth
    return float(np.quantile((summed.max(axis=1) * familiar)[right], 1 - kept))
