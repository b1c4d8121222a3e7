"""The port `Bot` over HTTP: what holds of the double that other tests use holds of the real bot.

The same tests run against both; the real bot's run is marked `stack`.
"""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from housing.adapters.bot_client import RasaBot
from housing.domain.conversation import Channel
from housing.ports.bot import BotFailed
from ops.ports import free_port
from tests.support.rasa_double import RasaDouble
from tests.support.serving import serving


@pytest.fixture
async def double() -> AsyncIterator[tuple[RasaDouble, str]]:
    rasa = RasaDouble()
    async with serving(rasa.app(), free_port()) as address:
        yield rasa, address


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_a_parse_has_an_intent_and_entities(
    double: tuple[RasaDouble, str], session: aiohttp.ClientSession
) -> None:
    rasa, address = double
    bot = RasaBot(session, address, rasa.token)
    reading = await bot.parse("my tap drips")
    assert isinstance(reading["intent"]["name"], str)
    assert 0 <= reading["intent"]["confidence"] <= 1
    assert isinstance(reading["entities"], list)


async def test_a_turn_has_replies(
    double: tuple[RasaDouble, str], session: aiohttp.ClientSession
) -> None:
    rasa, address = double
    bot = RasaBot(session, address, rasa.token)
    replies = await bot.turn(conversation_id=1, channel=Channel.SMS, text="/restart", message_id=5)
    assert replies[0].text == "You said: restart"


@pytest.mark.parametrize("status", [401, 409, 500, 503])
async def test_an_error_is_a_bot_that_failed(
    double: tuple[RasaDouble, str], session: aiohttp.ClientSession, status: int
) -> None:
    rasa, address = double
    rasa.status = status
    bot = RasaBot(session, address, rasa.token)
    with pytest.raises(BotFailed):
        await bot.parse("hello")
    with pytest.raises(BotFailed):
        await bot.turn(conversation_id=1, channel=Channel.SMS, text="hello", message_id=1)


async def test_an_empty_answer_and_a_refused_connection_are_a_bot_that_failed(
    double: tuple[RasaDouble, str], session: aiohttp.ClientSession
) -> None:
    rasa, address = double
    rasa.answer = lambda _asked: []
    bot = RasaBot(session, address, rasa.token)
    with pytest.raises(BotFailed):
        await bot.turn(conversation_id=1, channel=Channel.SMS, text="hello", message_id=1)
    nobody = RasaBot(session, f"http://127.0.0.1:{free_port()}", rasa.token)
    with pytest.raises(BotFailed):
        await nobody.parse("hello")
