"""The port `Bot` over HTTP: what holds of the double that other tests use holds of the real bot."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from housing.adapters.bot_client import RasaBot
from housing.adapters.clock import SystemClock
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.unit_of_work import sql_units
from housing.domain.messaging.conversation import Channel
from housing.ports.messaging.bot import BotFailed
from ops.running.ports import free_port
from ops.running.service import Stack
from tests.support.rasa_double import RasaDouble
from tests.support.serving import serving

REAL = pytest.param("real", marks=[pytest.mark.stack, pytest.mark.timeout(240)])


@dataclass(frozen=True)
class Server:
    """A bot's address and token, and a stored message of a stored conversation."""

    address: str
    token: str
    conversation_id: int
    message_id: int


@pytest.fixture
def rasa() -> RasaDouble:
    return RasaDouble()


@pytest.fixture
async def double(rasa: RasaDouble) -> AsyncIterator[Server]:
    async with serving(rasa.app(), free_port()) as address:
        yield Server(address, rasa.token, conversation_id=1, message_id=1)


@pytest.fixture(params=["double", REAL])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
async def real(stack: Stack) -> Server:
    engine, now = open_engine(stack.database_url), SystemClock().now()
    async with sql_units(engine)() as uow:
        conversation = await uow.talk.conversation_for(Channel.WEBCHAT, f"contract {now}", now)
        message = await uow.talk.add_message(
            conversation_id=conversation.id,
            direction="in",
            author="tenant",
            text="hello",
            state="done",
            now=now,
        )
    await engine.dispose()
    return Server(stack.bot, stack.bot_token, conversation.id, message.id)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.parametrize("text", ["my tap drips", "", "/restart", "x" * 4000])
async def test_a_parse_has_an_intent_and_entities(
    server: Server, session: aiohttp.ClientSession, text: str
) -> None:
    reading = await RasaBot(session, server.address, server.token).parse(text)
    assert isinstance(reading["intent"]["name"], str | None)
    assert 0 <= reading["intent"]["confidence"] <= 1
    assert isinstance(reading["entities"], list)
    assert reading["intent"]["name"] != "restart"


@pytest.mark.parametrize("text", ["hello", "/restart", ""])
async def test_a_turn_has_replies(
    server: Server, session: aiohttp.ClientSession, text: str
) -> None:
    replies = await RasaBot(session, server.address, server.token).turn(
        conversation_id=server.conversation_id,
        channel=Channel.WEBCHAT,
        text=text,
        message_id=server.message_id,
    )
    assert all(reply.text for reply in replies)


async def test_another_token_is_a_bot_that_failed(
    server: Server, session: aiohttp.ClientSession
) -> None:
    bot = RasaBot(session, server.address, "another")
    with pytest.raises(BotFailed):
        await bot.parse("hello")
    with pytest.raises(BotFailed):
        await bot.turn(conversation_id=1, channel=Channel.SMS, text="hello", message_id=1)


@pytest.mark.parametrize("status", [401, 409, 500, 503])
async def test_an_error_is_a_bot_that_failed(
    rasa: RasaDouble, double: Server, session: aiohttp.ClientSession, status: int
) -> None:
    rasa.status = status
    bot = RasaBot(session, double.address, double.token)
    with pytest.raises(BotFailed):
        await bot.parse("hello")
    with pytest.raises(BotFailed):
        await bot.turn(conversation_id=1, channel=Channel.SMS, text="hello", message_id=1)


async def test_an_empty_answer_and_a_refused_connection_are_a_bot_that_failed(
    rasa: RasaDouble, double: Server, session: aiohttp.ClientSession
) -> None:
    rasa.answer = lambda _asked: []
    with pytest.raises(BotFailed):
        await RasaBot(session, double.address, double.token).turn(
            conversation_id=1, channel=Channel.SMS, text="hello", message_id=1
        )
    nobody = RasaBot(session, f"http://127.0.0.1:{free_port()}", double.token)
    with pytest.raises(BotFailed):
        await nobody.parse("hello")
