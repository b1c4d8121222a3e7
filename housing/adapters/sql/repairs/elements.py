"""Work elements over SQL."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.repairs import work_element, work_order
from housing.domain.repairs.work_orders import WorkElement, WorkOrder

_e = work_element.c


class Elements(Repository):
    async def of_order(self, work_order_id: int) -> tuple[WorkElement, ...]:
        """The problems of an order, the one it was raised for first."""
        query = select(work_element).where(_e.work_order_id == work_order_id).order_by(_e.id)
        return tuple(
            WorkElement(row.report_id, row.issue, tuple(row.trades), row.minutes, row.completed_at)
            for row in await self._connection.execute(query)
        )

    async def order_of(self, report_id: int) -> int | None:
        """The order that sees to the report's problem; None while there is none."""
        query = select(work_element.c.work_order_id).where(work_element.c.report_id == report_id)
        return (await self._connection.execute(query)).scalar()

    async def has(self, report_id: int) -> bool:
        """Whether an order sees to what was reported."""
        query = select(_e.id).where(_e.report_id == report_id)
        return (await self._connection.execute(query)).first() is not None

    async def add(self, work_order_id: int, element: WorkElement) -> None:
        """Keeps a problem with its order; a report that is seen to already stays where it is."""
        await self._connection.execute(
            insert_new(self._connection, work_element, "report_id").values(
                work_order_id=work_order_id,
                report_id=element.report_id,
                issue=element.issue,
                trades=list(element.trades),
                minutes=element.minutes,
                completed_at=element.completed_at,
            )
        )

    async def widen(
        self,
        order: WorkOrder,
        *,
        minutes: int,
        priority: str,
        required_completion: datetime | None,
    ) -> None:
        """Gives the order the time and the urgency of all that it now sees to."""
        await self._connection.execute(
            update(work_order)
            .where(work_order.c.id == order.id)
            .values(minutes=minutes, priority=priority, required_completion=required_completion)
        )

    async def reopen(self, work_order_id: int, *, done_at: datetime | None) -> None:
        """What was marked as done at that time is open again."""
        await self._connection.execute(
            update(work_element)
            .where(_e.work_order_id == work_order_id, _e.completed_at == done_at)
            .values(completed_at=None)
        )

    async def complete(
        self, work_order_id: int, *, except_reports: Collection[int], at: datetime
    ) -> None:
        """Marks the order's open problems as done, but for those of these reports."""
        await self._connection.execute(
            update(work_element)
            .where(
                _e.work_order_id == work_order_id,
                _e.completed_at.is_(None),
                _e.report_id.not_in(except_reports),
            )
            .values(completed_at=at)
        )
