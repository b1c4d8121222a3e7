"""One SQL transaction and its repositories: committed when the block ends, else rolled back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from housing.adapters.sql.casework.case_steps import SqlCaseSteps
from housing.adapters.sql.casework.jobs import SqlJobs
from housing.adapters.sql.casework.loose_ends import SqlLooseEnds
from housing.adapters.sql.casework.owed import SqlOwedSums
from housing.adapters.sql.casework.promises import SqlPromises
from housing.adapters.sql.casework.reports import SqlReports
from housing.adapters.sql.casework.reviews import SqlReviews
from housing.adapters.sql.engine import QUEUE_TIMEOUT_S
from housing.adapters.sql.messaging.desk import SqlDesk
from housing.adapters.sql.messaging.talk import SqlTalk
from housing.adapters.sql.people.audit import SqlAudit
from housing.adapters.sql.people.homes import SqlHomes
from housing.adapters.sql.people.sign_ins import SqlSignIns
from housing.adapters.sql.repairs.calendars import SqlCalendars
from housing.adapters.sql.repairs.call_outs import SqlCallOuts
from housing.adapters.sql.repairs.diary import SqlDiary
from housing.adapters.sql.repairs.elements import SqlElements
from housing.adapters.sql.repairs.field import SqlField
from housing.adapters.sql.repairs.landlord_commands import SqlLandlordCommands
from housing.domain.messaging.limits import Limits
from housing.ports import UnitOfWork

LIMITS = Limits()


class SqlUnitOfWork:
    """The repositories over one connection; made by `sql_units`, never by hand."""

    def __init__(self, connection: AsyncConnection, limits: Limits) -> None:
        self.limits = limits
        self.audit = SqlAudit(connection)
        self.calendars = SqlCalendars(connection)
        self.desk = SqlDesk(connection)
        self.diary = SqlDiary(connection)
        self.elements = SqlElements(connection)
        self.field = SqlField(connection)
        self.homes = SqlHomes(connection)
        self.jobs = SqlJobs(connection)
        self.landlord = SqlLandlordCommands(connection)
        self.loose_ends = SqlLooseEnds(connection)
        self.on_call = SqlCallOuts(connection)
        self.owed = SqlOwedSums(connection)
        self.promises = SqlPromises(connection)
        self.reports = SqlReports(connection)
        self.reviews = SqlReviews(connection)
        self.sign_ins = SqlSignIns(connection)
        self.steps = SqlCaseSteps(connection)
        self.talk = SqlTalk(connection)


class _Line(asyncio.Lock):
    """First come, first served; whoever waits longer than for a connection gives up."""

    async def __aenter__(self) -> None:
        async with asyncio.timeout(QUEUE_TIMEOUT_S):
            await self.acquire()


def sql_units(
    engine: AsyncEngine, limits: Limits = LIMITS
) -> Callable[[], AbstractAsyncContextManager[UnitOfWork]]:
    """A factory of units of work on the engine.

    SQLite lets one writer in at a time: those of this process stand in line here, in order, and
    hold no connection that a reader could use.
    """
    turn = _Line() if engine.dialect.name == "sqlite" else nullcontext()

    @asynccontextmanager
    async def unit() -> AsyncIterator[UnitOfWork]:
        async with turn, engine.begin() as connection:
            yield SqlUnitOfWork(connection, limits)

    return unit


def sql_reads(
    engine: AsyncEngine, limits: Limits = LIMITS
) -> Callable[[], AbstractAsyncContextManager[UnitOfWork]]:
    """A factory for reading only: on SQLite it waits for no writer and holds none up."""

    @asynccontextmanager
    async def unit() -> AsyncIterator[UnitOfWork]:
        async with engine.connect() as connection:
            reading = await connection.execution_options(read_only=True)
            async with reading.begin():
                yield SqlUnitOfWork(reading, limits)

    return unit
