"""Credentials for the simulator, made at start, and the refusal to run beside real ones."""

import ipaddress
import secrets
from urllib.parse import urlsplit

from pydantic import SecretStr

from housing.settings import Settings, SettingsRefused

# Ofcom's range for drama: no real account can own one of these numbers.
DRAMA = range(447700900000, 447700901000)
OUR_NUMBER = "+447700900000"


def with_simulator(settings: Settings) -> Settings:
    """The settings with the simulator's credentials. Raises SettingsRefused."""
    if not _is_loopback(settings.gateway_host):
        raise SettingsRefused(
            "The phone simulator runs on this machine only: GATEWAY_HOST must be a loopback "
            f"address, not {settings.gateway_host}. Unset PHONE_SIMULATOR to serve others."
        )
    ours = f"http://127.0.0.1:{settings.gateway_port}"
    if not settings.twilio_auth_token.get_secret_value():
        return settings.model_copy(
            update={
                "twilio_account_sid": "AC" + secrets.token_hex(16),
                "twilio_auth_token": SecretStr(secrets.token_hex(16)),
                "twilio_from": OUR_NUMBER,
                "twilio_messaging_service_sid": "",
                "twilio_api_url": ours,
            }
        )
    if not (is_drama_number(settings.twilio_from) and _is_loopback_url(settings.twilio_api_url)):
        raise SettingsRefused(
            "The phone simulator does not run with real Twilio credentials: unset PHONE_SIMULATOR, "
            "or unset TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM."
        )
    return settings


def is_drama_number(number: str) -> bool:
    digits = number.removeprefix("+")
    return digits.isdecimal() and int(digits) in DRAMA


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_loopback_url(url: str) -> bool:
    return _is_loopback(urlsplit(url).hostname or "")
