"""Looking for a conversation by reference, number, postcode, street or name. Every search is kept
in the audit trail, for what it finds is personal.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.references import find_reference
from housing.domain.people.desk import Officer
from housing.domain.people.searching import SHORTEST_NAME, Place, Wanted
from housing.domain.reading.postcode import split_postcode
from housing.services.people.phone_numbers import mobile_number

LONGEST = 80


def wanted(text: str) -> Wanted | None:
    """What the text may be; None when there is nothing to look for."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    if len(text) < SHORTEST_NAME:
        return None
    compact, has_digit = text.upper().replace(" ", ""), any(c.isdigit() for c in text)
    return Wanted(
        reference=find_reference(text) or compact,
        mobile=mobile_number(text),
        places=_places(text, compact, has_digit),
        name=None if has_digit else text,
    )


def _places(text: str, compact: str, has_digit: bool) -> tuple[Place, ...]:
    """A postcode with or without more of the address, the beginning of one, or part of a street."""
    postcode, rest = split_postcode(text)
    if postcode is not None:
        return (Place(postcode, rest or None),)
    part = Place(address=text.rstrip(" ,")) if any(c.isalpha() for c in text) else None
    begun = Place(postcode=compact) if has_digit and compact[0].isalpha() else None
    return tuple(place for place in (part, begun) if place is not None)


async def record(
    uow: UnitOfWork, *, officer: Officer, text: str, found: int, now: datetime
) -> None:
    """Who looked for what, and how many conversations and people were shown."""
    detail = {"text": text[:LONGEST], "found": found}
    await uow.desk.record(
        actor=officer.actor, action="searched", subject="conversations", detail=detail, now=now
    )
