"""Fits the tenant model: two logistic regressions, and by cross-validation their mixture,
temperature and threshold, on training data only. scikit-learn is used here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.nlu.leaves import by_intent
from bot.nlu.model import SMALLEST, Head, Leaf, TenantModel, calibrated, mixed, softmax
from bot.nlu.ngrams import NgramVectoriser

DENSE_C, SPARSE_C = 20.0, 10.0
DENSE_SHARES = (0.4, 0.5, 0.6, 0.7)
FOLDS = 4
KEPT = 0.97
"""Share of rightly read messages, out of fold, that the threshold must not turn away."""
SEED = 20221101


def fit(
    texts: Sequence[str], vectors: np.ndarray, leaves: Sequence[Leaf], encoder: str
) -> TenantModel:
    """The model for normalised `texts`, their sentence `vectors` (texts x 384) and `leaves`."""
    names = sorted(set(leaves), key=lambda leaf: (leaf[0], leaf[1] or ""))
    labels = np.array([names.index(leaf) for leaf in leaves])
    vectoriser = NgramVectoriser.fit(texts)
    rows = matrix(vectoriser, texts)
    dense_held, sparse_held = _held_out(vectors, rows, labels, len(names))
    share = min(DENSE_SHARES, key=lambda s: _loss(mixed(dense_held, sparse_held, s), labels, 1.0))
    held = mixed(dense_held, sparse_held, share)
    temperature = _temperature(held, labels)
    heads = Parallel(n_jobs=2)(
        [delayed(_head)(vectors, labels, DENSE_C), delayed(_head)(rows, labels, SPARSE_C)]
    )
    threshold = _threshold(calibrated(held, temperature), labels, names)
    return TenantModel(
        names, vectoriser, heads[0], heads[1], share, temperature, threshold, encoder
    )


def matrix(vectoriser: NgramVectoriser, texts: Sequence[str]) -> csr_matrix:
    """The texts' tf-idf rows (texts x n-grams)."""
    rows = [vectoriser.row(text) for text in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([c for c, _ in rows])
    values = np.concatenate([v for _, v in rows]).astype(np.float32)
    return csr_matrix((values, columns, ends), shape=(len(texts), len(vectoriser.index)))


def _head(features: np.ndarray | csr_matrix, labels: np.ndarray, c: float) -> Head:
    classifier = LogisticRegression(C=c, max_iter=200, tol=1e-3, random_state=SEED)
    classifier.fit(features, labels)
    weights = np.ascontiguousarray(classifier.coef_.T, np.float32)
    return Head(weights, classifier.intercept_.astype(np.float32))


def _held_out(
    vectors: np.ndarray, rows: csr_matrix, labels: np.ndarray, size: int
) -> tuple[np.ndarray, np.ndarray]:
    """Each text's probabilities (texts x leaves) from heads that never saw it."""
    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(vectors, labels))
    jobs = [(features, c, fold) for features, c in ((vectors, DENSE_C), (rows, SPARSE_C))
            for fold in folds]
    made = Parallel(n_jobs=2)(
        delayed(_fold)(features, labels, c, fold, size) for features, c, fold in jobs
    )
    dense, sparse = np.zeros((len(labels), size)), np.zeros((len(labels), size))
    for number, (_, test) in enumerate(folds):
        dense[test], sparse[test] = made[number], made[number + FOLDS]
    return dense, sparse


def _fold(
    features: np.ndarray | csr_matrix,
    labels: np.ndarray,
    c: float,
    fold: tuple[np.ndarray, np.ndarray],
    size: int,
) -> np.ndarray:
    train, test = fold
    head = _head(features[train], labels[train], c)
    found = np.zeros((len(test), size))
    found[:, np.unique(labels[train])] = softmax(features[test] @ head.weights + head.bias)
    return found


def _loss(probabilities: np.ndarray, labels: np.ndarray, temperature: float) -> float:
    chosen = calibrated(probabilities, temperature)[np.arange(len(labels)), labels]
    return float(-np.log(chosen + SMALLEST).mean())


def _temperature(held: np.ndarray, labels: np.ndarray) -> float:
    found = minimize_scalar(
        lambda t: _loss(held, labels, t), bounds=(0.1, 3.0), method="bounded"
    )
    return float(found.x)


def _threshold(held: np.ndarray, labels: np.ndarray, names: Sequence[Leaf]) -> float:
    """The highest intent confidence below which at most 1 - KEPT of the right readings fall."""
    intents, membership = by_intent(names)
    summed = held @ membership
    truth = np.array([intents.index(names[label][0]) for label in labels])
    right = summed.argmax(axis=1) == truth
    return float(np.quantile(summed.max(axis=1)[right], 1 - KEPT))
