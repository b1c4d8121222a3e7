"""What is owed to tenants over SQL."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, update

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.repairs import appointment, owed, work_order
from housing.domain.repairs.appointments import AppointmentState
from housing.domain.repairs.owed import Owed, OwedState


class OwedSums(Repository):
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
        await self._connection.execute(
            insert_new(self._connection, owed, "appointment_id", "code").values(
                work_order_id=work_order_id,
                appointment_id=appointment_id,
                code=code,
                amount_pence=amount_pence,
                reason=reason,
                state=OwedState.PROPOSED.value,
                created_at=now,
            )
        )

    async def one(self, owed_id: int) -> Owed | None:
        row = (await self._connection.execute(_owed().where(owed.c.id == owed_id))).first()
        return _to_owed(row) if row else None

    async def proposed(self) -> tuple[Owed, ...]:
        """Those that nobody has decided, oldest first."""
        query = _owed().where(owed.c.state == OwedState.PROPOSED.value).order_by(owed.c.id)
        return tuple(_to_owed(row) for row in await self._connection.execute(query))

    async def decide(
        self, owed_id: int, state: OwedState, *, officer_id: int, now: datetime
    ) -> bool:
        """False when it was decided before."""
        change = (
            update(owed)
            .where(owed.c.id == owed_id, owed.c.state == OwedState.PROPOSED.value)
            .values(state=state.value, decided_by=officer_id, decided_at=now)
        )
        return bool((await self._connection.execute(change)).rowcount)


def _owed() -> Select[Any]:
    return (
        select(
            owed,
            work_order.c.reference,
            work_order.c.tenant_id,
            appointment.c.state.label("visit_state"),
        )
        .join(work_order, work_order.c.id == owed.c.work_order_id)
        .join(appointment, appointment.c.id == owed.c.appointment_id)
    )


def _to_owed(row: Row[Any]) -> Owed:
    return Owed(
        id=row.id,
        work_order_id=row.work_order_id,
        appointment_id=row.appointment_id,
        reference=row.reference,
        code=row.code,
        amount_pence=row.amount_pence,
        reason=row.reason,
        state=OwedState(row.state),
        created_at=row.created_at,
        visit_state=AppointmentState(row.visit_state),
        tenant_id=row.tenant_id,
    )
