"""Appointments and their history over SQL. Rows are only ever added or given a new status."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.repairs import (
    appointment,
    appointment_event,
    diary_window,
    operative,
)
from housing.domain.repairs.appointments import (
    LIVE,
    Appointment,
    AppointmentChange,
    AppointmentEvent,
    AppointmentState,
    FollowOn,
    NewAppointment,
)


class Appointments(Repository):
    """Visits and their history."""

    _connection: AsyncConnection

    async def add_appointment(
        self, new: NewAppointment, *, actor: str, now: datetime
    ) -> Appointment:
        """Keeps it under a new id, with its first line of history."""
        statement = (
            insert(appointment)
            .values(
                work_order_id=new.work_order_id,
                diary_window_id=new.diary_window_id,
                minutes=new.minutes,
                counts_as_routine=int(new.counts_as_routine),
                earliest_arrival=new.earliest_arrival,
                latest_arrival=new.latest_arrival,
                state=new.state.value,
                hold_expires_at=new.hold_expires_at,
                created_at=now,
                changed_at=now,
            )
            .returning(appointment.c.id)
        )
        appointment_id = (await self._connection.execute(statement)).scalar_one()
        await self._record(appointment_id, None, new.state, actor, None, now)
        return await self._read(appointment_id)

    async def appointment(self, appointment_id: int) -> Appointment | None:
        """The appointment, locked until the unit of work ends."""
        query = _appointments().where(appointment.c.id == appointment_id)
        row = (await self._connection.execute(query.with_for_update(of=appointment))).first()
        return _to_appointment(row) if row else None

    async def live_appointments(self, work_order_id: int) -> tuple[Appointment, ...]:
        """Those not yet over, earliest first, locked until the unit of work ends."""
        query = (
            _appointments()
            .where(
                appointment.c.work_order_id == work_order_id, appointment.c.state.in_(_LIVE_STATES)
            )
            .order_by(appointment.c.earliest_arrival, appointment.c.id)
            .with_for_update(of=appointment)
        )
        return tuple(_to_appointment(row) for row in await self._connection.execute(query))

    async def last_ended(
        self, work_order_id: int, events: Collection[AppointmentEvent]
    ) -> Appointment | None:
        """The visit that ended last by one of these events."""
        query = (
            _appointments()
            .where(
                appointment.c.work_order_id == work_order_id,
                appointment.c.ended_by.in_([event.value for event in events]),
            )
            .order_by(appointment.c.changed_at.desc(), appointment.c.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return _to_appointment(row) if row else None

    async def visits_of(self, operative_id: int, day: date) -> tuple[Appointment, ...]:
        """The operative's live visits of that day, earliest first, locked."""
        return await self._live_visits(operative_id, diary_window.c.date == day)

    async def visits_from(self, operative_id: int, first: date) -> tuple[Appointment, ...]:
        """The operative's live visits of that day and later, earliest first, locked."""
        return await self._live_visits(operative_id, diary_window.c.date >= first)

    async def _live_visits(
        self, operative_id: int, when: ColumnElement[bool]
    ) -> tuple[Appointment, ...]:
        query = (
            _appointments()
            .where(
                diary_window.c.operative_id == operative_id,
                when,
                appointment.c.state.in_(_LIVE_STATES),
            )
            .order_by(appointment.c.earliest_arrival, appointment.c.id)
            .with_for_update(of=appointment)
        )
        return tuple(_to_appointment(row) for row in await self._connection.execute(query))

    async def lapsed_holds(self, now: datetime) -> tuple[Appointment, ...]:
        """Reserved ones whose hold has ended, locked; those that another process has are left."""
        query = (
            _appointments()
            .where(
                appointment.c.state == AppointmentState.RESERVED.value,
                appointment.c.hold_expires_at <= now,
            )
            .order_by(appointment.c.id)
            .with_for_update(of=appointment, skip_locked=True)
        )
        return tuple(_to_appointment(row) for row in await self._connection.execute(query))

    async def change_appointment(
        self,
        old: Appointment,
        state: AppointmentState,
        *,
        event: AppointmentEvent,
        actor: str,
        note: str | None,
        now: datetime,
        follow_on: FollowOn | None = None,
        minutes_spent: int | None = None,
    ) -> Appointment:
        """Sets the status that the event leads to and writes the line of history."""
        await self._connection.execute(
            update(appointment)
            .where(appointment.c.id == old.id)
            .values(
                state=state.value,
                changed_at=now,
                ended_by=None if state in LIVE else event.value,
                follow_on=follow_on.value if follow_on else None,
                minutes_spent=minutes_spent,
            )
        )
        await self._record(old.id, old.state, state, actor, note, now)
        return await self._read(old.id)

    async def history(self, work_order_id: int) -> tuple[AppointmentChange, ...]:
        query = (
            select(appointment_event)
            .join(appointment, appointment.c.id == appointment_event.c.appointment_id)
            .where(appointment.c.work_order_id == work_order_id)
            .order_by(appointment_event.c.id)
        )
        return tuple(_to_change(row) for row in await self._connection.execute(query))

    async def _read(self, appointment_id: int) -> Appointment:
        query = _appointments().where(appointment.c.id == appointment_id)
        return _to_appointment((await self._connection.execute(query)).one())

    async def _record(
        self,
        appointment_id: int,
        from_state: AppointmentState | None,
        to_state: AppointmentState,
        actor: str,
        note: str | None,
        now: datetime,
    ) -> None:
        await self._connection.execute(
            insert(appointment_event).values(
                appointment_id=appointment_id,
                from_state=from_state.value if from_state else None,
                to_state=to_state.value,
                actor=actor,
                note=note,
                at=now,
            )
        )


_LIVE_STATES = [state.value for state in LIVE]


def _appointments() -> Select[Any]:
    return (
        select(
            appointment,
            diary_window.c.window,
            diary_window.c.operative_id,
            operative.c.name.label("operative_name"),
        )
        .join(diary_window, diary_window.c.id == appointment.c.diary_window_id)
        .join(operative, operative.c.id == diary_window.c.operative_id)
    )


def _to_appointment(row: Row[Any]) -> Appointment:
    return Appointment(
        id=row.id,
        work_order_id=row.work_order_id,
        diary_window_id=row.diary_window_id,
        window=row.window,
        minutes=row.minutes,
        counts_as_routine=bool(row.counts_as_routine),
        earliest_arrival=row.earliest_arrival,
        latest_arrival=row.latest_arrival,
        state=AppointmentState(row.state),
        hold_expires_at=row.hold_expires_at,
        operative_name=row.operative_name,
        operative_id=row.operative_id,
        changed_at=row.changed_at,
        ended_by=AppointmentEvent(row.ended_by) if row.ended_by else None,
        follow_on=FollowOn(row.follow_on) if row.follow_on else None,
        minutes_spent=row.minutes_spent,
    )


def _to_change(row: Row[Any]) -> AppointmentChange:
    return AppointmentChange(
        appointment_id=row.appointment_id,
        from_state=AppointmentState(row.from_state) if row.from_state else None,
        to_state=AppointmentState(row.to_state),
        actor=row.actor,
        note=row.note,
        at=row.at,
    )
