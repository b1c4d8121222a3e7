"""A whole gateway on each database, with the phone simulator for Twilio and a double for Rasa."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from gateway.app import create_app
from gateway.services import Services, services_for
from gateway.simulator.credentials import with_simulator
from housing.domain.messaging.conversation import Channel, Conversation, Message
from housing.settings import Settings
from ops.running.ports import free_port
from tests.gateway.phone import Phone, until
from tests.support.rasa_double import RasaDouble
from tests.support.serving import serving


@dataclass
class Gateway:
    """A running gateway and what a test reaches around it."""

    base: str
    services: Services
    rasa: RasaDouble
    session: aiohttp.ClientSession
    phones: list[Phone] = field(default_factory=list)

    def phone(self, number: str = "+447700900123") -> Phone:
        token = self.services.settings.twilio_auth_token.get_secret_value()
        account = self.services.settings.twilio_account_sid
        return Phone(self.base, token, number, account, session=self.session)

    async def conversation(self, number: str = "+447700900123") -> Conversation | None:
        async with self.services.reads() as uow:
            return await uow.talk.find(Channel.SMS, number)

    async def log(self, number: str = "+447700900123") -> tuple[Message, ...]:
        """The conversation of a number as it is stored; empty when there is none."""
        conversation = await self.conversation(number)
        if conversation is None:
            return ()
        async with self.services.reads() as uow:
            return await uow.talk.messages(conversation.id)

    async def delivered(self, text: str, number: str = "+447700900123") -> Message:
        """What we said in these words, once the phone has it."""

        async def look() -> Message | None:
            said = [m for m in await self.log(number) if m.text == text and m.direction == "out"]
            return said[0] if said and said[0].state == "delivered" else None

        found: Message = await until(look)
        return found

    async def handoff(self, number: str = "+447700900123") -> Any:
        conversation = await self.conversation(number)
        assert conversation is not None
        async with self.services.reads() as uow:
            return await uow.desk.open_handoff(conversation.id)


@pytest.fixture
def rasa() -> RasaDouble:
    return RasaDouble()


@pytest.fixture
def settings(database_url: str, redis_url: str, rasa: RasaDouble, tmp_path: Any) -> Settings:
    bot_port = free_port()
    made = Settings(
        hearthline_home=tmp_path,
        database_url=database_url,
        redis_url=redis_url,
        gateway_port=free_port(),
        bot_port=bot_port,
        bot_token=SecretStr(rasa.token),
        link_secret=SecretStr("a secret of the tests"),
        actions_port=bot_port,
        phone_simulator=True,
    )
    return with_simulator(made)


@pytest.fixture
async def services(settings: Settings) -> AsyncIterator[Services]:
    """The services alone: nothing answers and no loop runs."""
    async with services_for(settings) as services:
        yield services


@pytest.fixture
async def gateway(services: Services, rasa: RasaDouble) -> AsyncIterator[Gateway]:
    settings = services.settings
    async with (
        serving(rasa.app(), settings.bot_port),
        serving(create_app(services), settings.gateway_port) as base,
        aiohttp.ClientSession() as session,
    ):
        yield Gateway(base, services, rasa, session)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests here cut connections in the middle; the collector may find the server's side of one.

    Only here: anywhere else a socket left open is a mistake of ours and fails the test.
    """
    for item in items:
        if item.path.parent.name == "gateway":
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed transport:ResourceWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"))
