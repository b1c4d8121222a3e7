"""Runs of 2 to 4 characters of a text's words, weighed by how rare they are (tf-idf).

They know words that the encoder has hardly met: brands, dialect, other languages.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

SHORTEST, LONGEST = 2, 4
MIN_TEXTS = 2


class Grams:
    """The runs seen in at least two training texts, and the words that these texts are made of."""

    def __init__(self, vectoriser: TfidfVectorizer, words: frozenset[str]) -> None:
        self._vectoriser, self.words = vectoriser, words

    @classmethod
    def fit(cls, texts: Sequence[str]) -> Grams:
        words = frozenset(word for text in texts for word in text.split())
        return cls(_vectoriser(min_df=MIN_TEXTS).fit(texts), words)

    @classmethod
    def restored(cls, runs: Sequence[str], rarity: np.ndarray, words: Sequence[str]) -> Grams:
        vectoriser = _vectoriser(vocabulary=runs)
        vectoriser.idf_ = rarity
        return cls(vectoriser, frozenset(words))

    @property
    def runs(self) -> list[str]:
        return list(self._vectoriser.get_feature_names_out())

    @property
    def rarity(self) -> np.ndarray:
        return np.asarray(self._vectoriser.idf_)

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """One row of unit length a text; empty where nothing is known."""
        return self._vectoriser.transform(texts)

    def knows_any(self, text: str) -> bool:
        """Whether a word of the text was taught, or it has a figure, as postcodes and dates do."""
        return any(word in self.words for word in text.split()) or any(
            letter.isdigit() for letter in text
        )


def _vectoriser(**settings: object) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(SHORTEST, LONGEST),
        sublinear_tf=True,
        dtype=np.float32,
        **settings,
    )
