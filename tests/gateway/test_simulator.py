"""The phone simulator: Twilio's part both ways, on this machine, never beside real credentials."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from gateway.app import create_app
from gateway.simulator.credentials import is_drama_number, with_simulator
from housing.adapters.twilio_sms import TwilioSms
from housing.ports.messaging.sms import SmsDelayed, SmsRefused
from housing.settings import Settings, SettingsRefused
from ops.running.ports import free_port
from tests.gateway.conftest import Gateway
from tests.support.serving import serving

NUMBER = "+447700900123"


async def _send(gateway: Gateway, **body: Any) -> tuple[int, dict[str, Any]]:
    async with gateway.session.post(f"{gateway.base}/phone/api/send", json=body) as answer:
        return answer.status, await answer.json()


def _twilio(gateway: Gateway, **changed: str) -> TwilioSms:
    settings = gateway.services.settings
    given = {
        "account_sid": settings.twilio_account_sid,
        "auth_token": settings.twilio_auth_token.get_secret_value(),
        "sender": settings.twilio_from,
        "messaging_service_sid": "",
        "api_url": gateway.base,
        "status_callback": f"{gateway.base}/sms/status",
    }
    return TwilioSms(**{**given, **changed})


async def test_a_text_from_the_page_is_a_signed_webhook_and_is_answered(gateway: Gateway) -> None:
    status, sent = await _send(gateway, **{"from": "07700 900123", "body": "my tap drips"})
    assert (status, sent["status"], sent["number"]) == (200, 200, NUMBER)
    phone = gateway.phone()
    assert await phone.hears(1) == ["You said: my tap drips"]
    mine, its = await phone.thread()
    assert (mine["direction"], mine["status"], mine["sid"]) == ("in", "received", sent["sid"])
    assert its["direction"] == "out"
    await gateway.delivered("You said: my tap drips")


async def test_the_same_sid_again_is_a_webhook_that_came_twice(gateway: Gateway) -> None:
    for _ in range(2):
        status, _sent = await _send(gateway, **{"from": NUMBER, "body": "hello", "sid": "SM1"})
        assert status == 200
    phone = gateway.phone()
    await phone.hears(1)
    assert len([text for text in await phone.thread() if text["direction"] == "in"]) == 1
    assert len([message for message in await gateway.log() if message.direction == "in"]) == 1


@pytest.mark.parametrize(
    "body",
    [{}, {"from": "x", "body": "y"}, {"from": NUMBER}, {"from": NUMBER, "body": 5}, {"body": "y"}],
)
async def test_what_no_phone_can_send_is_refused(gateway: Gateway, body: dict[str, Any]) -> None:
    status, answer = await _send(gateway, **body)
    assert status == 400
    assert answer["error"]


async def test_another_page_cannot_use_the_phone(gateway: Gateway) -> None:
    headers = {"Origin": "https://evil.example"}
    async with gateway.session.post(
        f"{gateway.base}/phone/api/send", json={"from": NUMBER, "body": "x"}, headers=headers
    ) as answer:
        assert answer.status == 403


async def test_it_refuses_as_twilio_does_and_the_client_sorts_the_refusals(
    gateway: Gateway,
) -> None:
    twilio = _twilio(gateway)
    for to, text, number in (("nobody", "x", "21211"), (NUMBER, "x" * 1601, "21617")):
        with pytest.raises(SmsRefused) as refused:
            await twilio.send(to=to, text=text, message_id=1)
        assert refused.value.error_code == number
    await _send(gateway, **{"from": NUMBER, "body": "STOP"})
    with pytest.raises(SmsRefused) as refused:
        await twilio.send(to=NUMBER, text="hello", message_id=1)
    assert refused.value.error_code == "21610"
    await _send(gateway, **{"from": NUMBER, "body": "START"})
    posted = await twilio.send(to=NUMBER, text="hello", message_id=1)
    assert posted.status == "queued"
    assert posted.provider_id.startswith("SM")
    await twilio.aclose()


async def test_a_provider_out_of_reach_or_with_other_credentials_delays(gateway: Gateway) -> None:
    for changed in ({"auth_token": "wrong"}, {"api_url": f"http://127.0.0.1:{free_port()}"}):
        twilio = _twilio(gateway, **changed)
        with pytest.raises(SmsDelayed):
            await twilio.send(to=NUMBER, text="hello", message_id=1)
        await twilio.aclose()


async def test_the_demos_tenants_are_listed_with_what_verifies_them(gateway: Gateway) -> None:
    async with gateway.session.get(f"{gateway.base}/phone/api/tenants") as answer:
        assert await answer.json() == {"tenants": []}
    async with gateway.session.get(f"{gateway.base}/phone") as page:
        assert page.status == 200


def _settings(tmp_path: Path, **given: Any) -> Settings:
    return Settings(hearthline_home=tmp_path, phone_simulator=True, **given)


def test_it_does_not_run_beside_real_credentials_or_for_others(tmp_path: Path) -> None:
    real = {
        "twilio_account_sid": "AC1",
        "twilio_auth_token": SecretStr("secret"),
        "twilio_from": "+447911123456",
    }
    for refused in (real, {"gateway_host": "0.0.0.0"}, {"gateway_host": "192.0.2.1"}):
        with pytest.raises(SettingsRefused, match="simulator"):
            with_simulator(_settings(tmp_path, **refused))


def test_its_credentials_are_new_at_each_start(tmp_path: Path) -> None:
    one, other = (with_simulator(_settings(tmp_path)) for _ in range(2))
    assert one.twilio_auth_token != other.twilio_auth_token
    assert one.twilio_api_url == f"http://127.0.0.1:{one.gateway_port}"


@pytest.mark.parametrize(
    ("number", "drama"),
    [
        ("+447700900000", True),
        ("+447700900999", True),
        ("+447700899999", False),
        ("+447700901000", False),
        ("", False),
        ("Hearthline", False),
    ],
)
def test_drama_numbers_are_a_range(number: str, drama: bool) -> None:
    assert is_drama_number(number) is drama


async def test_without_the_simulator_its_addresses_do_not_exist(gateway: Gateway) -> None:
    settings = gateway.services.settings.model_copy(update={"phone_simulator": False})
    app = create_app(replace(gateway.services, settings=settings))
    async with serving(app, free_port()) as base, aiohttp.ClientSession() as session:
        for path in ("/phone", "/phone/api/tenants", f"/phone/api/thread?number={NUMBER}"):
            async with session.get(f"{base}{path}") as answer:
                assert answer.status == 404
