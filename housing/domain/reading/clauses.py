"""A message as what answers first and what is told beside it: "1 - also my alarm beeps".

Only finds the seam; what either part means is for its readers.
"""

import re

READ_AT_MOST = 2_000
_SEAM = re.compile(
    r"[\n.;!?,]+\s*|\s-{1,3}\s*|\s+(?=(?:also|plus|btw|but also|and also|by the way|and my|and the|"
    r"and can|and could|and what|and how|and when|and i)\b)",
    re.IGNORECASE,
)
# "2 the tree is standing": the number of a choice, and not a count ("2 of my radiators").
_COUNTED = r"(?:of|men|people|days?|weeks?|hours?|months?|years?|am|pm|times?|more)\b"
_LEADING_NUMBER = re.compile(rf"([1-9])[ .,):-]{{1,3}}((?!{_COUNTED})[^0-9\s][\s\S]+)")
_SAID_NUMBER = re.compile(
    rf"(?:(?:yes|yeah|ok|no|like)[ ,]+)?(?:i (?:said|say|want)|number|option|go for|make it) "
    rf"([1-9])\b(?! ?{_COUNTED})([\s\S]*)",
    re.IGNORECASE,
)
_TRAILING_NUMBER = re.compile(r"[.,;!?\n]\s{0,3}([1-9])\s{0,3}[.!]{0,3}$")
_QUESTION = re.compile(r"[^.!?\n]{0,400}\?")
_BESIDE = re.compile(
    r"\b(?:also|as well|too|btw|by the way|plus|another (?:thing|problem)|other (?:thing|problem)"
    r"|while i(?:'| ha)?ve got you|one more thing)\b",
    re.IGNORECASE,
)


def lead_and_rest(text: str) -> tuple[str, str]:
    """The words up to the first seam and those after it; the rest is empty without a seam."""
    words = text[:READ_AT_MOST].strip()
    number = _LEADING_NUMBER.match(words)
    if number is not None:
        return number[1], number[2].strip()
    seam = _SEAM.search(words)
    if seam is None or not words[: seam.start()].strip():
        return words, ""
    return words[: seam.start()].strip(), words[seam.end() :].strip()


def number_and_rest(text: str) -> tuple[str, str] | None:
    """The number of a choice at either end of a message, and what else is said: "3. and im making a
    complaint", "no not her. 2", "i said 3 thursday"; None without one."""
    words = text[:READ_AT_MOST].strip()
    leading = _LEADING_NUMBER.match(words)
    if leading is not None:
        return leading[1], leading[2].strip()
    said = _SAID_NUMBER.match(words)
    if said is not None:
        return said[1], said[2].strip(" .,;:!-")
    trailing = _TRAILING_NUMBER.search(words)
    if trailing is not None:
        return trailing[1], words[: trailing.start()].strip()
    return None


def statements(text: str) -> str:
    """The text without its questions: "let the air out? I haven't" tells only the second."""
    return _QUESTION.sub(" ", text[:READ_AT_MOST]).strip()


def says_beside(text: str) -> bool:
    """Whether the words themselves say that they tell of something more."""
    return _BESIDE.search(text[:READ_AT_MOST]) is not None
