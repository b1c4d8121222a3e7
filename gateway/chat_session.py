"""Web chat sessions: an unguessable token that we make, of which only the hash is stored.

Whoever has the token is the session; ids of conversations are never shown or accepted.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from gateway.services import Services
from housing.domain.conversation import Channel

COOKIE = "hearthline_chat"
COOKIE_AGE = timedelta(days=30)
MAX_TOKEN = 100


@dataclass(frozen=True, slots=True)
class ChatSession:
    token: str
    conversation_id: int


async def resume(services: Services, *tokens: object) -> ChatSession | None:
    """The session of the first token that is one of ours."""
    for token in tokens:
        if not isinstance(token, str) or not 0 < len(token) <= MAX_TOKEN:
            continue
        async with services.reads() as uow:
            found = await uow.talk.find(Channel.WEBCHAT, _hash(token))
        if found is not None:
            return ChatSession(token, found.id)
    return None


async def start(services: Services) -> ChatSession:
    """A new session with a conversation of its own."""
    token = secrets.token_urlsafe(32)
    async with services.units() as uow:
        conversation = await uow.talk.conversation_for(
            Channel.WEBCHAT, _hash(token), services.clock.now()
        )
    return ChatSession(token, conversation.id)


def cookie_of(cookies: Mapping[str, str]) -> str:
    return cookies.get(COOKIE, "")


def set_cookie(services: Services, response: web.StreamResponse, session: ChatSession) -> None:
    response.set_cookie(
        COOKIE,
        session.token,
        max_age=int(COOKIE_AGE.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=services.settings.gateway_url.startswith("https://"),
        path="/",
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
