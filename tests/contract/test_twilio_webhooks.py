"""Webhook bodies in Twilio's own encoding, replayed byte for byte against the real handlers.

The signature is made here from Twilio's written rule (URL, then every field sorted by name, HMAC
SHA-1, base64) and not with the library that the handler checks it with.
"""

import base64
import hashlib
import hmac
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import aiohttp
import pytest

from housing.domain.messaging.conversation import Channel, Reply
from housing.services.messaging import outbox
from tests.gateway.conftest import Gateway

PAYLOADS = Path(__file__).parent / "payloads"
SENT = "SM9f8e7d6c5b4a39281706f5e4d3c2b1a0"


def _body(name: str) -> bytes:
    return (PAYLOADS / f"{name}.form").read_bytes().strip()


def _signature(token: str, address: str, body: bytes) -> str:
    fields = parse_qsl(body.decode(), keep_blank_values=True)
    signed = address + "".join(name + value for name, value in sorted(fields))
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


async def _replay(gateway: Gateway, path: str, name: str, *, signed_for: str | None = None) -> int:
    body, address = _body(name), f"{gateway.base}{path}"
    token = gateway.services.settings.twilio_auth_token.get_secret_value()
    headers = {
        "X-Twilio-Signature": _signature(token, signed_for or address, body),
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "I-Twilio-Idempotency-Token": "5d8a1f4e-0000-4000-8000-000000000000",
        "User-Agent": "TwilioProxy/1.1",
    }
    async with gateway.session.post(address, data=body, headers=headers) as answer:
        return answer.status


async def test_a_text_with_blank_fields_and_curly_quotes(gateway: Gateway) -> None:
    assert await _replay(gateway, "/sms/inbound", "inbound_sms") == 200
    assert (await gateway.log())[0].text == "My tap won’t stop dripping & it's 50% worse"


async def test_a_picture_with_an_empty_body(gateway: Gateway) -> None:
    assert await _replay(gateway, "/sms/inbound", "inbound_mms_empty_body") == 200
    (message, *_) = await gateway.log()
    assert message.text == ""
    assert len(message.media) == 1


async def test_a_stop_that_advanced_opt_out_has_answered(gateway: Gateway) -> None:
    assert await _replay(gateway, "/sms/inbound", "inbound_messaging_service") == 200
    conversation = await gateway.conversation()
    assert conversation is not None
    assert conversation.opted_out_at is not None


async def test_an_address_signed_without_its_port_is_the_same_address(gateway: Gateway) -> None:
    host = urlsplit(gateway.base).hostname
    signed_for = f"http://{host}/sms/inbound"
    assert await _replay(gateway, "/sms/inbound", "inbound_sms", signed_for=signed_for) == 200


@pytest.mark.parametrize(
    ("name", "state", "error"),
    [("status_delivered", "delivered", None), ("status_undelivered", "undelivered", "30003")],
)
async def test_a_status_callback(
    gateway: Gateway, name: str, state: str, error: str | None
) -> None:
    services, now = gateway.services, gateway.services.clock.now()
    async with services.units() as uow:
        conversation = await uow.talk.conversation_for(Channel.SMS, "+447700900123", now)
        message = await outbox.enqueue(
            uow, conversation_id=conversation.id, author="bot", reply=Reply("Hello"), now=now
        )
        await uow.outbox.set_outcome(message.id, "sent", now, provider_id=SENT)
    assert await _replay(gateway, "/sms/status", name) == 204
    (message,) = await gateway.log()
    assert (message.state, message.error_code) == (state, error)


async def test_a_body_that_is_no_form_is_refused(gateway: Gateway) -> None:
    async with aiohttp.ClientSession() as session:
        for body in (b"", b"\xff\xfe\x00", b'{"Body": "hello"}', b"a=1&" * 400):
            async with session.post(f"{gateway.base}/sms/inbound", data=body) as answer:
                assert answer.status in (400, 403)
    assert await gateway.conversation() is None
