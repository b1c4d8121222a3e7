"""Finds danger in a text by the rules of danger.yml: which class, how sure, and which words.

Knows misspelling, denial, what is over, and other languages' words. Decides nothing about what
is then said or done.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

from bot.nlu.danger_denial import Denial
from bot.nlu.danger_grammar import Rule, read_mask, read_rule
from bot.nlu.danger_match import MOST, Word, adjacent, fits
from bot.nlu.danger_phrases import Phrases
from bot.nlu.text import Lexicon, Token, correct, tokens

RULES = Path(__file__).with_name("danger.yml")
ALONE_WORDS = 3
FOREIGN_CERTAINTY = 0.9
SHORTEST_SLIP = 4
_BREAK = re.compile(r"[.,!?;:\n]")
_IS = re.compile(r"\w['\u2019]s$", re.IGNORECASE)

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Danger:
    """One class of danger with the place of its words in the original text."""

    kind: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True)
class _ReadyRule:
    """A rule with a bit for each of its elements, to pass over quickly when one is missing."""

    kind: str
    confidence: float
    rule: Rule
    needs: int

    def key(self) -> frozenset[str]:
        """The words of which the text must have one: those of the narrowest element."""
        return min(self.rule.elements(), key=len)


class _ByWord(Generic[Kept]):
    """Things kept by words of which a text must have one, so that few are looked at for a text."""

    def __init__(self, things: Sequence[Kept], key: Callable[[Kept], Collection[str]]) -> None:
        self._things = things
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, thing in enumerate(things):
            for word in key(thing):
                self._places[word].append(place)

    def of(self, words: Iterable[str]) -> Iterator[Kept]:
        """Those of any of the words, in their order."""
        places = {place for word in set(words) for place in self._places.get(word, ())}
        return (self._things[place] for place in sorted(places))


class DangerRules:
    """The rules of one file, ready to read texts."""

    def __init__(self, path: Path, lexicon: Lexicon, english: Collection[str]) -> None:
        rules = yaml.safe_load(path.read_text("utf-8"))
        self._lexicon, self._light = lexicon, set(rules["light"])
        masks = [
            (kind, read_mask(written))
            for kind, all_written in rules["masked"].items()
            for written in all_written
        ]
        self._masks = _ByWord(masks, lambda mask: min(mask[1].step, key=len))
        self._denial = Denial(rules)
        self._unless, self._alone = rules["unless"], rules["alone"]
        self._phrases = Phrases(rules["phrases"])
        self._bits: dict[str, int] = defaultdict(int)
        self._rules = _ByWord(list(self._ready(rules)), _ReadyRule.key)
        self._known = {*english, *rules["ordinary"], *self._bits}
        self._vocabulary: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._bits):
            if len(word) >= SHORTEST_SLIP:
                self._vocabulary[word[0]].append(word)

    def find(self, text: str) -> tuple[list[Danger], set[str]]:
        """The dangers, surest first, one for each class; and the classes ruled out by the words."""
        words = self._words(text)
        read, denied = self._masked(words)
        foreign = {kind: _foreign(kind, *place) for kind, *place in self._phrases.find(text)}
        found = foreign | dict(self._by_itself(read))
        present = 0
        for word in read:
            present |= self._bits.get(word.text, 0) if word else 0
        for ready in self._rules.of(word.text for word in read if word):
            if present & ready.needs != ready.needs:
                continue
            if ready.kind in found and found[ready.kind].confidence >= ready.confidence:
                continue
            danger, undone = self._apply(ready, words, read)
            if danger:
                found[ready.kind] = danger
            elif undone:
                denied.add(ready.kind)
        return sorted(found.values(), key=lambda d: -d.confidence), denied - set(found)

    def _ready(self, rules: dict[str, Any]) -> Iterator[_ReadyRule]:
        numbers: dict[frozenset[str], int] = {}
        for kind, by_certainty in rules["classes"].items():
            for certainty, all_written in by_certainty.items():
                for written in all_written:
                    rule = read_rule(written, rules["groups"])
                    needs = 0
                    for element in rule.elements():
                        bit = 1 << numbers.setdefault(element, len(numbers))
                        needs |= bit
                        for word in element:
                            self._bits[word] |= bit
                    yield _ReadyRule(kind, rules["certainty"][certainty], rule, needs)

    def _apply(
        self, ready: _ReadyRule, words: Sequence[Word], read: Sequence[Word | None]
    ) -> tuple[Danger | None, bool]:
        """The danger where the rule fits, and whether it only fits where the words undo it."""
        undone = False
        for places in islice(fits(ready.rule, read, self._light), MOST):
            if self._denial.undoes(ready.kind, words, places):
                undone = True
            elif not self._about_else(ready.kind, words, places):
                start, end = words[min(places)].start, words[max(places)].end
                return Danger(ready.kind, ready.confidence, start, end), False
        return None, undone

    def _about_else(self, kind: str, words: Sequence[Word], places: Sequence[int]) -> bool:
        unless = self._unless.get(kind)
        if unless is None or not any(words[at].text in unless["found"] for at in places):
            return False
        said = {word.text for word in words}
        return bool(said & set(unless["said"])) and not said & set(unless["doubt"])

    def _words(self, text: str) -> list[Word]:
        words: list[Word] = []
        end = 0
        for token in tokens(text):
            breaks = bool(_BREAK.search(text[end : token.start]))
            end = token.end
            for part in self._standard(text, token).split():
                spelt = correct(part, self._known, self._vocabulary)
                words.append(Word(spelt, token.start, token.end, breaks))
                breaks = False
        return words

    def _standard(self, text: str, token: Token) -> str:
        """The token's standard words; an unlisted "ceiling's" is read as "ceiling is"."""
        listed = self._lexicon.words.get(token.word)
        is_short = _IS.search(text[token.start : token.end])
        return listed or (f"{token.word[:-1]} is" if is_short else token.word)

    def _masked(self, words: Sequence[Word]) -> tuple[list[Word | None], set[str]]:
        """The words without those that only look like danger, and the classes they look like."""
        read: list[Word | None] = list(words)
        seen: set[str] = set()
        said = {word.text for word in words}
        for kind, mask in self._masks.of(said):
            if all(element & said for element in mask.step):
                for places in adjacent(mask.step, words):
                    seen.add(kind)
                    for at, hidden in zip(places, mask.hidden, strict=True):
                        read[at] = None if hidden else read[at]
        return read, seen

    def _by_itself(self, read: Sequence[Word | None]) -> Iterator[tuple[str, Danger]]:
        if len(read) > ALONE_WORDS:
            return
        for kind, alone in self._alone.items():
            for word in read:
                if word and word.text in alone:
                    yield kind, Danger(kind, FOREIGN_CERTAINTY, word.start, word.end)


def _foreign(kind: str, start: int, end: int) -> Danger:
    return Danger(kind, FOREIGN_CERTAINTY, start, end)
