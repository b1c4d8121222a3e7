"""Every setting, read from the environment once, all errors listed together at start."""

import os
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    Field,
    IPvAnyNetwork,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from housing.domain.messaging.limits import Limits

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


MIN_SECRET = 16
_LIMITS = Limits()


class SettingsRefused(SystemExit):
    """The environment is not usable; the message names every setting that is wrong."""


def _default_home() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "hearthline"


class Settings(BaseSettings):
    """Names as in the README's settings table. Secrets never appear in a repr or a log."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    hearthline_home: Path = Field(default_factory=_default_home)
    hearthline_deal: Path | None = None
    database_url: str = ""
    redis_url: str = "redis://127.0.0.1:6399/0"
    gateway_host: str = "127.0.0.1"
    gateway_port: int = Field(default=8080, ge=1, le=65535)
    desk_host: str = "127.0.0.1"
    desk_port: int = Field(default=8081, ge=1, le=65535)
    bot_port: int = Field(default=5005, ge=1, le=65535)
    bot_url: str = ""
    bot_token: SecretStr = SecretStr("")
    link_secret: SecretStr = SecretStr("")
    actions_port: int = Field(default=5055, ge=1, le=65535)
    actions_url: str = ""
    actions_token: SecretStr = SecretStr("")
    public_url: str = ""
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()
    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_from: str = ""
    twilio_messaging_service_sid: str = ""
    twilio_api_url: str = ""
    landlord_api_url: str = ""
    landlord_api_token: SecretStr = SecretStr("")
    phone_simulator: bool = False
    sms_countries: str = Field(default="+44", pattern=r"^\+\d{1,4}( *, *\+\d{1,4})*$")
    replies_a_day: int = Field(default=_LIMITS.replies_a_day, ge=1)
    codes_a_day: int = Field(default=_LIMITS.codes_a_day, ge=1)
    codes_a_day_in_all: int = Field(default=_LIMITS.codes_a_day_in_all, ge=1)
    call_outs_an_hour: int = Field(default=_LIMITS.call_outs_an_hour, ge=1)

    @field_validator("hearthline_home", mode="after")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _listed(cls, networks: Any) -> Any:
        return networks.replace(",", " ").split() if isinstance(networks, str) else networks

    @field_validator("trusted_proxies", mode="after")
    @classmethod
    def _not_everybody(cls, networks: tuple[IPvAnyNetwork, ...]) -> tuple[IPvAnyNetwork, ...]:
        if any(network.prefixlen == 0 for network in networks):
            raise ValueError("names everybody, so every caller could say where they call from")
        return networks

    @field_validator("twilio_auth_token", mode="after")
    @classmethod
    def _no_spaces(cls, token: SecretStr) -> SecretStr:
        if token.get_secret_value() != token.get_secret_value().strip():
            raise ValueError("has spaces around it")
        return token

    @field_validator("link_secret", "actions_token", mode="after")
    @classmethod
    def _long_enough(cls, secret: SecretStr) -> SecretStr:
        if 0 < len(secret.get_secret_value()) < MIN_SECRET:
            raise ValueError(f"needs {MIN_SECRET} characters or more")
        return secret

    @model_validator(mode="after")
    def _twilio_is_whole(self) -> "Settings":
        given = [bool(self.twilio_account_sid), bool(self.twilio_auth_token.get_secret_value())]
        if any(given) and not all(given):
            raise ValueError("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN go together")
        if all(given) and not (self.twilio_from or self.twilio_messaging_service_sid):
            raise ValueError("set TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID")
        return self

    @model_validator(mode="after")
    def _landlord_is_whole(self) -> "Settings":
        url, token = self.landlord_api_url, self.landlord_api_token.get_secret_value()
        if bool(url) != bool(token):
            raise ValueError("LANDLORD_API_URL and LANDLORD_API_TOKEN go together")
        address = urlsplit(url)
        if url and address.scheme != "https" and address.hostname not in LOOPBACK:
            raise ValueError("LANDLORD_API_URL is https://..., for it carries tenants' addresses")
        return self

    @property
    def sql_url(self) -> str:
        return self.database_url or f"sqlite:///{self.hearthline_home / 'hearthline.db'}"

    @property
    def gateway_url(self) -> str:
        """How the world reaches the gateway; what Twilio signs."""
        return self.public_url.rstrip("/") or f"http://127.0.0.1:{self.gateway_port}"

    @property
    def limits(self) -> Limits:
        return Limits(
            replies_a_day=self.replies_a_day,
            codes_a_day=self.codes_a_day,
            codes_a_day_in_all=self.codes_a_day_in_all,
            call_outs_an_hour=self.call_outs_an_hour,
            countries=tuple(one.strip() for one in self.sms_countries.split(",")),
        )

    @property
    def texts_real_people(self) -> bool:
        """Whether credentials of Twilio's are set that are not for a double on this machine."""
        double = urlsplit(self.twilio_api_url).hostname in LOOPBACK
        return bool(self.twilio_auth_token.get_secret_value()) and not double

    @property
    def bot_address(self) -> str:
        return self.bot_url.rstrip("/") or f"http://127.0.0.1:{self.bot_port}"

    @property
    def actions_address(self) -> str:
        return self.actions_url.rstrip("/") or f"http://127.0.0.1:{self.actions_port}"


def load_settings() -> Settings:
    """The settings, or SettingsRefused with one line for each that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"  {'.'.join(str(part).upper() for part in item['loc']) or 'settings'}: {item['msg']}"
            for item in error.errors()
        ]
        raise SettingsRefused("These settings are wrong:\n" + "\n".join(lines)) from None
