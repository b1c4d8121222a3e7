"""Texts through Twilio's Messages API, with time-outs, and Twilio's error numbers sorted.

The client's host is replaced when `TWILIO_API_URL` is set (the phone simulator, a test double).
"""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import aiohttp
from aiohttp import encode_basic_auth
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from housing.ports.messaging.sms import Posted, SmsDelayed, SmsRefused

TIMEOUT_S = 10.0
OPTED_OUT = "21610"
# 20429: too many requests at once; 21611: this sender's queue at Twilio is full.
_WORTH_TRYING_AGAIN = frozenset({"20429", "21611"})


class RehostedHttpClient(AsyncTwilioHttpClient):  # type: ignore[misc]  # twilio has no types
    """Twilio's own HTTP client with the API's scheme and host replaced."""

    def __init__(self, api_url: str) -> None:
        super().__init__(pool_connections=False)
        # Its own session has no time-out, and the one it passes on is of a type aiohttp has left.
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))
        self._base = urlsplit(api_url) if api_url else None

    async def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        if self._base is not None:
            asked = urlsplit(url)
            path = self._base.path.rstrip("/") + asked.path
            url = urlunsplit((self._base.scheme, self._base.netloc, path, asked.query, ""))
        login = kwargs.pop("auth", None)
        if login is not None:
            # The client would use aiohttp's BasicAuth, which aiohttp has deprecated.
            kwargs["headers"] = {**kwargs["headers"], "Authorization": encode_basic_auth(*login)}
        return await super().request(method, url, *args, **kwargs)


class TwilioSms:
    """The port `SmsSender`. Make it inside a running event loop and close it."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        messaging_service_sid: str,
        api_url: str,
        status_callback: str,
    ) -> None:
        self._http = RehostedHttpClient(api_url)
        self._client = Client(account_sid, auth_token, http_client=self._http)
        self._from: dict[str, str] = (
            {"messaging_service_sid": messaging_service_sid}
            if messaging_service_sid
            else {"from_": sender}
        )
        self._status_callback = status_callback

    async def send(self, *, to: str, text: str, message_id: int) -> Posted:
        try:
            taken = await self._client.messages.create_async(
                to=to,
                body=text,
                status_callback=f"{self._status_callback}?message={message_id}",
                **self._from,
            )
        except TwilioRestException as error:
            raise _sorted(error) from error
        except (TimeoutError, TwilioException, aiohttp.ClientError, ValueError) as error:
            raise SmsDelayed(type(error).__name__) from error
        return Posted(str(taken.sid), str(taken.status))

    async def aclose(self) -> None:
        await self._http.close()


def _sorted(error: TwilioRestException) -> SmsRefused | SmsDelayed:
    number = str(error.code or error.status)
    if error.status >= 500 or error.status == 429 or number in _WORTH_TRYING_AGAIN:
        return SmsDelayed(number)
    if error.status in (401, 403) and number != OPTED_OUT:
        # Wrong or rotated credentials are the operator's to mend; the tenant's text is kept.
        return SmsDelayed(number)
    return SmsRefused(number)
