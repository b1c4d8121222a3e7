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
from housing.ports.casework.case_steps import CaseSteps
from housing.ports.casework.jobs import Jobs
from housing.ports.casework.loose_ends import LooseEnds
from housing.ports.casework.owed import OwedSums
from housing.ports.casework.promises import Promises
from housing.ports.casework.reports import Reports
from housing.ports.casework.review import Reviews
from housing.ports.messaging.desk import Desk
from housing.ports.messaging.talk import Talk
from housing.ports.people.audit import Audit
from housing.ports.people.homes import Homes
from housing.ports.people.sign_in import SignIns
from housing.ports.repairs.calendars import Calendars
from housing.ports.repairs.diary import Diary
from housing.ports.repairs.elements import Elements
from housing.ports.repairs.field import Field
from housing.ports.repairs.landlord import LandlordCommands
from housing.ports.repairs.on_call import OnCall


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
