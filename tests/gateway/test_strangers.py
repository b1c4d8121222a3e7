"""Numbers that cost money: answered so often a day, and only where a tenant may be."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from gateway.app import create_app
from gateway.services import services_for
from housing.settings import Settings
from tests.gateway.conftest import Gateway
from tests.gateway.phone import until
from tests.support.rasa_double import RasaDouble
from tests.support.serving import serving

GAS = {"entity": "danger", "value": "gas", "confidence": 0.98, "start": 8, "end": 11}
CAP = 2


@pytest.fixture
async def capped(settings: Settings, rasa: RasaDouble) -> AsyncIterator[Gateway]:
    few = settings.model_copy(update={"replies_a_day": CAP})
    async with (
        services_for(few) as services,
        serving(rasa.app(), few.bot_port),
        serving(create_app(services), few.gateway_port) as base,
        aiohttp.ClientSession() as session,
    ):
        yield Gateway(base, services, rasa, session)


async def _settled(gateway: Gateway, number: str, count: int) -> list[str]:
    """What was said to the number once its `count` texts are dealt with."""

    async def look() -> bool:
        sent = [m for m in await gateway.log(number) if m.direction == "in"]
        return len(sent) == count and all(m.state == "done" for m in sent)

    await until(look)
    return [m.text for m in await gateway.log(number) if m.direction == "out"]


async def test_a_machine_is_answered_so_often_and_then_told_whom_to_ring(capped: Gateway) -> None:
    phone = capped.phone()
    for number in range(1, CAP + 3):
        await phone.text(f"thanks {number}")
        said = await _settled(capped, phone.number, number)
    landlord = capped.services.deal.landlord
    assert [text.startswith("You said") for text in said] == [True] * CAP + [False]
    assert landlord.phone in said[-1]
    assert landlord.out_of_hours_phone in said[-1]
    assert len(capped.rasa.asked) == CAP, "the bot is not even asked"
    assert (await capped.handoff()).reason == "reply_cap"


async def test_beyond_the_cap_danger_is_answered_and_others_are(capped: Gateway) -> None:
    phone, other = capped.phone(), capped.phone("+447700900124")
    for number in range(1, CAP + 2):
        await phone.text(f"thanks {number}")
        await _settled(capped, phone.number, number)
    capped.rasa.read = lambda text: [GAS] if "gas" in text else []
    await phone.text("I smell gas")
    said = await _settled(capped, phone.number, CAP + 2)
    assert "0800 111 999" in said[-1]
    await other.text("hello")
    assert await _settled(capped, other.number, 1) == ["You said: hello"]


@pytest.mark.parametrize(
    ("number", "countries", "texted"),
    [
        ("+447700900777", "+44", True),
        ("+441632960001", "+44", True),
        ("+353201234567", "+44", False),
        ("+353201234567", "+44, +353", True),
        ("+449098790000", "+44", False),
        ("+448712345678", "+44", False),
        ("+447012345678", "+44", False),
        ("+447624123456", "+44", True),
        ("60777", "+44", False),
        ("Vodafone", "+44", False),
    ],
)
def test_which_numbers_are_texted(
    settings: Settings, number: str, countries: str, texted: bool
) -> None:
    limits = settings.model_copy(update={"sms_countries": countries}).limits
    assert limits.may_text(number) is texted


async def test_a_foreign_text_is_kept_and_shown_but_not_answered(gateway: Gateway) -> None:
    phone = gateway.phone("+353201234567")
    await phone.text("hello from afar")
    await _settled(gateway, phone.number, 1)
    sent, reply = await gateway.log(phone.number)
    assert (sent.text, reply.state) == ("hello from afar", "withheld")
    conversation = await gateway.conversation(phone.number)
    assert conversation is not None
    async with gateway.services.reads() as uow:
        handoff = await uow.desk.open_handoff(conversation.id)
    assert handoff is not None
    assert handoff.reason == "cannot_text"
    assert await phone.thread() == []
