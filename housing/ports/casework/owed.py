"""What is owed to tenants, as the services need it."""

from datetime import datetime
from typing import Protocol

from housing.domain.repairs.owed import Owed, OwedState


class OwedSums(Protocol):
    async def propose(
        self,
        *,
        work_order_id: int,
        appointment_id: int,
        code: str,
        amount_pence: int,
        reason: str,
        now: datetime,
    ) -> None:
        """Keeps the proposal, once for each visit and code."""
        ...

    async def one(self, owed_id: int) -> Owed | None: ...

    async def proposed(self) -> tuple[Owed, ...]:
        """Those that nobody has decided, oldest first."""
        ...

    async def decide(
        self, owed_id: int, state: OwedState, *, officer_id: int, now: datetime
    ) -> bool:
        """False when it was decided before."""
        ...
