"""A browser's side of the web chat: its cookie jar, its HTTP calls and its socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import socketio


@dataclass
class Browser:
    base: str
    session: aiohttp.ClientSession
    session_id: str = ""

    async def open(self) -> dict[str, Any]:
        async with self.session.post(f"{self.base}/chat/session") as answer:
            assert answer.status == 200, await answer.text()
            opened: dict[str, Any] = await answer.json()
        self.session_id = opened["session_id"]
        return opened

    async def send(self, text: Any, client_id: Any = None) -> tuple[int, dict[str, Any]]:
        body = {"text": text, "client_id": client_id}
        async with self.session.post(f"{self.base}/chat/messages", json=body) as answer:
            return answer.status, await answer.json()

    async def after(self, seq: int = 0) -> dict[str, Any]:
        async with self.session.get(f"{self.base}/chat/messages?after={seq}") as answer:
            assert answer.status == 200, await answer.text()
            found: dict[str, Any] = await answer.json()
        return found

    async def texts(self) -> list[str]:
        return [message["text"] for message in (await self.after())["messages"]]


@dataclass
class Socket:
    """A Socket.IO client, and everything it was sent."""

    client: socketio.AsyncClient
    uttered: list[dict[str, Any]] = field(default_factory=list)
    states: list[dict[str, Any]] = field(default_factory=list)
    confirmed: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    async def hear(self, message: dict[str, Any]) -> None:
        self.uttered.append(message)

    async def note(self, state: dict[str, Any]) -> None:
        self.states.append(state)

    async def request(self, session_id: str | None = None) -> dict[str, Any]:
        body = {} if session_id is None else {"session_id": session_id}
        await self.client.emit("session_request", body)
        return await asyncio.wait_for(self.confirmed.get(), 5)

    async def say(self, text: Any, **more: Any) -> dict[str, Any]:
        said = await self.client.call("user_uttered", {"message": text, **more}, timeout=5)
        return dict(said)


@asynccontextmanager
async def connected(base: str, headers: dict[str, str] | None = None) -> AsyncIterator[Socket]:
    async with aiohttp.ClientSession() as session:
        client = socketio.AsyncClient(reconnection=False, http_session=session)
        socket = Socket(client)
        client.on("bot_uttered", socket.hear)
        client.on("state", socket.note)
        client.on("session_confirm", socket.confirmed.put)
        await client.connect(base, headers=headers or {}, transports=["websocket"])
        try:
            yield socket
        finally:
            await client.disconnect()
            await asyncio.sleep(0.05)


@asynccontextmanager
async def browsing(base: str) -> AsyncIterator[Browser]:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield Browser(base, session)
