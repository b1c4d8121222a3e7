"""What signing in needs to keep: tries, counted so that none is missed, and known devices."""

from datetime import datetime
from typing import Protocol


class SignIns(Protocol):
    async def count_try(self, subject: str, *, began_after: datetime, now: datetime) -> int:
        """Counts one try and says how many there were in this window, itself included.

        Of tries at the same moment each gets another number. A window that began earlier is over.
        """
        ...

    async def give_back_try(self, subject: str) -> None: ...

    async def knows_device(self, token_hash: str, account: str, now: datetime) -> bool: ...

    async def remember_device(
        self, token_hash: str, account: str, *, replaces: str | None, expires_at: datetime
    ) -> None:
        """Keeps the device for the account; what `replaces` was known for, the new token is."""
        ...

    async def forget_devices(self, account: str) -> None: ...

    async def forget_old(self, *, began_before: datetime, now: datetime) -> None:
        """Drops windows that are over and devices that have not signed in for too long."""
        ...
