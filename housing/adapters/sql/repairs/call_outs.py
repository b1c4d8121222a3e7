"""Call-outs over SQL. Who accepted first is decided by a unique index, never by what was read."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, distinct, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repairs.appointments import Appointments
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.repairs import call_out, diary_window, operative, work_order
from housing.adapters.sql.tables.reports import report
from housing.domain.clock.local_time import to_london
from housing.domain.repairs.appointments import Appointment, AppointmentState, NewAppointment
from housing.domain.repairs.on_call import SOONEST_DEADLINE, CallOut, CallOutState, window_of
from housing.domain.repairs.work_orders import OPEN, WorkOrder, WorkOrderState

_OPEN_STATES = [state.value for state in OPEN]


class CallOuts(Repository):
    async def call_outs(self, work_order_id: int) -> tuple[CallOut, ...]:
        """Everybody who was asked about the order, in that order."""
        query = _call_outs().where(call_out.c.work_order_id == work_order_id)
        rows = await self._connection.execute(query.order_by(call_out.c.id))
        return tuple(_to_call_out(row) for row in rows)

    async def count_unproved(
        self, *, but: int, conversation_id: int | None = None, since: datetime | None = None
    ) -> int:
        """Orders of nobody's, other than `but`, that operatives were asked about: those of one
        conversation which are still open, or all that were asked since that time.
        """
        w = work_order.c
        query = (
            select(func.count(distinct(w.id)))
            .join_from(call_out, work_order, w.id == call_out.c.work_order_id)
            .join(report, report.c.id == w.report_id)
            .where(w.tenant_id.is_(None), w.id != but)
        )
        if conversation_id is not None:
            query = query.where(
                report.c.conversation_id == conversation_id, w.state.in_(_OPEN_STATES)
            )
        if since is not None:
            query = query.where(call_out.c.alerted_at > since)
        return int((await self._connection.execute(query)).scalar_one())

    async def open_call_outs(self, mobile: str) -> tuple[CallOut, ...]:
        """What the operative with this number was asked about open orders, newest first, whether
        somebody else has accepted meanwhile or not.
        """
        query = (
            _call_outs()
            .join(work_order, work_order.c.id == call_out.c.work_order_id)
            .where(operative.c.mobile == mobile, work_order.c.state.in_(_OPEN_STATES))
            .order_by(call_out.c.id.desc())
        )
        return tuple(_to_call_out(row) for row in await self._connection.execute(query))

    async def call_outs_to(self, operative_id: int) -> tuple[CallOut, ...]:
        """What the operative was asked about orders that are still open, whatever they answered."""
        query = (
            _call_outs()
            .join(work_order, work_order.c.id == call_out.c.work_order_id)
            .where(call_out.c.operative_id == operative_id, work_order.c.state.in_(_OPEN_STATES))
            .order_by(call_out.c.id)
        )
        return tuple(_to_call_out(row) for row in await self._connection.execute(query))

    async def add_call_out(
        self, *, work_order_id: int, operative_id: int, now: datetime
    ) -> CallOut:
        await self._connection.execute(
            insert_new(self._connection, call_out, "work_order_id", "operative_id").values(
                work_order_id=work_order_id,
                operative_id=operative_id,
                state=CallOutState.ALERTED.value,
                alerted_at=now,
            )
        )
        c = call_out.c
        query = _call_outs().where(c.work_order_id == work_order_id, c.operative_id == operative_id)
        return _to_call_out((await self._connection.execute(query)).one())

    async def answer_call_out(self, call_out_id: int, state: CallOutState, now: datetime) -> bool:
        """Sets the answer; False when it would be a second acceptance of the order."""
        change = (
            update(call_out)
            .where(call_out.c.id == call_out_id)
            .values(state=state.value, answered_at=now)
        )
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(change)
        except IntegrityError:
            return False
        return True

    async def unassign(self, work_order_id: int) -> None:
        """The order is with staff again until somebody accepts it."""
        change = update(work_order).where(work_order.c.id == work_order_id)
        await self._connection.execute(
            change.values(operative_id=None, state=WorkOrderState.STAFF.value)
        )

    async def put_back(self, work_order_id: int, *, now: datetime) -> None:
        """Nobody has it any more; who had accepted it was asked in vain, and may accept again."""
        c = call_out.c
        accepted = (c.work_order_id == work_order_id) & (c.state == CallOutState.ACCEPTED.value)
        await self._connection.execute(
            update(call_out)
            .where(accepted)
            .values(state=CallOutState.PASSED.value, answered_at=now)
        )
        await self._connection.execute(
            update(work_order).where(work_order.c.id == work_order_id).values(operative_id=None)
        )

    async def assign(
        self, order: WorkOrder, *, operative_id: int, actor: str, now: datetime
    ) -> Appointment:
        """The order is the operative's: a visit from now until its deadline, in a diary window of
        its own that nothing else can be booked into.
        """
        by = max(order.required_completion or now, now + SOONEST_DEADLINE)
        window = await self._add_full_window(order, operative_id, now, by)
        change = update(work_order).where(work_order.c.id == order.id)
        await self._connection.execute(
            change.values(operative_id=operative_id, state=WorkOrderState.SCHEDULED.value)
        )
        visit = NewAppointment(
            work_order_id=order.id,
            diary_window_id=window,
            minutes=order.minutes,
            counts_as_routine=False,
            earliest_arrival=now,
            latest_arrival=by,
            state=AppointmentState.SCHEDULED,
        )
        return await Appointments(self._connection).add_appointment(visit, actor=actor, now=now)

    async def _add_full_window(
        self, order: WorkOrder, operative_id: int, now: datetime, by: datetime
    ) -> int:
        """A window with exactly the visit's minutes, all of them used. Somebody who goes again on
        the same day has another."""
        w = diary_window.c
        before = select(func.count()).where(
            w.operative_id == operative_id,
            w.date == to_london(now).date(),
            or_(w.window == window_of(order.id), w.window.like(f"{window_of(order.id)}/%")),
        )
        visits = int((await self._connection.execute(before)).scalar_one())
        added = await self._connection.execute(
            insert(diary_window)
            .values(
                operative_id=operative_id,
                date=to_london(now).date(),
                window=window_of(order.id, visits),
                earliest=to_london(now).time(),
                latest=to_london(by).time(),
                minutes=order.minutes,
                held_back_minutes=order.minutes,
                used_minutes=order.minutes,
                routine_minutes=0,
            )
            .returning(diary_window.c.id)
        )
        return int(added.scalar_one())


def _call_outs() -> Select[Any]:
    return select(call_out, operative.c.name.label("operative_name")).join_from(
        call_out, operative, operative.c.id == call_out.c.operative_id
    )


def _to_call_out(row: Row[Any]) -> CallOut:
    return CallOut(
        id=row.id,
        work_order_id=row.work_order_id,
        operative_id=row.operative_id,
        operative_name=row.operative_name,
        state=CallOutState(row.state),
        alerted_at=row.alerted_at,
        answered_at=row.answered_at,
    )
