"""Webhooks as Twilio sends them: a form with blank values, signed for the public address."""

import logging
from collections.abc import Mapping
from urllib.parse import urlsplit

import aiohttp
from twilio.request_validator import RequestValidator

from housing.domain.messaging.sms_text import segments
from housing.settings import Settings

API_VERSION = "2010-04-01"
TIMEOUT = aiohttp.ClientTimeout(total=15)
log = logging.getLogger(__name__)


class Webhooks:
    """Signs for the gateway's public address and posts to it on this machine."""

    def __init__(self, settings: Settings, http: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._http = http
        self._validator = RequestValidator(settings.twilio_auth_token.get_secret_value())

    async def inbound(self, *, sid: str, sender: str, body: str) -> int:
        """Brings a text to the gateway; the HTTP status of its answer."""
        return await self._post(
            f"{self._settings.gateway_url}/sms/inbound",
            {
                "ToCountry": "GB",
                "ToState": "",
                "SmsMessageSid": sid,
                "NumMedia": "0",
                "ToCity": "",
                "FromZip": "",
                "SmsSid": sid,
                "FromState": "",
                "SmsStatus": "received",
                "FromCity": "",
                "Body": body,
                "FromCountry": "GB",
                "To": self._settings.twilio_from,
                "ToZip": "",
                "NumSegments": str(segments(body)),
                "MessageSid": sid,
                "AccountSid": self._settings.twilio_account_sid,
                "From": sender,
                "ApiVersion": API_VERSION,
            },
        )

    async def status(self, callback: str, *, sid: str, to: str, status: str) -> None:
        """Tells the address that came with the text what has become of it."""
        form = {
            "SmsSid": sid,
            "SmsStatus": status,
            "MessageStatus": status,
            "To": to,
            "MessageSid": sid,
            "AccountSid": self._settings.twilio_account_sid,
            "From": self._settings.twilio_from,
            "ApiVersion": API_VERSION,
        }
        try:
            await self._post(callback, form)
        except (TimeoutError, aiohttp.ClientError) as error:
            log.warning("status callback not taken: %s", type(error).__name__)

    async def _post(self, address: str, form: Mapping[str, str]) -> int:
        signature = self._validator.compute_signature(address, form)
        asked = urlsplit(address)
        local = f"http://127.0.0.1:{self._settings.gateway_port}{asked.path}"
        async with self._http.post(
            f"{local}?{asked.query}" if asked.query else local,
            data=form,
            headers={"X-Twilio-Signature": signature},
            timeout=TIMEOUT,
        ) as answer:
            return answer.status
