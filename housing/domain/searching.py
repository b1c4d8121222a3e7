"""What a member of staff looks for among the conversations, read from one line of text."""

from dataclasses import dataclass

SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the text may be, each None when it cannot be one.

    `mobile` is E.164, `postcode` is in capitals without its space, `name` is part of a name.
    """

    reference: str
    mobile: str | None = None
    postcode: str | None = None
    name: str | None = None
