"""What the services need from outside, as Protocols; adapters answer them.

A service is an async function that takes the unit of work first. Whoever calls it opens the
transaction: `async with units() as uow: await handoffs.claim(uow, ...)`. It is committed when the
block ends and rolled back when an error leaves it.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from housing.domain.messaging.limits import Limits
from housing.ports.audit import Audit
from housing.ports.calendars import Calendars
from housing.ports.case_steps import CaseSteps
from housing.ports.desk import Desk
from housing.ports.diary import Diary
from housing.ports.elements import Elements
from housing.ports.field import Field
from housing.ports.homes import Homes
from housing.ports.jobs import Jobs
from housing.ports.landlord import LandlordCommands
from housing.ports.loose_ends import LooseEnds
from housing.ports.on_call import OnCall
from housing.ports.owed import OwedSums
from housing.ports.promises import Promises
from housing.ports.reports import Reports
from housing.ports.review import Reviews
from housing.ports.sign_in import SignIns
from housing.ports.talk import Talk


class Clock(Protocol):
    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        ...


class Events(Protocol):
    """Wakes the other processes; losing one loses nothing, for all of them read SQL as well."""

    async def publish(self, kind: str, conversation_id: int) -> None: ...


class UnitOfWork(Protocol):
    """One transaction and the repositories that take part in it."""

    @property
    def audit(self) -> Audit: ...
    @property
    def calendars(self) -> Calendars: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def diary(self) -> Diary: ...
    @property
    def elements(self) -> Elements: ...
    @property
    def field(self) -> Field: ...
    @property
    def homes(self) -> Homes: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def landlord(self) -> LandlordCommands: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def loose_ends(self) -> LooseEnds: ...
    @property
    def on_call(self) -> OnCall: ...
    @property
    def owed(self) -> OwedSums: ...
    @property
    def promises(self) -> Promises: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def sign_ins(self) -> SignIns: ...
    @property
    def steps(self) -> CaseSteps: ...
    @property
    def talk(self) -> Talk: ...


Units = Callable[[], AbstractAsyncContextManager[UnitOfWork]]

__all__ = [
    "Audit",
    "Calendars",
    "CaseSteps",
    "Clock",
    "Desk",
    "Diary",
    "Elements",
    "Events",
    "Field",
    "Homes",
    "Jobs",
    "LandlordCommands",
    "LooseEnds",
    "OnCall",
    "OwedSums",
    "Promises",
    "Reports",
    "Reviews",
    "SignIns",
    "Talk",
    "UnitOfWork",
    "Units",
]
