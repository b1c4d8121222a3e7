"""Character and word n-grams of a text as tf-idf, folded to a short dense vector.

One reading of a text for training and for serving. The folding (latent semantic analysis) lets
the classifier be one small dense model; it is learnt in `training.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

LONGEST_CHARACTERS = 4
MIN_TEXTS = 2
WORDS_KEPT = 20_000
"""Words whose n-grams are remembered: tenants' words come again, and cutting them up takes time."""


def of_word(word: str) -> Iterator[str]:
    """The word itself and its runs of 2 to 4 characters, with a space before and after."""
    yield f"w {word}"
    padded = f" {word} "
    for size in range(2, LONGEST_CHARACTERS + 1):
        yield from (padded[i : i + size] for i in range(len(padded) - size + 1))


def of_pairs(words: Sequence[str]) -> Iterator[str]:
    yield from (f"w {a} {b}" for a, b in pairwise(words))


class NgramVectoriser:
    """The n-grams seen in at least two training texts, with their inverse document frequency."""

    def __init__(self, index: dict[str, int], idf: np.ndarray) -> None:
        self.index, self.idf = index, idf
        self._columns = lru_cache(WORDS_KEPT)(self._columns_of)

    @classmethod
    def fit(cls, texts: Sequence[str]) -> NgramVectoriser:
        different = lru_cache(WORDS_KEPT)(lambda word: frozenset(of_word(word)))
        counts: Counter[str] = Counter()
        for text in texts:
            words = text.split()
            counts.update(set(of_pairs(words)).union(*map(different, words)))
        kept = sorted(gram for gram, n in counts.items() if n >= MIN_TEXTS)
        frequency = np.array([counts[gram] for gram in kept], np.float32)
        idf = np.log((1 + len(texts)) / (1 + frequency)) + 1
        return cls({gram: i for i, gram in enumerate(kept)}, idf.astype(np.float32))

    def knows_any(self, text: str) -> bool:
        """Whether a word of the text was taught, or it has a figure, as postcodes and dates do."""
        return any(f"w {word}" in self.index for word in text.split()) or any(
            letter.isdigit() for letter in text
        )

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Columns and unit-length tf-idf values of one text; both empty when nothing is known."""
        words = text.split()
        found = [self.index[pair] for pair in of_pairs(words) if pair in self.index]
        for word in words:
            found.extend(self._columns(word))
        columns, times = np.unique(np.array(found, np.int64), return_counts=True)
        values = (1 + np.log(times, dtype=np.float32)) * self.idf[columns]
        norm = float(np.sqrt(values @ values)) or 1.0
        return columns, values / np.float32(norm)

    def _columns_of(self, word: str) -> tuple[int, ...]:
        return tuple(self.index[gram] for gram in of_word(word) if gram in self.index)
