"""The audit trail for those who read it. It is written by `Desk.record` alone."""

from datetime import datetime
from typing import Protocol

from housing.domain.people.audit import AuditLine, AuditQuestion


class Audit(Protocol):
    async def has(self, *, actor: str, action: str, subject: str, since: datetime) -> bool:
        """Whether there is such a line of that time or later."""
        ...

    async def lines(self, question: AuditQuestion, *, limit: int) -> tuple[AuditLine, ...]:
        """Newest first."""
        ...

    async def actions(self) -> tuple[str, ...]:
        """Every action that has a line, by name."""
        ...

    async def staff(self) -> dict[str, str]:
        """The name of every officer and operative, also of those who left, by actor."""
        ...
