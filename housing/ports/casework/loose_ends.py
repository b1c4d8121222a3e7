"""What the service found wrong with its own promises, as the services need it."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from housing.domain.casework.loose_ends import LooseEnd, LooseEndKind, NewLooseEnd


class LooseEnds(Protocol):
    async def open(self, found: NewLooseEnd, *, now: datetime) -> bool:
        """Keeps it; False when it stands already, and then its words are brought up to date."""
        ...

    async def heal(self, key: str, *, now: datetime) -> bool:
        """Closes it; False when none stood."""
        ...

    async def heal_all_but(
        self, kind: LooseEndKind, keys: Collection[str], *, now: datetime
    ) -> tuple[str, ...]:
        """Closes those of the kind that are not among `keys`, and returns theirs."""
        ...

    async def standing(self) -> tuple[LooseEnd, ...]:
        """Oldest first."""
        ...
