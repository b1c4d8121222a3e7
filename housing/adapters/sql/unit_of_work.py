"""One SQL transaction and its repositories: committed when the block ends, else rolled back.

A service is an async function that takes the unit of work first. Whoever calls it opens the
transaction: `async with units() as uow: await handoffs.claim(uow, ...)`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from housing.adapters.sql.casework.case_steps import CaseSteps
from housing.adapters.sql.casework.jobs import Jobs
from housing.adapters.sql.casework.loose_ends import LooseEnds
from housing.adapters.sql.casework.owed import OwedSums
from housing.adapters.sql.casework.promises import Promises
from housing.adapters.sql.casework.reports import Reports
from housing.adapters.sql.casework.reviews import Reviews
from housing.adapters.sql.engine import QUEUE_TIMEOUT_S
from housing.adapters.sql.messaging.desk import Desk
from housing.adapters.sql.messaging.outbox import Outbox
from housing.adapters.sql.messaging.talk import Talk
from housing.adapters.sql.messaging.turns import Turns
from housing.adapters.sql.people.audit import Audit
from housing.adapters.sql.people.field_accounts import FieldAccounts
from housing.adapters.sql.people.homes import Homes
from housing.adapters.sql.people.officers import Officers
from housing.adapters.sql.people.sign_ins import SignIns
from housing.adapters.sql.people.site_alerts import SiteAlerts
from housing.adapters.sql.repairs.appointments import Appointments
from housing.adapters.sql.repairs.calendars import Calendars
from housing.adapters.sql.repairs.call_outs import CallOuts
from housing.adapters.sql.repairs.diary import Diary
from housing.adapters.sql.repairs.elements import Elements
from housing.adapters.sql.repairs.field import Field
from housing.adapters.sql.repairs.landlord_commands import LandlordCommands
from housing.adapters.sql.repairs.nearby_jobs import NearbyJobs
from housing.adapters.sql.repairs.work_orders import WorkOrders
from housing.domain.messaging.limits import Limits

LIMITS = Limits()


class UnitOfWork:
    """One transaction and the repositories that take part in it; made by `sql_units`."""

    def __init__(self, connection: AsyncConnection, limits: Limits) -> None:
        self.limits = limits
        self.appointments = Appointments(connection)
        self.audit = Audit(connection)
        self.calendars = Calendars(connection)
        self.desk = Desk(connection)
        self.diary = Diary(connection)
        self.elements = Elements(connection)
        self.field = Field(connection)
        self.homes = Homes(connection)
        self.jobs = Jobs(connection)
        self.landlord = LandlordCommands(connection)
        self.loose_ends = LooseEnds(connection)
        self.nearby_jobs = NearbyJobs(connection)
        self.officers = Officers(connection)
        self.on_call = CallOuts(connection)
        self.operatives = FieldAccounts(connection)
        self.orders = WorkOrders(connection)
        self.outbox = Outbox(connection)
        self.owed = OwedSums(connection)
        self.promises = Promises(connection)
        self.reports = Reports(connection)
        self.reviews = Reviews(connection)
        self.sign_ins = SignIns(connection)
        self.site_alerts = SiteAlerts(connection)
        self.steps = CaseSteps(connection)
        self.talk = Talk(connection)
        self.turns = Turns(connection)


Units = Callable[[], AbstractAsyncContextManager[UnitOfWork]]


class _Line(asyncio.Lock):
    """First come, first served; whoever waits longer than for a connection gives up."""

    async def __aenter__(self) -> None:
        async with asyncio.timeout(QUEUE_TIMEOUT_S):
            await self.acquire()


def sql_units(engine: AsyncEngine, limits: Limits = LIMITS) -> Units:
    """A factory of units of work on the engine.

    SQLite lets one writer in at a time: those of this process stand in line here, in order, and
    hold no connection that a reader could use.
    """
    turn = _Line() if engine.dialect.name == "sqlite" else nullcontext()

    @asynccontextmanager
    async def unit() -> AsyncIterator[UnitOfWork]:
        async with turn, engine.begin() as connection:
            yield UnitOfWork(connection, limits)

    return unit


def sql_reads(engine: AsyncEngine, limits: Limits = LIMITS) -> Units:
    """A factory for reading only: on SQLite it waits for no writer and holds none up."""

    @asynccontextmanager
    async def unit() -> AsyncIterator[UnitOfWork]:
        async with engine.connect() as connection:
            reading = await connection.execution_options(read_only=True)
            async with reading.begin():
                yield UnitOfWork(reading, limits)

    return unit
