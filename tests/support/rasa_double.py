"""A server that speaks Rasa's HTTP API as the gateway uses it: parse, REST channel, status.

It has no understanding of its own: a test says what a text means and what is replied. That it
answers in Rasa's shapes is proved by the contract test that also runs against the real bot.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Replies = list[dict[str, Any]]


@dataclass
class RasaDouble:
    """`answer` gives a turn's replies, `read` the entities of a text; both may be replaced."""

    token: str = "test-token-of-the-bot"
    answer: Callable[[dict[str, Any]], Replies] = lambda asked: [
        {"text": f"You said: {asked['message']}"}
    ]
    read: Callable[[str], list[dict[str, Any]]] = lambda _text: []
    status: int = 200
    hold: asyncio.Event | None = None
    parsed: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get("/status", self._status),
                web.get("/health", self._health),
                web.post("/model/parse", self._parse),
                web.post("/webhooks/rest/webhook", self._webhook),
            ]
        )
        return app

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _status(self, request: web.Request) -> web.Response:
        if request.query.get("token") != self.token:
            return web.json_response({"reason": "NotAuthenticated"}, status=401)
        return web.json_response({"model_file": "m.tar.gz", "num_active_training_jobs": 0})

    async def _parse(self, request: web.Request) -> web.Response:
        if request.query.get("token") != self.token:
            return web.json_response({"reason": "NotAuthenticated"}, status=401)
        if self.status != 200:
            return web.json_response({}, status=self.status)
        text = (await request.json())["text"]
        self.parsed.append(text)
        intent = {"name": "report_problem", "confidence": 0.9}
        return web.json_response(
            {
                "text": text,
                "intent": intent,
                "entities": self.read(text),
                "intent_ranking": [intent],
            }
        )

    async def _webhook(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.json_response({"error": "unauthorised"}, status=401)
        if self.status != 200:
            return web.json_response({"error": "the turn failed"}, status=self.status)
        asked = await request.json()
        self.asked.append(asked)
        if self.hold is not None:
            await self.hold.wait()
        replies = self.answer(asked)
        recipient = {"recipient_id": asked["sender"]}
        return web.json_response([{**recipient, **reply} for reply in replies])
