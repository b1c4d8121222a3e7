"""References that people read out and type: short, no word, no letter that looks like a digit.

The last character checks the others, so a slip of the finger is nobody else's reference.
"""

import re
from enum import StrEnum

from housing.domain.reading.inbound_text import in_one_line

ALPHABET = "23456789BCDFGHJKMNPQRTVWX"
WEIGHTS = (2, 3, 4, 6, 7)
REFERENCE_SPACE = len(ALPHABET) ** len(WEIGHTS)
_BASE = len(ALPHABET)
_SHAPE = re.compile(r"\b([A-Z])[\s-]?((?:[0-9A-Z][\s-]?){5}[0-9A-Z])\b")


class Kind(StrEnum):
    WORK_ORDER = "W"
    REPORT = "R"
    HAZARD = "H"
    ASB = "A"
    COMPLAINT = "C"


def reference(kind: Kind, number: int) -> str:
    """The reference of a random number below REFERENCE_SPACE: "W-7K4Q2X"."""
    if not 0 <= number < REFERENCE_SPACE:
        raise ValueError(f"{number} has no reference")
    body = ""
    for _ in WEIGHTS:
        number, digit = divmod(number, _BASE)
        body += ALPHABET[digit]
    return f"{kind.value}-{body}{_check(kind, body)}"


def find_reference(text: str) -> str | None:
    """The first well-formed reference in a tenant's words, as `reference` writes it."""
    for match in _SHAPE.finditer(in_one_line(text).upper()):
        body = re.sub(r"[\s-]", "", match[2])
        if match[1] in set(Kind) and body == body.translate(str.maketrans("", "", "01AEILOSUYZ")):
            kind = Kind(match[1])
            if body[-1] == _check(kind, body[:-1]):
                return f"{kind.value}-{body}"
    return None


def _check(kind: Kind, body: str) -> str:
    """A weighted sum modulo the alphabet's 25: weights and their neighbours' differences have no
    factor of five, so it catches every wrong character and every swap of neighbours."""
    pairs = zip(WEIGHTS, body, strict=True)
    total = ord(kind.value) + sum(weight * ALPHABET.index(c) for weight, c in pairs)
    return ALPHABET[total % _BASE]
