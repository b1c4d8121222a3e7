"""Reads one question off a text: which of some labels it is.

Three readings, added up as scores (logarithms of chances): a logistic regression over the sentence
vector, naive Bayes over the runs of characters, and the nearest training text of each label. The
first knows what is meant, the second the words, the third the very wording, and whether the text
is like anything that was taught. Why these: docs/adr/0014-a-tuned-encoder.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB

from bot.nlu.learning.examples import Examples

UNKNOWN = -30.0
"""The score of a label of which no text was taught."""


@dataclass(frozen=True)
class Weighting:
    """`c`: the inverse of the regression's penalty; `smoothing`: what naive Bayes adds to counts.

    `grams`: the share of its score that naive Bayes has, being too sure of itself; `nearest`: what
    a cosine of 1 with the nearest text of a label adds, 0 to look for none.
    """

    c: float = 10.0
    steps: int = 45
    smoothing: float = 0.05
    grams: float = 0.4
    nearest: float = 8.0


@dataclass(frozen=True)
class Reader:
    """`weights` 384 x labels, `gram_weights` runs x labels, `bias` of each label."""

    weights: np.ndarray
    gram_weights: np.ndarray
    bias: np.ndarray
    examples: Examples | None = None
    nearest: float = 0.0

    @classmethod
    def fit(
        cls,
        vectors: np.ndarray,
        grams: csr_matrix,
        labels: np.ndarray,
        count: int,
        weighting: Weighting,
    ) -> Reader:
        """From texts (vectors x 384, grams x runs) whose labels are numbers below `count`."""
        linear = LogisticRegression(C=weighting.c, max_iter=weighting.steps)
        linear.fit(vectors, labels)
        bayes = MultinomialNB(alpha=weighting.smoothing, fit_prior=False).fit(grams, labels)
        weights, bias = _of_each_class(linear)
        # What all labels have in common tells none from another.
        chances = bayes.feature_log_prob_.T - bayes.feature_log_prob_.mean(axis=0)[:, None]
        return cls(
            _spread(weights, linear.classes_, count, 0.0),
            _spread(weighting.grams * chances, bayes.classes_, count, 0.0),
            _spread(bias, linear.classes_, count, UNKNOWN),
            Examples.of(vectors, labels, count) if weighting.nearest else None,
            weighting.nearest,
        )

    def scores(self, vector: np.ndarray, grams: csr_matrix) -> tuple[np.ndarray, float]:
        """Of one text each label's score, and the nearest text's cosine, 0 if not looked for."""
        scores = vector @ self.weights + self.bias
        scores += grams.data @ self.gram_weights[grams.indices]
        if self.examples is None:
            return scores, 0.0
        similarity = self.examples.similarity(vector, scores, self.nearest)
        return scores + self.nearest * similarity, float(similarity.max())

    def all_scores(self, vectors: np.ndarray, grams: csr_matrix) -> tuple[np.ndarray, np.ndarray]:
        """The same for many texts at once."""
        scores = vectors @ self.weights + grams @ self.gram_weights + self.bias
        if self.examples is None:
            return scores, np.zeros(len(scores), np.float32)
        similarity = self.examples.similarity_of_all(vectors, scores, self.nearest)
        return scores + self.nearest * similarity, similarity.max(axis=1)

    def arrays(self) -> dict[str, np.ndarray]:
        """What `restored` takes; half precision where it changes no reading."""
        own = {
            "weights": self.weights,
            "gram_weights": self.gram_weights.astype(np.float16),
            "bias": self.bias,
        }
        if self.examples is None:
            return own
        return {
            **own,
            "examples": self.examples.vectors.astype(np.float16),
            "mean": self.examples.mean,
            "ends": self.examples.ends,
        }

    @classmethod
    def restored(cls, arrays: Mapping[str, np.ndarray], nearest: float) -> Reader:
        examples = None
        if "examples" in arrays:
            vectors = arrays["examples"].astype(np.float32)
            examples = Examples(vectors, arrays["mean"], arrays["ends"])
        grams = arrays["gram_weights"].astype(np.float32)
        return cls(arrays["weights"], grams, arrays["bias"], examples, nearest)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _of_each_class(linear: LogisticRegression) -> tuple[np.ndarray, np.ndarray]:
    """Weights (384 x classes) and biases; of two classes scikit-learn keeps one column."""
    weights, bias = linear.coef_.T, linear.intercept_
    if len(linear.classes_) > 2:
        return weights, bias
    return np.hstack([-weights, weights]) / 2, np.hstack([-bias, bias]) / 2


def _spread(columns: np.ndarray, classes: np.ndarray, count: int, otherwise: float) -> np.ndarray:
    spread = np.full((*columns.shape[:-1], count), otherwise, np.float32)
    spread[..., classes] = columns
    return spread
