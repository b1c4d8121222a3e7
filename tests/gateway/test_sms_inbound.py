"""Texts come in: signed, stored once, in whatever shape, and answered."""

import pytest
from twilio.request_validator import RequestValidator

from tests.gateway.conftest import Gateway
from tests.gateway.phone import until


async def test_a_signed_text_is_stored_acknowledged_and_answered(gateway: Gateway) -> None:
    phone = gateway.phone()
    answer = await phone.text("my tap drips")
    assert answer.status == 200
    assert answer.content_type == "text/xml"
    assert await phone.hears(1) == ["You said: my tap drips"]
    received, said = await gateway.log()
    assert (received.text, received.state, received.author) == ("my tap drips", "done", "tenant")
    assert received.understanding is not None
    assert said.author == "bot"


@pytest.mark.parametrize("signature", ["", "bm90IHRoZSBzaWduYXR1cmU="])
async def test_a_forged_text_is_refused_and_nothing_is_stored(
    gateway: Gateway, signature: str
) -> None:
    phone = gateway.phone()
    answer = await phone.post("/sms/inbound", phone.form("hello"), signature=signature)
    assert answer.status == 403
    assert await gateway.conversation() is None
    phone.token = "another"
    assert (await phone.text("hello")).status == 403
    assert await gateway.conversation() is None


async def test_a_changed_form_is_forged(gateway: Gateway) -> None:
    phone = gateway.phone()
    form = phone.form("hello")
    signature = RequestValidator(phone.token).compute_signature(f"{gateway.base}/sms/inbound", form)
    answer = await phone.post(
        "/sms/inbound", {**form, "From": "+447700900999"}, signature=signature
    )
    assert answer.status == 403


async def test_a_text_that_comes_twice_is_acknowledged_and_answered_once(gateway: Gateway) -> None:
    phone = gateway.phone()
    for _ in range(3):
        assert (await phone.text("my tap drips", MessageSid="SM1")).status == 200
    await phone.hears(1)
    assert (await phone.text("my tap drips", MessageSid="SM1")).status == 200
    assert (await phone.text("thanks")).status == 200
    assert await phone.hears(2) == ["You said: my tap drips", "You said: thanks"]


@pytest.mark.parametrize(
    ("body", "stored", "asked"),
    [
        ("", "", ""),
        ("   ", "   ", ""),
        ("x" * 1600, "x" * 1600, "x" * 1600),
        ("\N{FACE WITH MEDICAL MASK}\N{POTABLE WATER SYMBOL}", None, None),
        ("drip\x00ping", "dripping", "dripping"),
        ("/restart", "/restart", "restart"),
        (" //restart", " //restart", "restart"),
        ('/affirm{"a": 1}', None, 'affirm{"a": 1}'),
        ("<script>alert(1)</script>", None, None),
        ("it's 100% & more + £5", None, None),
    ],
)
async def test_odd_texts_are_ordinary_messages(
    gateway: Gateway, body: str, stored: str | None, asked: str | None
) -> None:
    phone = gateway.phone()
    gateway.rasa.answer = lambda _asked: [{"text": "Sorry, say that again?"}]
    assert (await phone.text(body)).status == 200
    assert await phone.hears(1) == ["Sorry, say that again?"]
    assert (await gateway.log())[0].text == (body if stored is None else stored)
    assert gateway.rasa.asked[0]["message"] == (body if asked is None else asked)


async def test_a_signed_form_without_sender_or_id_is_a_bad_request(gateway: Gateway) -> None:
    phone = gateway.phone()
    assert (await phone.text("hello", From="")).status == 400
    assert (await phone.text("hello", MessageSid="", SmsSid="", SmsMessageSid="")).status == 400


async def test_quick_texts_are_one_turn_in_order(gateway: Gateway) -> None:
    phone = gateway.phone()
    for body in ("my tap", "in the bathroom", "drips"):
        await phone.text(body)
    assert await phone.hears(1) == ["You said: my tap\nin the bathroom\ndrips"]
    assert len(gateway.rasa.asked) == 1
    first = (await gateway.log())[0]
    assert gateway.rasa.asked[0]["metadata"] == {"message_id": first.id}
    assert gateway.rasa.asked[0]["input_channel"] == "sms"


async def test_choices_become_numbers_and_plain_letters(gateway: Gateway) -> None:
    gateway.rasa.answer = lambda _asked: [
        {"text": "Sorry to hear that \N{EM DASH} let’s see."},
        {
            "text": "Can you turn it off?",
            "buttons": [{"title": "Yes", "payload": "Yes"}, {"title": "No", "payload": "No"}],
        },
    ]
    phone = gateway.phone()
    await phone.text("my tap drips")
    assert await phone.hears(1) == [
        "Sorry to hear that - let's see.\n\nCan you turn it off? Reply 1 for Yes, 2 for No."
    ]

    async def delivered() -> bool:
        return (await gateway.log())[1].state == "delivered"

    await until(delivered)
    assert (await gateway.log())[1].segments == 1


async def test_stop_is_kept_and_not_answered_and_start_ends_it(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("STOP")
    stopped = await gateway.conversation()
    assert stopped is not None
    assert stopped.opted_out_at is not None
    await phone.text("my tap drips")

    async def withheld() -> bool:
        return [message.state for message in await gateway.log()][-1] == "withheld"

    await until(withheld)
    assert await phone.heard() == []
    assert (await gateway.handoff()).reason == "opted_out"
    await phone.text("start")
    started = await gateway.conversation()
    assert started is not None
    assert started.opted_out_at is None
    assert await phone.hears(1) == [gateway.services.deal.texts.line("texts_back")]


async def test_twilio_decides_what_asks_to_stop_when_it_says(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("ARRET", OptOutType="STOP")
    stopped = await gateway.conversation()
    assert stopped is not None
    assert stopped.opted_out_at is not None
