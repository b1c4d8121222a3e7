"""Work orders over SQL; a tenant's are read only through the tenant's own id."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, true, update

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repairs.appointments import Appointments
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.repairs import appointment, work_order
from housing.domain.repairs.appointments import AppointmentEvent, AppointmentState
from housing.domain.repairs.work_orders import OPEN, OpenOrder, WorkOrder, WorkOrderState


class WorkOrders(Repository):
    """Work orders: made, found, ended."""

    async def add_order(self, order: WorkOrder) -> WorkOrder:
        """Keeps it under a new id; a report that has an order already keeps that one."""
        await self._connection.execute(
            insert_new(self._connection, work_order, "report_id").values(
                reference=order.reference,
                report_id=order.report_id,
                home_id=order.home_id,
                tenant_id=order.tenant_id,
                issue=order.issue,
                trade=order.trade,
                priority=order.priority,
                minutes=order.minutes,
                required_completion=order.required_completion,
                state=order.state.value,
                created_at=order.created_at,
                operative_id=order.operative_id,
                recall_of_id=order.recall_of,
            )
        )
        query = select(work_order).where(work_order.c.report_id == order.report_id)
        return _to_order((await self._connection.execute(query)).one())

    async def order(self, work_order_id: int, *, lock: bool = False) -> WorkOrder | None:
        """The order; with `lock` nobody else books for it until the unit of work ends."""
        query = select(work_order).where(work_order.c.id == work_order_id)
        row = (await self._connection.execute(query.with_for_update() if lock else query)).first()
        return _to_order(row) if row else None

    async def order_referenced(self, reference: str) -> WorkOrder | None:
        """The order, whoever's it is: for the landlord's side, never for a tenant's words."""
        query = select(work_order).where(work_order.c.reference == reference)
        row = (await self._connection.execute(query)).first()
        return _to_order(row) if row else None

    async def order_by_reference(self, reference: str, *, tenant_id: int) -> WorkOrder | None:
        """None also when the order is somebody else's."""
        query = select(work_order).where(
            work_order.c.reference == reference, work_order.c.tenant_id == tenant_id
        )
        row = (await self._connection.execute(query)).first()
        return _to_order(row) if row else None

    async def set_order_state(
        self, work_order_id: int, state: WorkOrderState, *, completed_at: datetime | None
    ) -> None:
        await self._connection.execute(
            update(work_order)
            .where(work_order.c.id == work_order_id)
            .values(state=state.value, completed_at=completed_at)
        )

    async def set_order_minutes(self, work_order_id: int, minutes: int) -> None:
        """How long the order's next visit takes."""
        await self._connection.execute(
            update(work_order).where(work_order.c.id == work_order_id).values(minutes=minutes)
        )

    async def completed_order(
        self, *, home_id: int, issue: str | None, since: datetime
    ) -> WorkOrder | None:
        """The home's order that was completed last since then, of that issue if one is named."""
        w = work_order.c
        query = (
            select(work_order)
            .where(
                w.home_id == home_id,
                w.state == WorkOrderState.COMPLETED.value,
                w.completed_at >= since,
                w.issue == issue if issue else true(),
            )
            .order_by(w.completed_at.desc(), w.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return _to_order(row) if row else None

    async def ended_visits(self, work_order_id: int, event: AppointmentEvent) -> int:
        """How many of the order's visits this event ended."""
        query = (
            select(func.count())
            .select_from(appointment)
            .where(
                appointment.c.work_order_id == work_order_id,
                appointment.c.ended_by == event.value,
            )
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def open_orders(self, tenant_id: int) -> tuple[OpenOrder, ...]:
        """A tenant's orders that are not finished, newest first, each with its live appointment."""
        query = (
            select(work_order, _missed_visits().label("attempts"))
            .where(work_order.c.tenant_id == tenant_id, work_order.c.state.in_(_OPEN_STATES))
            .order_by(work_order.c.created_at.desc(), work_order.c.id.desc())
        )
        rows = (await self._connection.execute(query)).all()
        return tuple([await self._open_order(row) for row in rows])

    async def _open_order(self, row: Row[Any]) -> OpenOrder:
        visits = await Appointments(self._connection).live_appointments(row.id)
        firm = [visit for visit in visits if visit.state is not AppointmentState.RESERVED]
        return OpenOrder(_to_order(row), firm[0] if firm else None, row.attempts)


_OPEN_STATES = [state.value for state in OPEN]


def _missed_visits() -> Any:
    return (
        select(func.count())
        .where(
            appointment.c.work_order_id == work_order.c.id,
            appointment.c.state == AppointmentState.NO_ACCESS.value,
        )
        .scalar_subquery()
    )


def _to_order(row: Row[Any]) -> WorkOrder:
    return WorkOrder(
        id=row.id,
        reference=row.reference,
        report_id=row.report_id,
        home_id=row.home_id,
        tenant_id=row.tenant_id,
        issue=row.issue,
        trade=row.trade,
        priority=row.priority,
        minutes=row.minutes,
        required_completion=row.required_completion,
        state=WorkOrderState(row.state),
        created_at=row.created_at,
        completed_at=row.completed_at,
        operative_id=row.operative_id,
        recall_of=row.recall_of_id,
    )
