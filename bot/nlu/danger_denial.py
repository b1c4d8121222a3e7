"""Whether the words around a match undo it: denied ("no smell of gas") or over ("last year")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.nlu.danger_match import Word

REACH, NEAR = 5, 4
NO_DENIAL = {"sure", "certain", "joking", "kidding", "only", "just", "even", "stop", "stopping"}
"""After a negator they make it none: "not sure", "won't stop"."""


class Denial:
    """Reads the sections `negators`, `fillers` and `past` of danger.yml."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._negators, self._fillers = set(rules["negators"]), set(rules["fillers"])
        past = rules["past"]
        self._past = [tuple(phrase.split()) for phrase in past["words"]]
        self._now = [tuple(phrase.split()) for phrase in past["now"]]
        self._ends, self._passing = set(past["ends"]), set(past["classes"])

    def undoes(self, kind: str, words: Sequence[Word], places: Sequence[int]) -> bool:
        """True when the match at `places` is denied, or is over and of a kind that can be."""
        if self._denied(words, places):
            return True
        return kind in self._passing and self._over(words, min(places), max(places))

    def _denied(self, words: Sequence[Word], places: Sequence[int]) -> bool:
        first, last = min(places), max(places)
        if any(self._negates(words, at) for at in range(first, last) if at not in places):
            return True
        at = first
        while at > max(0, first - REACH) and not words[at].breaks:
            at -= 1
            if self._negates(words, at):
                return True
            if words[at].text not in self._fillers:
                return False
        return False

    def _negates(self, words: Sequence[Word], at: int) -> bool:
        following = words[at + 1].text if at + 1 < len(words) else ""
        return words[at].text in self._negators and following not in NO_DENIAL

    def _over(self, words: Sequence[Word], first: int, last: int) -> bool:
        said = [word.text for word in words]
        if any(_holds(said, now) for now in self._now):
            return False
        near = self._clause(words, first, last)
        return any(_holds(near, phrase) for phrase in self._past)

    def _clause(self, words: Sequence[Word], first: int, last: int) -> list[str]:
        """The match and a few words around it, up to punctuation or a new clause."""
        low, high = first, last
        while low > max(0, first - NEAR) and not words[low].breaks:
            if words[low - 1].text in self._ends:
                break
            low -= 1
        while high + 1 < min(len(words), last + NEAR + 1):
            if words[high + 1].breaks or words[high + 1].text in self._ends:
                break
            high += 1
        return [word.text for word in words[low : high + 1]]


def _holds(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(words[i : i + size]) == phrase for i in range(len(words) - size + 1))
