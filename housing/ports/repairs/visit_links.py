"""A link with which one visit, and nothing else, can be moved or called off."""

from datetime import datetime
from typing import Protocol

from housing.domain.repairs.appointments import Appointment


class LinkRefused(Exception):
    """The link is not one of ours, or its time is over."""

    code = "link_refused"


class VisitLinks(Protocol):
    def link(self, visit: Appointment) -> str:
        """The address for this visit, good until the visit's window ends."""
        ...

    def read(self, token: str, now: datetime) -> int:
        """The visit's id; raises LinkRefused for a token that is not ours or is out of time."""
        ...
