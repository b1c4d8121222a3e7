"""The problems that one work order sees to (HACT's work elements), as the services need them."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from housing.domain.repairs.work_orders import WorkElement, WorkOrder


class Elements(Protocol):
    async def of_order(self, work_order_id: int) -> tuple[WorkElement, ...]:
        """The problems of an order, the one it was raised for first."""
        ...

    async def order_of(self, report_id: int) -> int | None:
        """The order that sees to the report's problem; None while there is none."""
        ...

    async def has(self, report_id: int) -> bool:
        """Whether an order sees to what was reported."""
        ...

    async def add(self, work_order_id: int, element: WorkElement) -> None:
        """Keeps a problem with its order; a report that is seen to already stays where it is."""
        ...

    async def widen(
        self,
        order: WorkOrder,
        *,
        minutes: int,
        priority: str,
        required_completion: datetime | None,
    ) -> None:
        """Gives the order the time and the urgency of all that it now sees to."""
        ...

    async def reopen(self, work_order_id: int, *, done_at: datetime | None) -> None:
        """What was marked as done at that time is open again."""
        ...

    async def complete(
        self, work_order_id: int, *, except_reports: Collection[int], at: datetime
    ) -> None:
        """Marks the order's open problems as done, but for those of these reports."""
        ...
