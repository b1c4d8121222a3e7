"""Texts go out: in order, retried when the provider falters, their fate told by callbacks."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from gateway.services import Services
from gateway.workers.deliver import SmsDelivery
from housing.domain.messaging.conversation import Channel, Reply
from housing.ports.messaging.sms import Posted, SmsDelayed, SmsRefused
from housing.services.messaging import delivery, outbox
from tests.gateway.conftest import Gateway
from tests.gateway.phone import until

NUMBER = "+447700900123"


class Provider:
    """A provider of SMS that does what a test says, text by text."""

    def __init__(self, *outcomes: Posted | Exception) -> None:
        self.outcomes = list(outcomes)
        self.taken: list[str] = []

    async def send(self, *, to: str, text: str, message_id: int) -> Posted:
        outcome = self.outcomes.pop(0) if self.outcomes else Posted(f"SM{message_id}", "sent")
        if isinstance(outcome, Exception):
            raise outcome
        self.taken.append(text)
        return outcome


async def _say(services: Services, *texts: str) -> int:
    now = services.clock.now()
    async with services.units() as uow:
        conversation = await uow.talk.conversation_for(Channel.SMS, NUMBER, now)
        for text in texts:
            await outbox.enqueue(
                uow, conversation_id=conversation.id, author="bot", reply=Reply(text), now=now
            )
    return conversation.id


async def _states(services: Services, conversation_id: int) -> list[tuple[str, str | None]]:
    async with services.reads() as uow:
        log = await uow.talk.messages(conversation_id)
    return [(message.state, message.error_code) for message in log]


async def _run(services: Services, provider: Provider, look: Any) -> None:
    """Delivers with this provider until `look` is true."""
    loop = SmsDelivery(replace(services, sms=provider))

    async def steps() -> None:
        while True:
            await loop.step()

    task = asyncio.create_task(steps())
    try:
        await until(look)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await loop.close()


@pytest.fixture
def no_posting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gateway posts nothing by itself."""

    async def step(_self: SmsDelivery) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(SmsDelivery, "step", step)


async def test_texts_leave_in_order_the_next_when_the_one_before_is_sent(gateway: Gateway) -> None:
    phone = gateway.phone()
    await _say(gateway.services, "one", "two", "three")
    await gateway.services.events.publish("message", 1)
    assert await phone.hears(3) == ["one", "two", "three"]
    await gateway.delivered("three")


async def test_the_next_text_waits_for_news_of_the_one_before_but_not_for_ever(
    services: Services,
) -> None:
    number = await _say(services, "one", "two")
    now = services.clock.now()

    async def next_at(seconds: float) -> str | None:
        async with services.units() as uow:
            text = await delivery.next_text(uow, now=now + timedelta(seconds=seconds))
            return None if text is None else text.body

    async with services.units() as uow:
        first = await delivery.next_text(uow, now=now)
    assert first is not None
    assert await next_at(1) is None, "being posted"
    async with services.units() as uow:
        await delivery.posted(uow, text=first, answer=Posted("SM1", "queued"), now=now)
    assert await next_at(9.9) is None, "posted, and nothing known of it yet"
    assert await next_at(10.1) == "two"
    assert (await _states(services, number))[0] == ("sending", None)


async def test_a_poster_that_died_leaves_its_text_to_the_next(services: Services) -> None:
    await _say(services, "one")
    now = services.clock.now()
    for seconds, expected in ((0, "one"), (29, None), (31, "one")):
        async with services.units() as uow:
            text = await delivery.next_text(uow, now=now + timedelta(seconds=seconds))
        assert (text.body if text else None) == expected


@pytest.mark.parametrize(
    ("fault", "states"),
    [
        (SmsDelayed("20429"), [("sent", "20429"), ("sent", None)]),
        (SmsDelayed("TimeoutError"), [("sent", "TimeoutError"), ("sent", None)]),
        (SmsRefused("21211"), [("failed", "21211"), ("sent", None)]),
    ],
)
async def test_a_delayed_text_is_posted_again_before_the_next_and_a_refused_one_is_left(
    services: Services, monkeypatch: pytest.MonkeyPatch, fault: Exception, states: list[Any]
) -> None:
    monkeypatch.setattr(delivery, "FIRST_RETRY_S", 0.05)
    provider = Provider(fault)
    number = await _say(services, "one", "two")

    async def settled() -> bool:
        return all(state in ("sent", "failed") for state, _ in await _states(services, number))

    await _run(services, provider, settled)
    assert provider.taken == (["two"] if isinstance(fault, SmsRefused) else ["one", "two"])
    assert await _states(services, number) == states


async def test_21610_means_that_they_stopped_our_texts(services: Services) -> None:
    number = await _say(services, "one", "two")

    async def failed() -> bool:
        return (await _states(services, number))[0][0] == "failed"

    await _run(services, Provider(SmsRefused("21610")), failed)
    async with services.reads() as uow:
        conversation = await uow.talk.conversation(number)
    assert conversation.opted_out_at is not None


async def test_a_provider_that_is_away_for_long_leaves_the_text_as_failed(
    services: Services,
) -> None:
    number = await _say(services, "one")
    now = services.clock.now()
    for attempt in range(delivery.MAX_ATTEMPTS):
        now += timedelta(minutes=10)
        async with services.units() as uow:
            text = await delivery.next_text(uow, now=now)
            assert text is not None, attempt
            await delivery.delayed(uow, text=text, error_code="503", now=now)
    assert await _states(services, number) == [("failed", "503")]


@pytest.mark.parametrize(
    ("callbacks", "state"),
    [
        (["queued", "sent", "delivered"], "delivered"),
        (["delivered", "sent", "queued"], "delivered"),
        (["sent", "undelivered", "delivered"], "undelivered"),
        (["failed", "sent", "sent"], "failed"),
        (["sent", "sent", "unheard_of"], "sent"),
    ],
)
async def test_the_state_of_a_text_only_moves_forward(
    no_posting: None, gateway: Gateway, callbacks: list[str], state: str
) -> None:
    services, phone = gateway.services, gateway.phone()
    number = await _say(services, "one")
    async with services.units() as uow:
        (message,) = await uow.talk.messages(number)
        await uow.outbox.set_outcome(message.id, "sending", services.clock.now(), provider_id="SMx")
    for status in callbacks:
        form = {"MessageSid": "SMx", "MessageStatus": status, "ErrorCode": ""}
        assert (await phone.post("/sms/status", form)).status == 204
    assert (await _states(services, number))[0][0] == state


async def test_a_status_is_signed_and_an_unknown_one_changes_nothing(gateway: Gateway) -> None:
    phone = gateway.phone()
    form = {"MessageSid": "SM-of-nobody", "MessageStatus": "delivered"}
    assert (await phone.post("/sms/status", form)).status == 204
    assert (await phone.post("/sms/status", form, signature="forged")).status == 403
    assert (await phone.post("/sms/status", {"MessageStatus": "sent"})).status == 400


async def test_a_callback_that_overtakes_the_answer_to_posting_is_kept(
    no_posting: None, gateway: Gateway
) -> None:
    """Twilio may report before our own request has returned with the MessageSid."""
    services, phone = gateway.services, gateway.phone()
    number = await _say(services, "one")
    async with services.units() as uow:
        text = await delivery.next_text(uow, now=services.clock.now())
    assert text is not None
    form = {"MessageSid": "SMx", "MessageStatus": "delivered"}
    path = f"/sms/status?message={text.message.id}"
    assert (await phone.post(path, form)).status == 204
    async with services.units() as uow:
        await delivery.posted(
            uow, text=text, answer=Posted("SMx", "queued"), now=services.clock.now()
        )
    assert await _states(services, number) == [("delivered", None)]


async def test_error_21610_in_a_callback_opts_out(no_posting: None, gateway: Gateway) -> None:
    services, phone = gateway.services, gateway.phone()
    number = await _say(services, "one")
    async with services.units() as uow:
        (message,) = await uow.talk.messages(number)
        await uow.outbox.set_outcome(message.id, "sending", services.clock.now(), provider_id="SMx")
    form = {"MessageSid": "SMx", "MessageStatus": "failed", "ErrorCode": "21610"}
    await phone.post("/sms/status", form)
    async with services.reads() as uow:
        assert (await uow.talk.conversation(number)).opted_out_at is not None
