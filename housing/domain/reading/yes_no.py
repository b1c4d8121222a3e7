"""Whether words say yes or no: only what is an answer and nothing else, never words that merely
begin with or hold one ("no worries", "no water", "not at home till 5").

Reads the plain words that `answers.plain_words` makes. What a question's own words tell is
`answers.py`; here nothing is known of the question but whether it made an offer.
"""

import re
from functools import lru_cache

from housing.domain.reading.answer_words import (
    AWAY,
    COURTESIES,
    FILLERS,
    IN_OFFERS,
    NO,
    NO_GOES_ON_WITH,
    PLAIN_NO,
    PLAIN_YES,
    YES,
)

_ASKS_BACK = re.compile(
    r"(?:(?:sorry|eh|but|and) )?(?:what|whats|who|why|how|where|which|do (?:you|u))\b"
)
"""A question is no answer: "what do you mean", "do you want a photo"."""
_CORRECTS = re.compile(r"(?:it|its|it is|they|theyre|that|thats|this|this is) (?:just|only)\b")
"""After a no: it puts the question right ("no it just keeps dripping") and answers nothing."""


def plain_answer(words: str, *, to_an_offer: bool = False) -> bool | None:
    """Yes or no, None when the words are no answer. `to_an_offer`: "ok" and "yes please" accept,
    "no thanks" and "nothing else" decline; to a question of fact they say nothing."""
    if is_away(words) or _ASKS_BACK.match(words):
        return None
    courteous = IN_OFFERS.get(_without(words, FILLERS)) if to_an_offer else None
    if courteous is not None:
        return courteous
    kept = words if to_an_offer else _without(words, ("yes please", "no thanks", "no thank you"))
    kept = _without(kept, COURTESIES)
    whole = _of_nothing_else(kept)
    return whole if whole is not None else _leading(kept)


def is_away(words: str) -> bool:
    """Whether nobody was there to answer: what a phone or a mailbox says for its owner."""
    return bool(_any_of(AWAY).search(words))


def _leading(words: str) -> bool | None:
    """A yes or no that the rest explains: "nope it wont", "yes but not now"."""
    first, _, rest = _without_at_start(words).partition(" ")
    if first in PLAIN_YES:
        return None if rest.split(" ")[0] in PLAIN_NO else True
    if first not in PLAIN_NO or _CORRECTS.match(rest):
        return None
    following = rest.split(" ")[0]
    is_answer = not rest or following in NO_GOES_ON_WITH
    return False if is_answer else None


def _of_nothing_else(words: str) -> bool | None:
    """The answer of words that hold yes or no in some wording, and no more than fillers beside."""
    said_no = _any_of(NO).sub(" ", words)
    if said_no != words and not _without(said_no, (*FILLERS, *PLAIN_NO)):
        return False
    said_yes = _any_of(YES).sub(" ", words)
    if said_yes != words and not _without(said_yes, FILLERS):
        return True
    return None


def _without_at_start(words: str) -> str:
    """At least the last word is kept: it may be the answer itself."""
    return _at_start(FILLERS).sub("", words)


def _without(words: str, phrases: tuple[str, ...]) -> str:
    return " ".join(_any_of(phrases).sub(" ", words).split())


@lru_cache(maxsize=64)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{_either(phrases)})(?!\S)")


@lru_cache(maxsize=4)
def _at_start(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{_either(phrases)}) )+")


def _either(phrases: tuple[str, ...]) -> str:
    """The longest first: of "no thank you" and "no" the whole is meant."""
    return "|".join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))
