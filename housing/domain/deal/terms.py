"""Words that a tenant may not know, and whether a message asks what one of them means.

A closed world: only what the landlord has written down is ever explained. "What is the address"
asks for no meaning, and "what is a stopcock" does.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from housing.domain.reading.inbound_text import plain_words

# The word asked about stands in the place of {}; articles and "word" are left out of it.
_ASKING = tuple(
    re.compile(pattern.replace("{}", r"(?P<asked>\w+(?: \w+){0,3}?)"))
    for pattern in (
        r"\bwhat(?: does| do|s)? {} (?:mean|means)\b",
        r"\b(?:dont|do not|didnt) (?:know|get|understand) what {} (?:is|are|means?|does)\b",
        r"\bwhat (?:is|are) (?:a|an|this|that|these|your) {}(?: thing| please| pls)?$",
        r"\b(?:what is|whats?)(?: a| an| this| that)? {}(?: thing| please| pls)?$",
        r"\bwhat (?:is|are) (?:meant by|the meaning of) {}$",
        r"\bwhat do you mean(?: by)? {}$",
        r"\b(?:the )?meaning of {}$",
        r"\bnever heard of (?:a |an |the )?{}$",
        r"\b(?:who|what) the (?:hell|heck|f\w+) (?:is|are) (?:a |an |the )?{}$",
        r"^{} (?:what is|whats) (?:that|it)$",
        r"^{} (?:meaning|means what)$",
    )
)
_MEANING_OF_IT = re.compile(
    r"\bwhat (?:does|do) (?:that|this|it|you) mean\b"
    r"|\b(?:what is|whats) (?:that|one of (?:them|those))$"
    r"|\b(?:dont|do not) (?:know|understand) what (?:that|it) (?:is|means)\b"
)
_LEADS_IN = re.compile(r"^(?:the |a |an |this |that |your |word |by )*")


@dataclass(frozen=True, slots=True)
class Term:
    """`words` are how it is written, plain; `meaning` is one or two plain sentences."""

    id: str
    words: tuple[str, ...]
    meaning: str


def asked_about(text: str, terms: Iterable[Term], *, said: str = "") -> Term | None:
    """The term whose meaning the text asks for; None when it asks for none that is known.

    "What does that mean?" is about the term in what was `said` to them last.
    """
    words = plain_words(text)
    known = tuple(terms)
    for pattern in _ASKING:
        match = pattern.search(words)
        named = _named(match["asked"], known) if match else None
        if named is not None:
            return named
    return first_in(plain_words(said), known) if _MEANING_OF_IT.search(words) else None


def _named(asked: str, terms: tuple[Term, ...]) -> Term | None:
    bare = _LEADS_IN.sub("", asked)
    return next((one for one in terms if bare in one.words or asked in one.words), None)


def first_in(said: str, terms: tuple[Term, ...]) -> Term | None:
    """The term of the words that comes first in what was said; the longer where two begin there."""
    found = [
        (padded.index(f" {word} "), -len(word), one)
        for padded in [f" {said} "]
        for one in terms
        for word in one.words
        if f" {word} " in padded
    ]
    return min(found, key=lambda place: place[:2])[2] if found else None
