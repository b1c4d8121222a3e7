"""What the desk is made of, given to it from outside, and the typed keys it is kept under."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from desk.canned_replies import CannedReply
from desk.live import Wakes
from housing.adapters.deal.live import LiveDeal
from housing.adapters.sql.day.views import DayViews
from housing.adapters.sql.unit_of_work import Units
from housing.adapters.sql.views.case_views import CaseViews
from housing.adapters.sql.views.repair_views import RepairViews
from housing.domain.deal.deal import Deal
from housing.domain.people.client_address import Network
from housing.domain.people.desk import OfficerSession
from housing.ports import Clock


class LiveEvents(Protocol):
    """Wake-up calls from the other processes, and to them."""

    async def publish(self, kind: str, conversation_id: int) -> None: ...
    def listen(self, listener: Callable[[], None]) -> None: ...
    async def follow(self) -> None: ...


@dataclass(frozen=True, slots=True)
class DeskParts:
    """`reads` opens transactions that take no write lock; `units` those that change something.

    `gateway_url` is how the world reaches the tenants' door, where calendars are served;
    `trusted_proxies` are those whose X-Forwarded-For is read.
    """

    units: Units
    reads: Units
    views: CaseViews
    days: DayViews
    repairs: RepairViews
    clock: Clock
    deals: LiveDeal
    events: LiveEvents
    canned_replies: tuple[CannedReply, ...]
    gateway_url: str
    trusted_proxies: tuple[Network, ...] = ()

    @property
    def deal(self) -> Deal:
        """The Deal in use now."""
        return self.deals.deal


PARTS = web.AppKey("PARTS", DeskParts)
WAKES = web.AppKey("WAKES", Wakes)
SESSION = web.RequestKey("SESSION", OfficerSession)


def parts_of(request: web.Request) -> DeskParts:
    return request.app[PARTS]
