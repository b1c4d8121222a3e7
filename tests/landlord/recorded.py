"""A landlord's repairs system for tests: a real server that answers as one was recorded to, and
fails in the ways in which real ones do."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web

TOKEN = "a-made-up-token-0123456789"
RECORDINGS = yaml.safe_load((Path(__file__).parent / "recordings.yml").read_text())
UNKNOWN = "W-UNKNOWN"


@dataclass
class Recorded:
    """`failures` are used up one a request: slow, cut, garbage, taken, a status and its headers.

    `effects` are what it changed, by idempotency key; `requests` all that ever came.
    """

    failures: deque[Any] = field(default_factory=deque)
    effects: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    says_duplicate: bool = False

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/{path:.*}", self.answer)
        return app

    async def answer(self, request: web.Request) -> web.StreamResponse:
        key = request.headers.get("Idempotency-Key", "")
        self.requests.append((request.path, key))
        if request.headers.get("Authorization") != f"Bearer {TOKEN}" or not key:
            return web.json_response({"code": "unauthorised"}, status=401)
        failure = self.failures.popleft() if self.failures else None
        if failure is not None:
            failed = await self._fail(request, failure)
            if failed is not None:
                return failed
        return await self._replay(request, key)

    async def _fail(self, request: web.Request, failure: Any) -> web.StreamResponse | None:
        match failure:
            case "slow":
                await asyncio.sleep(5)
            case "done, then cut":
                await self._replay(request, request.headers["Idempotency-Key"])
                return await self._cut(request)
            case "cut":
                return await self._cut(request)
            case "garbage":
                return web.Response(text="<html>Bad gateway</html>", content_type="text/html")
            case "taken":
                return web.json_response({"code": "slot_taken"}, status=409)
            case int() as status:
                return web.Response(status=status, text="<html>Oops</html>")
            case (int() as status, dict() as headers):
                return web.Response(status=status, headers=headers)
        return None

    async def _cut(self, request: web.Request) -> web.StreamResponse:
        """Promises more than it sends, and hangs up."""
        response = web.StreamResponse(headers={"Content-Length": "500"})
        await response.prepare(request)
        await response.write(b'{"reference": "JO')
        if request.transport is not None:
            request.transport.abort()
        return response

    async def _replay(self, request: web.Request, key: str) -> web.StreamResponse:
        body = await request.json()
        order = body.get("reference") or request.path.split("/")[2]
        if "reference" in body:
            self.known.add(order)
        if order not in self.known:
            return web.json_response({"code": "unknown_work_order"}, status=404)
        if key in self.effects and self.says_duplicate:
            return web.json_response({"code": "duplicate"}, status=409)
        values = {"order": order, "visit": body.get("appointmentReference", "")}
        recorded = next(
            one for one in RECORDINGS if one["request"]["path"].format(**values) == request.path
        )
        assert sorted(body) == sorted(recorded["request"]["has"])
        self.effects.setdefault(key, body)
        response = recorded["response"]
        answer = {name: value.format(**values) for name, value in response.get("body", {}).items()}
        if "body" not in response:
            return web.Response(status=response["status"])
        return web.json_response(answer, status=response["status"])
