"""An operative's day as their phone shows it, read straight from SQL. Reads only.

Everything is asked for by the operative's own id: nobody else's visit can be read here.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from housing.adapters.sql.day import queries
from housing.adapters.sql.day.rows import (
    EarlierRepairRow,
    EarlierVisitRow,
    EmergencyRow,
    Job,
    JobRow,
    ProblemRow,
    SiteAlertRow,
    ToldBesideRow,
    ToldRow,
    VisitNoteRow,
    VisitPhotoRow,
)
from housing.adapters.sql.tables.repairs import appointment, diary_window
from housing.adapters.sql.views.desk_views import rows
from housing.domain.repairs.recalls import RECALL_WITHIN

DAYS_AHEAD = 7
# A tap counts for a day; for as long its visit can be read.
DAYS_BACK = 1


class DayViews:
    """Reads for the operatives' pages over read-only transactions."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A snapshot that takes no write lock."""
        async with self._engine.connect() as connection:
            connection = await connection.execution_options(read_only=True)
            async with connection.begin():
                yield connection

    async def jobs(self, operative_id: int, day: date, today: date) -> tuple[JobRow, ...]:
        """The day's visits in the order of the round, also those done or cancelled."""
        query = queries.on_day(queries.jobs(operative_id), day, today)
        async with self.reading() as connection:
            return await rows(connection, JobRow, query)

    async def days(self, operative_id: int, today: date) -> dict[date, int]:
        """The coming days with how many visits each has, those without left out."""
        last = today + timedelta(days=DAYS_AHEAD)
        async with self.reading() as connection:
            found = await connection.execute(
                queries.days(operative_id, today + timedelta(days=1), last)
            )
            return {row.date: row.visits for row in found}

    async def emergencies(self, operative_id: int) -> tuple[EmergencyRow, ...]:
        async with self.reading() as connection:
            return await rows(connection, EmergencyRow, queries.emergencies(operative_id))

    async def job(self, operative_id: int, appointment_id: int, today: date) -> Job | None:
        """One visit with all about it; None unless it is this operative's and of these days."""
        query = queries.jobs(operative_id).where(
            appointment.c.id == appointment_id,
            diary_window.c.date.between(
                today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
            ),
        )
        async with self.reading() as connection:
            found = await rows(connection, JobRow, query)
            return await _whole(connection, found[0]) if found else None


async def _whole(connection: AsyncConnection, row: JobRow) -> Job:
    order = row.work_order_id
    told = (await rows(connection, ToldRow, queries.told(order)))[0]
    before = await rows(
        connection, EarlierRepairRow, queries.earlier_repairs(row.home_id, row.issue, order)
    )
    since = told.created_at - RECALL_WITHIN
    return Job(
        row=row,
        told=told,
        told_beside=await rows(connection, ToldBesideRow, queries.told_beside(order)),
        problems=await rows(connection, ProblemRow, queries.problems(order)),
        person_alerts=await rows(connection, SiteAlertRow, queries.person_alerts(row.tenant_id)),
        location_alerts=await rows(connection, SiteAlertRow, queries.location_alerts(row.home_id)),
        earlier_visits=await rows(
            connection, EarlierVisitRow, queries.earlier_visits(order, row.appointment_id)
        ),
        earlier_repairs=tuple(
            one for one in before if since <= one.completed_at <= told.created_at
        ),
        notes=await rows(connection, VisitNoteRow, queries.notes(order)),
        photos=await rows(connection, VisitPhotoRow, queries.photos(order)),
    )
