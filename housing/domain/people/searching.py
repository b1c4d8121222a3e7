"""What a member of staff looks for among conversations and people, read from one line of text."""

from dataclasses import dataclass

SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody lives: the beginning of a postcode, in capitals without its space, and part
    of an address as it was written; of a place that has both, both must hold."""

    postcode: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the text may be, None or empty when it cannot be one.

    `mobile` is E.164, `name` is part of a name; `places` are the readings of it as a home.
    """

    reference: str
    mobile: str | None = None
    places: tuple[Place, ...] = ()
    name: str | None = None
