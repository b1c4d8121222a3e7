"""Twilio's side of a test: signs webhooks as Twilio does, and holds what the simulator received."""

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from twilio.request_validator import RequestValidator

PATIENCE_S = 10.0


async def until[T](look: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
    """What `look` (a coroutine function) first gives that is true; fails after `patience_s`."""
    give_up = time.monotonic() + patience_s
    while not (found := await look()):
        assert time.monotonic() < give_up, "it did not happen in time"
        await asyncio.sleep(0.02)
    return found


@dataclass
class Phone:
    """A tenant's phone. `number` is E.164."""

    base: str
    token: str
    number: str = "+447700900123"
    account: str = "AC" + "0" * 32
    session: aiohttp.ClientSession = field(kw_only=True)

    def form(self, body: str, **fields: str) -> dict[str, str]:
        """An inbound form as Twilio posts it, blank values included."""
        sid = fields.pop("MessageSid", "SM" + secrets.token_hex(16))
        return {
            "ToCountry": "GB",
            "ToState": "",
            "SmsMessageSid": sid,
            "NumMedia": "0",
            "FromCity": "",
            "SmsSid": sid,
            "SmsStatus": "received",
            "Body": body,
            "To": "+447700900000",
            "NumSegments": "1",
            "MessageSid": sid,
            "AccountSid": self.account,
            "From": self.number,
            "ApiVersion": "2010-04-01",
            **fields,
        }

    async def post(
        self, path: str, form: dict[str, str], *, signature: str | None = None
    ) -> aiohttp.ClientResponse:
        address = f"{self.base}{path}"
        if signature is None:
            signature = RequestValidator(self.token).compute_signature(address, form)
        headers = {"X-Twilio-Signature": signature} if signature else {}
        async with self.session.post(address, data=form, headers=headers) as answer:
            await answer.read()
            return answer

    async def text(self, body: str, **fields: str) -> aiohttp.ClientResponse:
        return await self.post("/sms/inbound", self.form(body, **fields))

    async def thread(self) -> Sequence[dict[str, Any]]:
        query = {"number": self.number}
        async with self.session.get(f"{self.base}/phone/api/thread", params=query) as answer:
            return list((await answer.json())["messages"])

    async def heard(self) -> list[str]:
        """What the phone has received, oldest first."""
        return [text["body"] for text in await self.thread() if text["direction"] == "out"]

    async def hears(self, count: int, patience_s: float = PATIENCE_S) -> list[str]:
        """The texts received once there are `count` of them."""

        async def look() -> list[str] | None:
            heard = await self.heard()
            return heard if len(heard) >= count else None

        return list(await until(look, patience_s))
