"""The web chat over Socket.IO, with Rasa's event names so that existing Rasa widgets connect.

A socket hears only the conversation whose token it has shown. Everything said is in the log with
a sequence number, so a browser that was away reads on from the last one it saw.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import socketio

from gateway import rate_limit
from gateway.chat import sending as chat_sending
from gateway.chat import session as chat_session
from gateway.chat.http import caller
from gateway.chat.reading import note_read
from gateway.chat.session import ChatSession
from gateway.chat.view import message_json, state_json
from gateway.security import MAX_BODY_BYTES, origin_allowed
from gateway.services import Services
from housing.adapters.sql.messaging.chat_views import ChatHead, ChatLine

# A half-open connection is noticed within PING + PONG seconds, long before TCP would.
PING_S, PONG_S = 15, 10
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Connection:
    """A socket that has shown its token, and what it has been told so far."""

    session: ChatSession
    seq: int
    state: dict[str, Any]
    own: set[int] = field(default_factory=set)
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)


class WebChat:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._connections: dict[str, Connection] = {}
        self.sio = socketio.AsyncServer(
            async_mode="aiohttp",
            cors_allowed_origins=self._origin_allowed,
            max_http_buffer_size=MAX_BODY_BYTES,
            ping_interval=PING_S,
            ping_timeout=PONG_S,
        )
        self.sio.on("session_request", self._on_session_request)
        self.sio.on("user_uttered", self._on_user_uttered)
        self.sio.on("disconnect", self._on_disconnect)

    def _origin_allowed(self, origin: str | None, environ: Mapping[str, Any]) -> bool:
        return origin_allowed(self._services, origin, environ.get("HTTP_HOST"))

    async def _on_session_request(self, sid: str, data: Any = None) -> None:
        session = await self._session(sid, data)
        if session is None:
            await self.sio.emit("error", {"error": "Please wait a minute and try again."}, to=sid)
            return
        await self._confirm(sid, session)

    async def _on_user_uttered(self, sid: str, data: Any = None) -> dict[str, Any]:
        connection = self._connections.get(sid)
        if connection is None:
            session = await self._session(sid, data)
            if session is None:
                return {"ok": False, "error": "Please wait a minute and try again."}
            connection = await self._connect(sid, session)
        body = data if isinstance(data, dict) else {}
        if await self._goes_over_http(connection, body):
            return {"ok": False, "over_http": True, "error": "Please send that again."}
        session = await chat_session.renewed_to_prove(self._services, connection.session)
        if session is not connection.session:
            connection = await self._confirm(sid, session)
        async with connection.busy:
            try:
                message = await chat_sending.send(
                    self._services, connection.session, body.get("message"), body.get("client_id")
                )
            except chat_sending.NotSent as error:
                return {"ok": False, "error": str(error)}
            if message.seq == connection.seq + 1:
                connection.seq = message.seq
            else:
                connection.own.add(message.id)
        return {"ok": True, "id": message.id, "seq": message.seq}

    async def _goes_over_http(self, connection: Connection, body: Mapping[str, Any]) -> bool:
        """Our own widget, which names its messages, sends what may prove who writes by HTTP: only
        there a new cookie can be given. Another Rasa widget is told its new token here."""
        if body.get("client_id") is None:
            return False
        return await chat_session.may_prove(self._services, connection.session)

    async def _confirm(self, sid: str, session: ChatSession) -> Connection:
        connection = await self._connect(sid, session)
        confirmed = {"session_id": session.token, "seq": connection.seq, "state": connection.state}
        await self.sio.emit("session_confirm", confirmed, to=sid)
        return connection

    async def _on_disconnect(self, sid: str, *_reason: Any) -> None:
        self._connections.pop(sid, None)

    async def _session(self, sid: str, data: Any) -> ChatSession | None:
        """By the token shown, else by the cookie; a fresh one when neither is known."""
        request = self.sio.get_environ(sid)["aiohttp.request"]
        shown = data.get("session_id") if isinstance(data, dict) else None
        cookie = chat_session.cookie_of(request.cookies)
        known = await chat_session.resume(self._services, shown, cookie)
        if known is not None:
            return known
        who = caller(request, self._services)
        if not await rate_limit.allowed(
            self._services.redis, "session", who, rate_limit.SESSIONS_A_MINUTE
        ):
            return None
        return await chat_session.start(self._services)

    async def _connect(self, sid: str, session: ChatSession) -> Connection:
        head = await self._services.views.head(session.conversation_id)
        connection = Connection(session, head.last_seq, self._state(head))
        self._connections[sid] = connection
        return connection

    def _state(self, head: ChatHead) -> dict[str, Any]:
        return state_json(head, self._services.deal.landlord, self._services.clock.now())

    async def push(self) -> None:
        """Waits for news and tells each socket what it has not been told."""
        await self._services.wakes.chats.wait()
        connections = dict(self._connections)
        if not connections:
            return
        ids = {connection.session.conversation_id for connection in connections.values()}
        heads = await self._services.views.heads(ids)
        for sid, connection in connections.items():
            await self._tell(sid, connection, heads[connection.session.conversation_id])

    async def _tell(self, sid: str, connection: Connection, head: ChatHead) -> None:
        async with connection.busy:
            if not chat_session.is_its_token(connection.session, head.address):
                if self._connections.get(sid) is connection:
                    del self._connections[sid]
                await self.sio.emit("session_ended", {}, to=sid)
                return
            if head.last_seq > connection.seq:
                await self._tell_messages(sid, connection)
            state = self._state(head)
            if state != connection.state:
                connection.state = state
                await self.sio.emit("state", state, to=sid)

    async def _tell_messages(self, sid: str, connection: Connection) -> None:
        lines = await self._services.views.lines(connection.session.conversation_id, connection.seq)
        for line in lines:
            connection.seq = line.seq
            if line.id in connection.own:
                connection.own.discard(line.id)
                continue
            shown = message_json(line, self._services.deal.landlord)
            # Only what the browser says that it has counts as read: a connection may be half open.
            taken = self._taken(connection, line) if line.author == "officer" else None
            await self.sio.emit("bot_uttered", shown, to=sid, callback=taken)

    def _taken(self, connection: Connection, line: ChatLine) -> Callable[..., Awaitable[None]]:
        async def note(*_answer: Any) -> None:
            await note_read(self._services, connection.session.conversation_id, [line])

        return note
