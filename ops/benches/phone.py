"""A tenant's phone for measuring: texts through the phone simulator and waits for the answer."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp

POLL_S = 0.01
ANSWER_TIMEOUT_S = 60.0


class NoAnswer(Exception):
    """The service did not answer a text in time."""


@dataclass
class Phone:
    """One made-up tenant's phone. `number` is E.164; texts are answered one at a time."""

    session: aiohttp.ClientSession
    number: str
    received: list[str] = field(default_factory=list)

    async def text(self, body: str) -> tuple[list[str], float]:
        """Send a text; return what came back and how long the first of it took, in seconds."""
        started = time.perf_counter()
        sent = {"from": self.number, "body": body}
        async with self.session.post("/phone/api/send", json=sent) as answer:
            answer.raise_for_status()
        while not (news := await self._news()):
            if time.perf_counter() - started > ANSWER_TIMEOUT_S:
                raise NoAnswer(f"no answer to {body!r} within {ANSWER_TIMEOUT_S:.0f} s")
            await asyncio.sleep(POLL_S)
        seconds = time.perf_counter() - started
        self.received += news
        return news, seconds

    async def settle(self, seconds: float) -> list[str]:
        """What else arrives within a while: a turn may answer with more than one text."""
        await asyncio.sleep(seconds)
        news = await self._news()
        self.received += news
        return news

    async def _news(self) -> list[str]:
        query = {"number": self.number}
        async with self.session.get("/phone/api/thread", params=query) as answer:
            answer.raise_for_status()
            thread: list[dict[str, Any]] = (await answer.json())["messages"]
        replies = [message["body"] for message in thread if message["direction"] == "out"]
        return replies[len(self.received) :]
