"""What the gateway's handlers and loops work with, put together once and carried by the app."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from gateway.workers.wake import Wakes
from housing.adapters.bot_client import RasaBot
from housing.adapters.deal.live import LiveDeal
from housing.adapters.redis_events import RedisEvents
from housing.adapters.sql.messaging.chat_views import ChatViews
from housing.adapters.sql.unit_of_work import Units
from housing.adapters.twilio_sms import TwilioSms
from housing.bootstrap import landlord_system, opened
from housing.domain.deal.deal import Deal
from housing.ports import Clock
from housing.ports.messaging.bot import Bot
from housing.ports.messaging.sms import SmsSender
from housing.ports.repairs.landlord import LandlordSystem
from housing.ports.repairs.visit_links import VisitLinks
from housing.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    engine: AsyncEngine
    units: Units
    reads: Units
    views: ChatViews
    clock: Clock
    deals: LiveDeal
    redis: Redis
    events: RedisEvents
    bot: Bot
    sms: SmsSender
    landlord: LandlordSystem
    visit_links: VisitLinks | None
    http: aiohttp.ClientSession
    wakes: Wakes = field(default_factory=Wakes)

    @property
    def deal(self) -> Deal:
        """The Deal in use now."""
        return self.deals.deal


SERVICES = web.AppKey("services", Services)


@asynccontextmanager
async def services_for(settings: Settings) -> AsyncIterator[Services]:
    """The services over their real adapters, closed at the end; no connection is opened yet."""
    sms = TwilioSms(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        sender=settings.twilio_from,
        messaging_service_sid=settings.twilio_messaging_service_sid,
        api_url=settings.twilio_api_url,
        status_callback=f"{settings.gateway_url}/sms/status",
    )
    async with opened(settings) as parts, aiohttp.ClientSession() as http, aclosing(sms):
        yield Services(
            settings=settings,
            engine=parts.engine,
            units=parts.units,
            reads=parts.reads,
            views=ChatViews(parts.engine),
            clock=parts.clock,
            deals=parts.deals,
            redis=parts.redis,
            events=parts.events,
            bot=RasaBot(http, settings.bot_address, settings.bot_token.get_secret_value()),
            sms=sms,
            landlord=landlord_system(parts, http),
            visit_links=parts.visit_links,
            http=http,
        )
