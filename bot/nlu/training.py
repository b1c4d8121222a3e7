"""Fits the model that reads texts; runs in training only.

The linear part is one multinomial regression over the sentence vector and the folded n-grams, whose
weights are then unfolded, so that serving needs one product with the few n-grams a text has. A
second one, of the classes of danger alone, stands beside it. scikit-learn is used in training only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.utils.extmath import randomized_svd

from bot.nlu.confidence import HeldOut, danger_calibration, least_sure, softening
from bot.nlu.examples import Examples
from bot.nlu.leaves import OPEN, ORDINARY, Leaf
from bot.nlu.model import TenantModel, softmax
from bot.nlu.ngrams import NgramVectoriser
from bot.nlu.regression import Curvature, Linear, fit_softmax

FOLDED, FOLDING_TEXTS = 512, 8_000
NGRAM_SHARE, HALF_TAUGHT = 1.6, 500
"""Length of the folded n-grams beside the sentence vector's 1, and from how many texts it is half
of that: what a word means for an issue is only learnt from many."""
C, MANY = 30.0, 4_000
"""Inverse of the penalty for few texts, and for how many it is half of that: many texts bring more
that are odd."""
FOLDS, ENOUGH_HELD_OUT = 4, 4_000
SEED = 20221101


@dataclass(frozen=True)
class Settings:
    """As `TenantClassifier.get_default_config` explains them."""

    kept: float
    sharpened: float
    nearest: float


def fit(
    texts: Sequence[str],
    vectors_made: Callable[[], np.ndarray],
    leaves: Sequence[Leaf],
    encoder: str,
    settings: Settings,
) -> TenantModel:
    """The model for normalised `texts`, their sentence vectors (texts x 768) and `leaves`.

    The vectors are asked for when the n-grams are folded: they may still be in the making.
    """
    labels = _Labels(leaves)
    vectoriser = NgramVectoriser.fit(texts)
    rows = matrix(vectoriser, texts)
    share = NGRAM_SHARE * len(texts) / (len(texts) + HALF_TAUGHT)
    folding = share * _folding(rows)
    vectors = vectors_made()
    features = np.hstack([vectors, rows @ folding]).astype(np.float32)
    curvature = Curvature.of(features)
    held, fitted = _hold_out(features, vectors, labels, curvature, settings.nearest)
    temperature = softening(held) * settings.sharpened
    linear = _fit(features, labels, curvature, np.arange(len(texts)), fitted)
    of_vector, of_folded = np.split(linear.weights, [vectors.shape[1]])
    return TenantModel(
        labels.leaves,
        labels.kinds,
        vectoriser,
        of_vector,
        (folding @ of_folded).astype(np.float32),
        linear.bias,
        Examples.of(vectors, labels.leaf, len(labels.leaves)),
        settings.nearest,
        temperature,
        least_sure(held, temperature, settings.kept),
        danger_calibration(held, temperature),
        encoder,
    )


def matrix(vectoriser: NgramVectoriser, texts: Sequence[str]) -> csr_matrix:
    """The texts' tf-idf rows (texts x n-grams)."""
    rows = [vectoriser.row(text) for text in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, ends), shape=(len(texts), len(vectoriser.index)))


class _Labels:
    """The leaves and classes of danger there are, and the numbers of each text's own."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = sorted(set(leaves), key=lambda leaf: tuple(part or "" for part in leaf))
        numbers = {leaf: number for number, leaf in enumerate(self.leaves)}
        self.leaf = np.array([numbers[leaf] for leaf in leaves])
        self.kinds = sorted({leaf.danger for leaf in leaves} - {ORDINARY, OPEN})
        places = {kind: place for place, kind in enumerate([*self.kinds, ORDINARY])}
        self.kind = np.array([places.get(leaf.danger, len(places)) for leaf in leaves])
        self.known = self.kind < len(places)


def _fit(
    features: np.ndarray,
    labels: _Labels,
    curvature: Curvature,
    texts: np.ndarray,
    like: Linear | None = None,
) -> Linear:
    """The leaves' regression, with that of the classes of danger beside it when there are any."""
    count = len(labels.leaves)
    like_leaves, like_kinds = like.parted(count) if like else (None, None)
    c = C / (1 + len(labels.leaf) / MANY)
    leaves = fit_softmax(features[texts], labels.leaf[texts], count, c, curvature, like_leaves)
    if not labels.kinds:
        return leaves
    texts = texts[labels.known[texts]]
    count = len(labels.kinds) + 1
    kinds = fit_softmax(features[texts], labels.kind[texts], count, c, curvature, like_kinds)
    return leaves.beside(kinds)


def _hold_out(
    features: np.ndarray,
    vectors: np.ndarray,
    labels: _Labels,
    curvature: Curvature,
    nearest: float,
) -> tuple[HeldOut, Linear]:
    """Texts read by models fitted without them, fold by fold until there are enough; a model."""
    count = len(labels.leaves)
    texts: list[int] = []
    scores, familiar = [], []
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for others, left_out in folds.split(features, labels.leaf):
        fitted = _fit(features, labels, curvature, others)
        read = fitted.scores(features[left_out])
        examples = Examples.of(vectors[others], labels.leaf[others], count)
        likeness = examples.likeness_of_all(vectors[left_out], read[:, :count], nearest)
        read[:, :count] += nearest * likeness
        scores.append(read)
        familiar.append(likeness.max(axis=1))
        texts.extend(left_out)
        if len(texts) >= ENOUGH_HELD_OUT:
            break
    of_leaves, of_kinds = np.split(np.vstack(scores), [count], axis=1)
    chances = softmax(of_kinds) if labels.kinds else of_kinds
    together = np.concatenate(familiar)
    return HeldOut(
        labels.leaves, labels.kinds, of_leaves, chances, together, labels.leaf[texts]
    ), fitted


def _folding(rows: csr_matrix) -> np.ndarray:
    """The n-grams' main directions (n-grams x FOLDED): latent semantic analysis."""
    if rows.shape[0] > FOLDING_TEXTS:
        chosen = np.random.default_rng(SEED).choice(rows.shape[0], FOLDING_TEXTS, replace=False)
        rows = rows[np.sort(chosen)]
    size = min(FOLDED, min(rows.shape) - 1)
    # Two rounds lose no precision, so the steps that keep it for more are left out (1 s).
    _, _, directions = randomized_svd(
        rows, size, n_iter=2, power_iteration_normalizer="none", random_state=SEED
    )
    return np.ascontiguousarray(directions.T, np.float32)
