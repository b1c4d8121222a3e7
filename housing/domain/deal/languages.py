"""The offer of an interpreter: in which languages, and what accepts it. Pure; texts are data."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

IN_ENGLISH = frozenset({"interpreter", "translator", "interpreter please", "translator please"})
# NFD leaves these whole, though a phone without them types the plain letter.
_STROKED = str.maketrans("łıđø", "lido")


class Interpreter(StrEnum):
    """How far the offer has come in a conversation."""

    NOT_OFFERED = ""
    OFFERED = "offered"
    ASKED_FOR = "asked_for"


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which an interpreter is offered. `code` is BCP 47, `name` English."""

    code: str
    name: str
    offer: str
    asked: str
    accept: tuple[str, ...]

    def asks_by_name(self, words: str) -> bool:
        """Whether the words are the very word that the offer names, or English for it."""
        return folded(words) in {folded(self.accept[0]), *IN_ENGLISH}

    def rest_beside_name(self, words: str) -> str | None:
        """What else is said beside the very word that the offer names; None without that word."""
        name = folded(self.accept[0])
        parts = words.split()
        others = [part for part in parts if folded(part) != name]
        return " ".join(others) if len(others) < len(parts) else None

    def accepts(self, words: str) -> bool:
        """Whether the words say yes to the offer, when nothing else was asked."""
        return self.asks_by_name(words) or folded(words) in map(folded, self.accept)


def folded(words: str) -> str:
    """Lower case, without accents and punctuation, so that any keyboard can write it."""
    parts = unicodedata.normalize("NFD", words.casefold())
    latin = (c for c in parts if not ("\u0300" <= c <= "\u036f"))
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in latin)
    return " ".join(kept.translate(_STROKED).split())
