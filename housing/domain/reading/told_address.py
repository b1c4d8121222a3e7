"""An address among a tenant's other words: where to come, and what else was said.

Reads only the shape of an address in Britain; whether it exists is for whoever goes there.
"""

import re
from dataclasses import dataclass

from housing.domain.reading.postcode import find_postcode, without_postcode

READ_AT_MOST = 2_000
_STREETS = (
    "street|st|road|rd|lane|ln|avenue|ave|close|cl|drive|dr|court|ct|crescent|cres|place|pl|way|"
    "gardens|gdns|grove|terrace|square|sq|walk|row|rise|hill|view|mews|parade|quay|wharf|green|"
    "park|house|tower|towers|heights|point|buildings|mansions|lodge|villas|yard|end|vale|wynd|bank"
)
_FLAT = r"(?:(?:flat|apartment|apt|unit|room)\s{1,3}\w{1,5}\b[\s,]{0,3})?"
_NAME = r"(?:[A-Za-z'.-]{1,20}\s{1,3}){1,4}?"
_ADDRESS = re.compile(
    rf"{_FLAT}\b\d{{1,5}}[A-Za-z]?\b[\s,]{{1,3}}{_NAME}(?:{_STREETS})\b\.?", re.IGNORECASE
)
# "flat 4 Kestrel House": a building that has a name and no number.
_NAMED = re.compile(
    rf"(?:flat|apartment|apt|unit|room)\s{{1,3}}\w{{1,5}}\b[\s,]{{1,3}}{_NAME}(?:{_STREETS})\b\.?",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"\b([A-Za-z'-]{{2,20}})\s{{1,3}}(?:{_STREETS})\b", re.IGNORECASE)
_NOT_ITS_NAME = frozenset((
    "the", "my", "our", "your", "this", "that", "whole", "a", "in", "no", "any", "her", "his",
    "their", "some", "council", "front", "back", "which", "what", "either", "one", "by", "up",
    "other", "same", "long", "half", "all", "on", "at",
))  # fmt: skip
# In a name these words tell a count or a place of a story: "3 days ago down the road".
_NO_NAME = frozenset((
    "a", "an", "in", "on", "of", "ago", "down", "up", "my", "our", "your", "this", "that", "to",
    "is", "was", "and", "for", "at", "day", "days", "hour", "hours", "night", "nights", "week",
    "weeks", "month", "months", "year", "years", "minute", "minutes", "men", "people", "kids",
    "children", "times",
))  # fmt: skip
# Whatever the street is called, in any language: what stands between a number and its postcode.
_BEFORE_POSTCODE = re.compile(
    r"(?:^|[\s,])(\d{1,5}[A-Za-z]?(?:[\s,]{1,3}[^\W\d_][\w'.-]{0,19}){0,5})[\s,]*$"
)
_LEFT_OVER = re.compile(r"[\s,.;:!-]+")
_LEADS_IN = frozenset((
    "its", "it", "is", "at", "im", "i", "am", "address", "the", "my", "here", "we", "are", "live",
    "in", "on", "yes", "no", "and", "house", "home", "so", "number",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldAddress:
    """`address` as it was written; `rest` is what else was said, empty when nothing was."""

    address: str
    rest: str


def find_address(text: str) -> ToldAddress | None:
    """The first address in the text: a street with its number, or a postcode with one."""
    words = text[:READ_AT_MOST]
    street = _street(words)
    postcode = find_postcode(words)
    if street is not None:
        before, after = words[: street.start()], words[street.end() :]
        told = street[0].strip(" .,")
        if postcode is not None:
            before, after = _without(before, postcode), _without(after, postcode)
            told = f"{told}, {postcode}"
        return ToldAddress(told, _rest(before, after))
    return _by_postcode(words, postcode) if postcode is not None else None


def names_a_place(text: str) -> bool:
    """Whether words that answer "what is the address?" name a building or street without a number:
    "Tarn House, behind the big shop"."""
    found = _PLACE.search(text[:READ_AT_MOST])
    return found is not None and found[1].lower() not in _NOT_ITS_NAME


def _street(words: str) -> re.Match[str] | None:
    found = (*_NAMED.finditer(words), *_ADDRESS.finditer(words))
    named = [match for match in found if not _NO_NAME & set(match[0].lower().split())]
    return min(named, key=lambda match: match.start(), default=None)


def _by_postcode(words: str, postcode: str) -> ToldAddress | None:
    """ "12 HL1 1AA" and "14 Ffordd Rhuthun, LL13 7TU": a number that leads to its postcode."""
    outward, inward = postcode.split()
    written = re.search(rf"\b{outward}\s{{0,3}}{inward}\b", words, re.IGNORECASE)
    if written is None:
        return None
    house = _BEFORE_POSTCODE.search(words[: written.start()])
    if house is None or _NO_NAME & set(house[1].lower().split()):
        return None
    rest = _rest(words[: house.start()], words[written.end() :])
    return ToldAddress(f"{house[1].strip(' ,')}, {postcode}", rest)


def _without(words: str, postcode: str) -> str:
    return without_postcode(words) if find_postcode(words) == postcode else words


def _rest(before: str, after: str) -> str:
    """What is no part of the address, without the words that only lead to it."""
    told = " ".join(part.strip(" ,.;:!-\n") for part in (before, after)).strip()
    meant = [word for word in _LEFT_OVER.split(told.lower()) if word and word not in _LEADS_IN]
    return " ".join(told.split()) if meant else ""
