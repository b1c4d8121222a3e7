"""Where a danger rule fits a text: the places of its words, by the grammar's three joins."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from bot.nlu.danger_grammar import Rule, Step

GAP, WINDOW = 4, 7
MOST = 64
"""Ways to fit that are looked at, so that a message of one word over and over ends in time."""


@dataclass(frozen=True)
class Word:
    """A word in standard spelling with its place in the original; `breaks` after punctuation."""

    text: str
    start: int
    end: int
    breaks: bool


Words = Sequence["Word | None"]
"""None where a mask hides the word."""


def fits(rule: Rule, words: Words, light: Collection[str]) -> Iterator[list[int]]:
    """The indexes of the rule's words, for each way it fits."""
    clauses = [list(islice(_in_order(c, words, light), MOST)) for c in rule.clauses]
    for combination in islice(product(*clauses), MOST * MOST):
        places = [at for fit in combination for at in fit]
        near = max(places) - min(places) <= WINDOW + len(places)
        if len(clauses) == 1 or (near and len(set(places)) == len(places)):
            yield places


def adjacent(step: Step, words: Words, light: Collection[str] = ()) -> Iterator[list[int]]:
    """Where the step's words stand next to each other, with one light word between at most."""
    first = step[0]
    for start, word in enumerate(words):
        # Nearly all places end here; a call for each would be most of the time for a long text.
        if word is not None and word.text in first:
            places = _from(step, words, start, light)
            if places:
                yield places


def _in_order(steps: Sequence[Step], words: Words, light: Collection[str]) -> Iterator[list[int]]:
    first, rest = steps[0], steps[1:]
    for places in adjacent(first, words, light):
        if not rest:
            yield places
            continue
        start = places[-1] + 1
        reach = sum(2 * len(step) + GAP for step in rest)
        for more in _in_order(rest, words[start : start + reach], light):
            if more[0] <= GAP:
                yield places + [start + at for at in more]


def _from(step: Step, words: Words, start: int, light: Collection[str]) -> list[int]:
    places: list[int] = []
    at = start
    for element in step:
        if places and not _is(words, at, element) and _is(words, at, light):
            at += 1
        if not _is(words, at, element):
            return []
        places.append(at)
        at += 1
    return places


def _is(words: Words, at: int, any_of: Collection[str]) -> bool:
    word = words[at] if at < len(words) else None
    return word is not None and word.text in any_of
