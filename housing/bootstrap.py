"""The only place where parts are put together: settings in, working parts out.

Opens no connection: the engine and Redis connect when they are first used.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.clock import SystemClock
from housing.adapters.deal.files import BrokenDeal
from housing.adapters.deal.live import LiveDeal
from housing.adapters.landlord_api import LandlordApi
from housing.adapters.own_diary import OwnDiary
from housing.adapters.redis_events import RedisEvents
from housing.adapters.signed_links import SignedVisitLinks
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.unit_of_work import Units, sql_reads, sql_units
from housing.domain.deal.deal import Deal
from housing.ports import Clock
from housing.ports.repairs.landlord import LandlordSystem
from housing.ports.repairs.visit_links import VisitLinks
from housing.settings import Settings

REDIS_TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What every process of the landlord's side works with."""

    settings: Settings
    deals: LiveDeal
    clock: Clock
    engine: AsyncEngine
    units: Units
    reads: Units
    redis: Redis
    events: RedisEvents
    visit_links: VisitLinks | None

    @property
    def deal(self) -> Deal:
        """The Deal in use now; a later look may find a newer one."""
        return self.deals.deal


def build(settings: Settings) -> Parts:
    """The parts for these settings. A Deal that is not sound is told and nothing starts."""
    clock = SystemClock()
    try:
        deals = LiveDeal(settings.hearthline_deal, clock, settings.gateway_url)
    except BrokenDeal as broken:
        raise SystemExit(f"The Deal cannot be used:\n{broken}") from None
    engine = open_engine(settings.sql_url)
    redis = Redis.from_url(
        settings.redis_url,
        socket_timeout=REDIS_TIMEOUT_S,
        socket_connect_timeout=REDIS_TIMEOUT_S,
    )
    return Parts(
        settings=settings,
        deals=deals,
        clock=clock,
        engine=engine,
        units=sql_units(engine, settings.limits),
        reads=sql_reads(engine, settings.limits),
        redis=redis,
        events=RedisEvents(redis),
        visit_links=_visit_links(settings),
    )


def _visit_links(settings: Settings) -> VisitLinks | None:
    """None without a secret: then no links are sent, and none is accepted."""
    secret = settings.link_secret.get_secret_value()
    return SignedVisitLinks(secret, settings.gateway_url) if secret else None


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Parts]:
    """The parts, and their connections closed at the end."""
    parts = build(settings)
    try:
        yield parts
    finally:
        await parts.redis.aclose()
        await parts.engine.dispose()


def landlord_system(parts: Parts, http: aiohttp.ClientSession) -> LandlordSystem:
    """The landlord's own repairs system, or our own diary where there is none."""
    settings = parts.settings
    if not settings.landlord_api_url:
        return OwnDiary(parts.units)
    token = settings.landlord_api_token.get_secret_value()
    return LandlordApi(http, settings.landlord_api_url, token)
