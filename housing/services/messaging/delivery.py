"""Text messages on their way out: which to post next, and what became of posting it.

In order within a conversation. A text whose posting was cut off is posted again: a tenant rather
hears something twice than not at all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.messaging.conversation import Message, Reply
from housing.domain.messaging.sms_rendering import render_sms
from housing.domain.messaging.sms_status import STATE_OF_STATUS, next_state
from housing.domain.messaging.sms_text import segments
from housing.ports.messaging.sms import Posted
from housing.services.messaging.inbox import OPTED_OUT_ERROR, opt_out
from housing.services.messaging.outbox import MASK

POSTING_LEASE = timedelta(seconds=30)
# Twilio keeps no order between texts: the next one waits for news of the one before, or this long.
UNCONFIRMED = timedelta(seconds=10)
FIRST_RETRY_S, LONGEST_RETRY_S = 2, 300
# Over about half an hour; what cannot be posted by then stands as failed on the desk.
MAX_ATTEMPTS = 14


@dataclass(frozen=True, slots=True)
class Text:
    """A text ready to be posted."""

    message: Message
    to: str
    body: str

    @property
    def segments(self) -> int:
        return segments(self.body)


async def is_text_waiting(uow: UnitOfWork, *, now: datetime) -> bool:
    """Whether there is a text to post, without taking a lock to find out."""
    return await uow.outbox.is_sms_waiting(now, unconfirmed_since=now - UNCONFIRMED)


async def next_text(uow: UnitOfWork, *, now: datetime) -> Text | None:
    """The next text to post, for this poster alone until POSTING_LEASE is over."""
    message = await uow.outbox.next_sms(
        now, posting_until=now + POSTING_LEASE, unconfirmed_since=now - UNCONFIRMED
    )
    if message is None:
        return None
    conversation = await uow.talk.conversation(message.conversation_id)
    secret = await uow.talk.secret_of(message.id)
    words = message.text if secret is None else message.text.replace(MASK, secret)
    return Text(message, conversation.address, render_sms(Reply(words, message.choices)))


async def posted(uow: UnitOfWork, *, text: Text, answer: Posted, now: datetime) -> None:
    """The provider has taken it. A status callback may have told more already."""
    await uow.talk.lock(text.message.conversation_id)
    message = await uow.talk.message(text.message.id)
    state = next_state(message.state, answer.status) or message.state
    if state == "queued":
        state = STATE_OF_STATUS["accepted"]
    await uow.outbox.set_outcome(
        message.id, state, now, provider_id=answer.provider_id, segments=text.segments
    )


async def refused(uow: UnitOfWork, *, text: Text, error_code: str, now: datetime) -> None:
    """The provider will never send it; 21610 says that the tenant has stopped our texts."""
    message = text.message
    await uow.outbox.set_outcome(message.id, "failed", now, error_code=error_code)
    if error_code == OPTED_OUT_ERROR:
        await opt_out(uow, message.conversation_id, now)


async def delayed(uow: UnitOfWork, *, text: Text, error_code: str, now: datetime) -> None:
    """The provider did not take it now: again later, with growing gaps, but not for ever."""
    tried = text.message.attempts
    if tried >= MAX_ATTEMPTS:
        await uow.outbox.set_outcome(text.message.id, "failed", now, error_code=error_code)
        return
    gap = min(FIRST_RETRY_S * 2**tried, LONGEST_RETRY_S)
    await uow.outbox.post_again(text.message.id, now + timedelta(seconds=gap), error_code)
