"""A tenant's text made regular enough to learn from: pure functions over strings.

Case, quotes, emoji, stretched letters and texting words; spelling against a known vocabulary.
The original text is never changed: staff and offsets always refer to what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_CHARACTERS = 1600
"""What a message is likely about is told in its beginning."""
WHOLE_MESSAGE = 4000
"""Danger and facts may be told in its last line."""
LONGEST_WORD = 24
_STRETCHED = re.compile(r"(\w)\1{2,}")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_JOINT = re.compile(
    r"[.!?;\n]+|,? (?:and also|and|also|plus|as well as|another thing|then) |, | & ", re.IGNORECASE
)
FEWEST_PART_WORDS, MOST_PARTS = 3, 4
_SENTENCE = re.compile(r"(?:[^.!?;\n]|(?<=\d)\.(?=\d))+[.!?;\n]*")
_WORD = re.compile(r"\S+")
WINDOW_WORDS = 16
"""A danger told in fewer words among many others is hardly seen in the whole."""
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})


@dataclass(frozen=True)
class Lexicon:
    """What written words and symbols stand for."""

    words: Mapping[str, str]
    symbols: Mapping[str, str]

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        sections = yaml.safe_load(path.read_text("utf-8"))
        symbols = sections.pop("symbols")
        words = {str(w): m for section in sections.values() for w, m in section.items()}
        return cls(words, symbols)


def tidy(text: str) -> str:
    """Plain lower case without control characters, at most MAX_CHARACTERS, same word order."""
    plain = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).translate(_QUOTES)
    if not plain.isprintable():
        plain = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in plain)
    return " ".join(plain.lower().split())


def parts(text: str) -> list[str]:
    """What may be several things said in one message; empty when it is clearly one."""
    found = [part for part in _JOINT.split(text[:MAX_CHARACTERS]) if part]
    long = [part for part in found if len(part.split()) >= FEWEST_PART_WORDS]
    return long[:MOST_PARTS] if len(long) > 1 else []


def windows(text: str) -> list[tuple[int, int]]:
    """Start and end of what is said together: whole sentences, up to WINDOW_WORDS words of them.

    Of the whole message, in its order; a longer sentence is cut.
    """
    found: list[tuple[int, int]] = []
    words_in_last = 0
    for sentence in _SENTENCE.finditer(text[:WHOLE_MESSAGE]):
        words = list(_WORD.finditer(text, sentence.start(), sentence.end()))
        for first in range(0, len(words), WINDOW_WORDS):
            some = words[first : first + WINDOW_WORDS]
            if found and words_in_last + len(some) <= WINDOW_WORDS:
                found[-1] = (found[-1][0], some[-1].end())
                words_in_last += len(some)
            else:
                found.append((some[0].start(), some[-1].end()))
                words_in_last = len(some)
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence with a word in it, of the whole message, in its order."""
    return [
        (found.start(), found.end())
        for found in _SENTENCE.finditer(text[:WHOLE_MESSAGE])
        if _WORD.search(found.group())
    ]


def expand(text: str, lexicon: Lexicon) -> list[str]:
    """The words of a tidied text in standard spelling, texting and regional words replaced."""
    for symbol, meaning in lexicon.symbols.items():
        text = text.replace(symbol, meaning)
    words: list[str] = []
    for match in _TOKEN.finditer(_STRETCHED.sub(r"\1\1", text)):
        word = match.group().replace("'", "")[:LONGEST_WORD]
        words.extend(lexicon.words.get(word, word).split())
    return words


def correct(word: str, known: Collection[str], vocabulary: Mapping[str, list[str]]) -> str:
    """The nearest word of the vocabulary (by first letter) when `word` is not a known one.

    One slip for words of four letters, two from eight; swapped neighbours count as one slip.
    """
    if len(word) < 4 or word in known or not word.isalpha():
        return word
    slips = 2 if len(word) >= 8 else 1
    nearest = process.extractOne(
        word, vocabulary.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips
    )
    return str(nearest[0]) if nearest else word
