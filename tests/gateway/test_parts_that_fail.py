"""A part is down: nothing is lost, the tenant hears honestly, staff see it, it is tried again."""

import asyncio
from datetime import timedelta

import pytest
from pydantic import SecretStr

from housing.domain.messaging.conversation import Owner
from housing.services.messaging import part_failed
from tests.gateway.conftest import Gateway
from tests.gateway.phone import until
from tests.support.valkey import Valkey


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_failed, "PATIENCE", timedelta(seconds=1))


@pytest.mark.parametrize("fault", ["http error", "empty answer", "refused token"])
async def test_a_bot_that_fails_is_owned_up_to_and_tried_again(
    gateway: Gateway, fault: str
) -> None:
    answer = gateway.rasa.answer
    if fault == "http error":
        gateway.rasa.status = 503
    elif fault == "empty answer":
        gateway.rasa.answer = lambda _asked: []
    else:
        gateway.rasa.token = "changed"
    phone = gateway.phone()
    await phone.text("my tap drips")
    (told,) = await phone.hears(1)
    assert "kept for a person" in told
    assert gateway.services.deal.landlord.phone in told
    assert "999" in told
    assert "0800 111 999" in told
    handoff = await gateway.handoff()
    assert handoff.reason == "part_failed"
    assert (await gateway.log())[0].state == "received"

    gateway.rasa.status = 200
    gateway.rasa.answer = answer
    gateway.rasa.token = gateway.services.settings.bot_token.get_secret_value()
    assert (await phone.hears(2, patience_s=20))[1] == "You said: my tap drips"
    conversation = await gateway.conversation()
    assert conversation is not None
    assert conversation.owner is Owner.BOT
    assert (await gateway.handoff()).id == handoff.id, "the promised person still sees it"
    assert len(await phone.heard()) == 2


async def test_a_message_that_comes_while_a_part_is_down_waits_for_its_turn(
    gateway: Gateway,
) -> None:
    gateway.rasa.status = 503
    phone = gateway.phone()
    await phone.text("one")
    await phone.hears(1)
    await phone.text("two")
    await asyncio.sleep(1.5)
    gateway.rasa.status = 200
    heard = await phone.hears(3, patience_s=20)
    assert heard[1:] == ["You said: one", "You said: two"]
    await asyncio.sleep(1.5)
    assert len(await phone.heard()) == 3, "nobody is told of one failure twice"


async def test_a_person_who_claims_keeps_the_bot_out_for_good(gateway: Gateway) -> None:
    gateway.rasa.status = 503
    phone = gateway.phone()
    await phone.text("my tap drips")
    await phone.hears(1)
    conversation = await gateway.conversation()
    assert conversation is not None
    async with gateway.services.units() as uow:
        await uow.talk.set_owner(conversation, Owner.OFFICER, None)
    gateway.rasa.status = 200

    async def done() -> bool:
        return (await gateway.log())[0].state == "done"

    await until(done, patience_s=20)
    assert len(await phone.heard()) == 1
    assert gateway.rasa.asked == []


async def test_without_redis_texts_are_answered_and_delivered(
    gateway: Gateway, valkey_server: Valkey
) -> None:
    phone = gateway.phone()
    valkey_server.stop()
    try:
        await phone.text("my tap drips")
        assert await phone.hears(1) == ["You said: my tap drips"]
        async with gateway.session.get(f"{gateway.base}/readyz") as ready:
            assert ready.status == 503
            assert (await ready.json())["failing"] == ["redis"]
    finally:
        valkey_server.start()


async def test_readiness_names_the_part_that_fails(gateway: Gateway) -> None:
    async with gateway.session.get(f"{gateway.base}/readyz") as ready:
        assert ready.status == 200, await ready.text()
    gateway.rasa.token = SecretStr("another").get_secret_value()
    async with gateway.session.get(f"{gateway.base}/readyz") as ready:
        assert ready.status == 503
        assert (await ready.json())["failing"] == ["bot"]
    async with gateway.session.get(f"{gateway.base}/healthz") as alive:
        assert alive.status == 200
