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
from housing.domain.messaging.conversation import Channel, Reply
from housing.domain.messaging.dialogue import Asked, Dialogue
from housing.services.messaging import outbox

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


async def may_prove(services: Services, session: ChatSession) -> bool:
    """Whether the chat waits for a code, so that the next message may prove who writes."""
    async with services.reads() as uow:
        found = await uow.talk.conversation(session.conversation_id)
    question = Dialogue.from_json(found.dialogue).question
    return question is not None and question.kind is Asked.CODE


async def renewed_to_prove(services: Services, session: ChatSession) -> ChatSession:
    """The session under a new token where its next message may prove who writes, else the same.

    Whoever put the old token into this browser does not come along into the verified chat.
    """
    if not await may_prove(services, session):
        return session
    async with services.units() as uow:
        held = await uow.talk.lock(session.conversation_id)
        if held.address != _hash(session.token):
            return session
        token = secrets.token_urlsafe(32)
        await uow.talk.move(held.id, _hash(token))
    return ChatSession(token, session.conversation_id)


async def end(services: Services, session: ChatSession) -> None:
    """Nobody opens the chat any more, from this browser or another; staff keep what was said."""
    now = services.clock.now()
    async with services.units() as uow:
        await outbox.enqueue(
            uow,
            conversation_id=session.conversation_id,
            author="system",
            reply=Reply(services.deal.texts.line("chat_ended")),
            now=now,
        )
        await uow.talk.move(session.conversation_id, _hash(secrets.token_urlsafe(32)))


def is_its_token(session: ChatSession, address: str) -> bool:
    """Whether the session's token still opens the conversation that has this address."""
    return _hash(session.token) == address


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


def clear_cookie(response: web.StreamResponse) -> None:
    response.del_cookie(COOKIE, path="/")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
