"""A tenant's text without what could name a person or a home, so that it may be kept to learn from.

Careful rather than exact: it would rather take out a word too many. What it cannot know (a name in
small letters) a person looks for before the text is used. A known name is always taken out.
"""

import re
from collections.abc import Iterable

from housing.domain.reading.inbound_text import in_one_line

# What is learnt from is shorter by far. Mail addresses and numbers of any length go, in pieces.
_READ_AT_MOST = 1000

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_STREET = (
    r"street|st|road|rd|avenue|ave|close|court|crescent|drive|gardens|grove|hill|house|lane|mews"
    r"|park|place|row|square|terrace|walk|way"
)
# A postcode's halves; O and I are typed for digits, but not for all ("doing" is none).
_GAP, _UNIT = r"[ .,-]{0,2}", r"[ABD-HJLNP-UW-Z]{2}"
_NAME = r"[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?"
_NOT_NAMES = (
    r"a|an|the|not|no|just|still|so|very|really|on|in|at|my|your|our|it|for|all|been|going|never"
    r"|about|what|why|how|where|when|who|to|is|was|and|or|but|too"
)

_MASKS: tuple[tuple[str, str], ...] = (
    ("[email]", r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}"),
    ("[link]", r"https?://\S+|\bwww\.\S+"),
    ("[postcode]", rf"(?i)\b[A-Z]{{1,2}}\d[0-9OIA-Z]?{_GAP}[0-9OI]{_UNIT}\b"),
    ("[postcode]", rf"(?i)\b[A-Z]{{1,2}}[OI][0-9A-Z]?{_GAP}\d{_UNIT}\b"),
    ("[reference]", r"(?i)\b[A-Z]-[0-9A-Z]{5,7}\b|\b(?=\w*\d)(?=\w*[A-Z])[0-9A-Z]{7,12}\b"),
    ("[date of birth]", r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}\b"),
    ("[date of birth]", rf"(?i)\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?:19|20)?\d{{2}}\b"),
    ("[date of birth]", rf"(?i)\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}\b"),
    ("[crime number]", r"(?i)\bcrime (?:number|no|ref\w*)\.?:?(?: is)? [\w/-]{0,30}\d[\w/-]*"),
    ("[number]", r"(?:\+|\b)\d(?:[ ()./-]{0,2}\d){4,}\b"),
    ("[address]", rf"(?i)\b\d+[a-z]?,? (?:[a-z'-]+ ){{1,3}}(?:{_STREET})\b"),
    ("[address]", rf"\b(?:[A-Z][a-z'-]+ ){{1,3}}(?:{_STREET.title()})\b"),
    ("[address]", r"(?i)\b(?:flat|apartment|apt|unit|number|house)\.? ?\d+[a-z]?\b"),
    # Elsewhere "no 1" is nobody.
    ("[address]", r"(?i)(?:(?<=at )|(?<=in )|(?<=from ))no\.? ?\d+[a-z]?\b"),
    ("[name]", rf"(?i)\b(?:mr|mrs|ms|miss|dr)\b\.? (?!(?:{_NOT_NAMES})\b)[a-z'-]+"),
)
_AFTER = (
    rf"\b(?i:my name(?:'s| is)?|names|called|this is|it's|its|speaking to|ask for) ({_NAME})",
    rf"(?i:\bmy name(?:'s| is)?|\bi am called) (?!(?:{_NOT_NAMES})\b)([a-z'-]+)",
    rf"\b(?i:i'm|im|i am) (?!(?i:{_NOT_NAMES})\b)({_NAME})",
    (
        rf"(?i:\b(?:i'm|im|i am|it's|its)) (?!(?:{_NOT_NAMES})\b)([a-z'-]+(?<!ing))"
        r"(?= (?:from|at|of) \[)"
    ),
)
_SHOUTED = 0.7


def masked(text: str, known_names: Iterable[str] = ()) -> str:
    """The text's beginning in one line, with `[name]` or `[address]` for what is personal."""
    text = in_one_line(text.replace("\x00", ""), _READ_AT_MOST)
    for name in (part for whole in known_names for part in whole.split()):
        text = re.sub(rf"(?i)\b{re.escape(name)}\b", "[name]", text)
    for mask, pattern in _MASKS:
        text = re.sub(pattern, mask, text)
    for pattern in _AFTER[:2] if _is_shouted(text) else _AFTER:
        text = re.sub(pattern, _hide_name, text)
    return text


def _hide_name(match: re.Match[str]) -> str:
    start, end = match.start(1) - match.start(), match.end(1) - match.start()
    return f"{match[0][:start]}[name]{match[0][end:]}"


def _is_shouted(text: str) -> bool:
    """In capitals throughout, where a capital letter is no sign of a name."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > _SHOUTED * len(letters)
