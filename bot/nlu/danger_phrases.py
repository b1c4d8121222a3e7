"""Danger in other languages: whole phrases, found in a text without its accents.

A phrase in Latin letters counts from the start of a word only, one in another script anywhere.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

_STROKED = str.maketrans("łŁøıđ", "lloid")
BEGINNING = 2


class Phrases:
    """The phrases of each class, by their first letters: a text is gone through once."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._latin: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._others: list[tuple[str, str]] = []
        for kind, all_written in phrases.items():
            for written in all_written:
                plain = without_accents(written)
                if plain.isascii():
                    self._latin[plain[:BEGINNING]].append((kind, plain))
                else:
                    self._others.append((kind, plain))

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Class, start and end of each phrase in the text, in no order."""
        plain = without_accents(text)
        for at in _word_starts(plain):
            for kind, phrase in self._latin.get(plain[at : at + BEGINNING], ()):
                if plain.startswith(phrase, at):
                    yield kind, at, at + len(phrase)
        if not text.isascii():
            for kind, phrase in self._others:
                at = plain.find(phrase)
                if at >= 0:
                    yield kind, at, min(at + len(phrase), len(text))


def without_accents(text: str) -> str:
    """Lower case without accents, one character for each of the original."""
    if text.isascii():
        return text.lower()
    first = (unicodedata.normalize("NFD", character)[0] for character in text)
    return "".join(first).translate(_STROKED).lower()


def _word_starts(plain: str) -> Iterator[int]:
    inside = False
    for at, character in enumerate(plain):
        letter = character.isalnum()
        if letter and not inside:
            yield at
        inside = letter
