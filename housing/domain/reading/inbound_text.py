"""A tenant's text as it is kept: whole, without what no database or screen can hold; and as it is
read: no more of it, and in one line, so that every reader ends in time whatever was sent."""

import re

from housing.domain.reading.dialect import in_plain_english

MAX_CHARACTERS = 4000
WORDS_AT_MOST = 2000
"""Characters whose words are compared; an SMS holds at most 1,600."""
_UNSAID = re.compile(r"['\u2018\u2019`]")
_NOT_A_WORD = re.compile(r"[^a-z0-9£]+")


def storable(text: str) -> str:
    """Without null bytes and broken surrogates, and otherwise as it was written."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def clean_text(text: str) -> str:
    """Without null bytes and broken surrogates, line ends as `\\n`, cut at 4,000 characters."""
    return storable(text).replace("\r\n", "\n").replace("\r", "\n")[:MAX_CHARACTERS]


def in_one_line(text: str, at_most: int = MAX_CHARACTERS) -> str:
    """What a reader looks at: the text's beginning, each run of white space as one space."""
    return " ".join(text[:at_most].split())


def plain_words(text: str) -> str:
    """Lower case, no apostrophes or marks, no dialect: "It WON'T turn off, naw!" becomes "it wont
    turn off no"."""
    words = _NOT_A_WORD.sub(" ", _UNSAID.sub("", text[:WORDS_AT_MOST].lower()))
    return in_plain_english(words)
