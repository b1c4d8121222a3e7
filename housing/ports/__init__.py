"""What the services need from outside the database, as Protocols; adapters answer them.

The database is no port: it has one implementation on two engines, and the services name it
(`housing.adapters.sql.unit_of_work`).
"""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        ...


class Events(Protocol):
    """Wakes the other processes; losing one loses nothing, for all of them read SQL as well."""

    async def publish(self, kind: str, conversation_id: int) -> None: ...


__all__ = ["Clock", "Events"]
