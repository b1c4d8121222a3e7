"""What a tenant types on the web, by whichever way it comes: checked, stored, passed on."""

from typing import Any

from gateway import metrics, rate_limit
from gateway.chat.session import ChatSession
from gateway.services import Services
from gateway.workers import news
from housing.domain.messaging.conversation import Message
from housing.domain.reading.inbound_text import MAX_CHARACTERS
from housing.services.messaging import channel_words, inbox

MAX_CLIENT_ID = 64


class NotSent(Exception):
    """The message is not stored; `str()` tells the tenant why, `status` is HTTP's word for it."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


async def send(
    services: Services, session: ChatSession, text: Any, client_id: Any = None
) -> Message:
    """Stores the message, once for each `client_id`. Raises NotSent."""
    if not isinstance(text, str):
        raise NotSent("A message is text.", 400)
    if len(text) > MAX_CHARACTERS:
        raise NotSent(f"That is too long. Please use up to {MAX_CHARACTERS:,} characters.", 413)
    if client_id is not None and not (isinstance(client_id, str) and _fits(client_id)):
        raise NotSent("client_id is a text of up to 64 characters.", 400)
    who = str(session.conversation_id)
    if not await rate_limit.allowed(services.redis, "message", who, rate_limit.MESSAGES_A_MINUTE):
        raise NotSent("That was a lot of messages. Please wait a minute and try again.", 429)
    async with services.units() as uow:
        received = await inbox.receive_web(
            uow,
            conversation_id=session.conversation_id,
            text=text,
            client_id=client_id,
            now=services.clock.now(),
        )
        await channel_words.answer(
            uow, services.deal.texts, received=received, now=services.clock.now()
        )
    counted = metrics.RECEIVED if received.is_new else metrics.DUPLICATES
    counted.labels("webchat").inc()
    await news.received(services, session.conversation_id)
    return received.message


def _fits(client_id: str) -> bool:
    return 0 < len(client_id) <= MAX_CLIENT_ID and client_id.isprintable()
