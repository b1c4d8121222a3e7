"""Tenants who text or chat with the running service, as the tests play them.

They know only what a person would: what they said, what they were told, and who they are.
"""

import asyncio
import itertools
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp

ANSWER_TIMEOUT_S = 60.0
LOOK_AGAIN_S = 0.15


@dataclass(frozen=True)
class Person:
    """What proves who a demo tenant is."""

    number: str
    name: str
    postcode: str
    born: str
    vulnerable: bool
    tenancy: str = "assured"


class Channel(Protocol):
    """One way to talk: sends words, and lists all that was said to the tenant so far."""

    name: str

    async def send(self, words: str) -> None: ...
    async def heard(self) -> list[str]: ...


@dataclass
class Phone:
    """Texts through the phone simulator, which signs webhooks and answers as Twilio does."""

    http: aiohttp.ClientSession
    gateway: str
    number: str
    name: str = "sms"

    async def send(self, words: str, sid: str = "") -> None:
        body = {"from": self.number, "body": words} | ({"sid": sid} if sid else {})
        async with self.http.post(f"{self.gateway}/phone/api/send", json=body) as answer:
            assert answer.status == 200, await answer.text()

    async def heard(self) -> list[str]:
        url = f"{self.gateway}/phone/api/thread"
        async with self.http.get(url, params={"number": self.number}) as answer:
            messages = (await answer.json())["messages"]
        return [one["body"] for one in messages if one["direction"] == "out"]


@dataclass
class Chat:
    """The web chat's HTTP side, which the widget falls back to, with a cookie of its own."""

    gateway: str
    http: aiohttp.ClientSession
    name: str = "webchat"
    opened: bool = False

    async def send(self, words: str) -> None:
        await self._open()
        body = {"client_id": secrets.token_hex(8), "text": words}
        async with self.http.post(f"{self.gateway}/chat/messages", json=body) as answer:
            assert answer.status == 200, await answer.text()

    async def heard(self) -> list[str]:
        await self._open()
        async with self.http.get(f"{self.gateway}/chat/messages", params={"after": 0}) as answer:
            messages = (await answer.json())["messages"]
        said = [one for one in messages if one["author"]["kind"] != "tenant"]
        return [
            " ".join([one["text"], *(reply["title"] for reply in one["quick_replies"])])
            for one in said
        ]

    async def _open(self) -> None:
        if not self.opened:
            async with self.http.post(f"{self.gateway}/chat/session", json={}) as answer:
                assert answer.status == 200
            self.opened = True


@dataclass
class Tenant:
    """Says things and checks what comes back. `seen` counts what was read before."""

    person: Person
    channel: Channel
    phone: Phone
    seen: int = 0
    said: list[str] = field(default_factory=list)

    async def says(self, words: str, *expected: str, never: tuple[str, ...] = ()) -> str:
        """Sends words and waits until every expected piece was said back; returns what was."""
        await self.channel.send(words)
        self.said.append(words)
        return await self.hears(*expected, never=never)

    async def hears(self, *expected: str, never: tuple[str, ...] = ()) -> str:
        """Waits for new messages that hold every expected piece, in any case of letters."""
        give_up = time.monotonic() + ANSWER_TIMEOUT_S
        fresh = ""
        while time.monotonic() < give_up:
            heard = await self.channel.heard()
            fresh = "\n".join(heard[self.seen :])
            if fresh and all(piece.lower() in fresh.lower() for piece in expected):
                self.seen = len(heard)
                for piece in never:
                    assert piece.lower() not in fresh.lower(), f"said {piece!r}: {fresh}"
                return fresh
            await asyncio.sleep(LOOK_AGAIN_S)
        raise AssertionError(f"after {self.said[-1:]} expected {expected}, heard: {fresh!r}")

    async def hears_nothing_after(self, words: str, wait_s: float = 3.0) -> None:
        """Sends words that must stay without an answer."""
        await self.channel.send(words)
        self.said.append(words)
        await asyncio.sleep(wait_s)
        assert (await self.channel.heard())[self.seen :] == []

    async def proves_identity(self, *expected: str) -> str:
        """Postcode and date of birth by text; on the web the texted code and the postcode."""
        if self.channel.name == "sms":
            return await self.says(f"{self.person.postcode} {self.person.born}", *expected)
        before = len(await self.phone.heard())
        await self.says(self.person.number.replace("+44", "0"), "code")
        code = await self._texted_code(before)
        return await self.says(f"{code} {self.person.postcode}", *expected)

    async def _texted_code(self, before: int) -> str:
        give_up = time.monotonic() + ANSWER_TIMEOUT_S
        while time.monotonic() < give_up:
            for text in (await self.phone.heard())[before:]:
                if found := re.search(r"\b(\d{6})\b", text):
                    return found[1]
            await asyncio.sleep(LOOK_AGAIN_S)
        raise AssertionError("no code was texted")


def person_of(row: dict[str, Any]) -> Person:
    """A demo tenant as the phone page lists them; the date of birth as people write it."""
    year, month, day = row["date_of_birth"].split("-")
    return Person(
        row["number"],
        row["name"],
        row["postcode"],
        f"{day}/{month}/{year}",
        row["vulnerable"],
        row["tenancy_type"],
    )


_strangers = itertools.count(900)


def stranger() -> Person:
    """Somebody whose number is on nobody's record."""
    number = f"+447700900{next(_strangers):03}"
    return Person(number, "Nobody Known", "ZZ99 9ZZ", "01/01/1970", vulnerable=False)
