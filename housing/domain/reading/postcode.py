"""Postcodes in a tenant's words: found in any spacing and case, with the usual slips of O and I.

Decides the shape only; whether a home of the landlord has it is for whoever looks it up.
"""

import re

from housing.domain.reading.inbound_text import MAX_CHARACTERS

# The shapes of Royal Mail's Programmer's Guide, loosened where a letter is typed for a digit. The
# inward letters C I K M O V are never used.
_SPACE = r"[ .,-]{0,2}"
_POSTCODE = re.compile(
    rf"\b([A-Z]{{1,2}})([0-9OI][0-9OIA-Z]?){_SPACE}([0-9OI])([ABD-HJLNP-UW-Z]{{2}})(?![A-Z])",
    # Not the text in capitals: that may be longer than the text, where a place in it is another.
    re.ASCII | re.IGNORECASE,
)
_SHAPE = re.compile(
    r"(?:[A-PR-UWYZ][0-9]{1,2}|[A-PR-UWYZ][A-HK-Y][0-9]{1,2}|[A-PR-UWYZ][0-9][A-HJKPSTUW]"
    r"|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRV-Y]) [0-9][ABD-HJLNP-UW-Z]{2}"
)
# What staff type when they look for one: its shape alone, no slips.
_TYPED = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b", re.IGNORECASE | re.ASCII)
_DIGITS = str.maketrans("OI", "01")


def find_postcode(text: str) -> str | None:
    """The first postcode in the text, as "SW1A 1AA"; None when there is none."""
    found = _find(text)
    return found[0] if found else None


def without_postcode(text: str) -> str:
    """The text with its postcode cut out, so that its digits are not read as something else."""
    found = _find(text)
    return f"{text[: found[1]]} {text[found[2] :]}" if found else text


def split_postcode(text: str) -> tuple[str | None, str]:
    """A line that somebody typed, as its postcode ("SW1A1AA") and the rest without commas."""
    found = _TYPED.search(text[:MAX_CHARACTERS])
    if found is None:
        return None, text
    rest = f"{text[: found.start()]} {text[found.end() :]}".replace(",", " ")
    return found[0].upper().replace(" ", ""), " ".join(rest.split())


def _find(text: str) -> tuple[str, int, int] | None:
    for match in _POSTCODE.finditer(text[:MAX_CHARACTERS]):
        if not any(letter.isdigit() for letter in match[0]):
            continue  # "nobody" would be N0B 0DY
        area, district, sector, unit = (part.upper() for part in match.groups())
        for reading in (district, district.translate(_DIGITS)):
            postcode = f"{area}{reading} {sector.translate(_DIGITS)}{unit}"
            if _SHAPE.fullmatch(postcode):
                return postcode, match.start(), match.end()
    return None
