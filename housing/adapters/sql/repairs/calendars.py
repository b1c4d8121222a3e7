"""Calendars over SQL: their links, and the visits that were ever booked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, func, select

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.homes import home
from housing.adapters.sql.tables.repairs import (
    appointment,
    appointment_event,
    calendar_link,
    diary_window,
    work_order,
)
from housing.adapters.sql.tables.reports import report
from housing.domain.repairs.appointments import AppointmentState
from housing.domain.repairs.calendar_events import KnownVisit

_link = calendar_link.c


class Calendars(Repository):
    async def order_link(self, work_order_id: int, *, token: str, now: datetime) -> str:
        """The token of the order's calendar: the one it has, else this one."""
        return await self._link("work_order_id", work_order_id, token, now)

    async def operative_link(self, operative_id: int, *, token: str, now: datetime) -> str:
        """The token of the operative's calendar: the one it has, else this one."""
        return await self._link("operative_id", operative_id, token, now)

    async def _link(self, whose: str, key: int, token: str, now: datetime) -> str:
        await self._connection.execute(
            insert_new(self._connection, calendar_link, whose).values(
                {whose: key, "token": token, "created_at": now}
            )
        )
        query = select(_link.token).where(_link[whose] == key)
        return str((await self._connection.execute(query)).scalar_one())

    async def withdraw_operative_link(self, operative_id: int) -> None:
        """The link leads nowhere from now on."""
        await self._connection.execute(
            delete(calendar_link).where(_link.operative_id == operative_id)
        )

    async def owner(self, token: str) -> tuple[int | None, int | None] | None:
        """The order or the operative whose calendar it is; None for a token that nobody has."""
        query = select(_link.work_order_id, _link.operative_id).where(_link.token == token)
        row = (await self._connection.execute(query)).first()
        return (row.work_order_id, row.operative_id) if row else None

    async def visits_of_order(self, work_order_id: int) -> tuple[KnownVisit, ...]:
        """All that were ever booked for it, in the order of booking."""
        a, w = appointment.c, work_order.c
        query = (
            select(
                w.reference,
                w.issue,
                diary_window.c.operative_id,
                a.state,
                a.earliest_arrival,
                a.latest_arrival,
                a.changed_at,
                func.coalesce(report.c.told_address, home.c.address, "").label("address"),
                home.c.postcode,
            )
            .join_from(appointment, work_order, w.id == a.work_order_id)
            .join(diary_window, diary_window.c.id == a.diary_window_id)
            .join(report, report.c.id == w.report_id)
            .outerjoin(home, home.c.id == w.home_id)
            .where(w.id == work_order_id, _was_booked())
            .order_by(a.id)
        )
        return tuple(_to_visit(row) for row in await self._connection.execute(query))

    async def orders_of_operative(
        self, operative_id: int, *, first: date, last: date
    ) -> tuple[int, ...]:
        """Orders with a visit of the operative's on these days, whatever became of it."""
        query = (
            select(appointment.c.work_order_id)
            .join(diary_window, diary_window.c.id == appointment.c.diary_window_id)
            .where(
                diary_window.c.operative_id == operative_id,
                diary_window.c.date.between(first, last),
                _was_booked(),
            )
            .distinct()
            .order_by(appointment.c.work_order_id)
        )
        return tuple((await self._connection.execute(query)).scalars())


def _was_booked() -> Any:
    """A hold that came to nothing was never anybody's visit."""
    e = appointment_event.c
    return exists().where(
        e.appointment_id == appointment.c.id, e.to_state == AppointmentState.SCHEDULED.value
    )


def _to_visit(row: Any) -> KnownVisit:
    address = ", ".join(filter(None, (row.address, row.postcode)))
    return KnownVisit(
        work_order=row.reference,
        issue=row.issue,
        operative_id=row.operative_id,
        state=AppointmentState(row.state),
        earliest_arrival=row.earliest_arrival,
        latest_arrival=row.latest_arrival,
        changed_at=row.changed_at,
        address=address,
    )
