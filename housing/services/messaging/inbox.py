"""What tenants send: stored once, in order, before anybody answers or acknowledges it.

Says nothing to the tenant. A message that came twice is found by its provider's or browser's id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.messaging.conversation import Conversation, Message
from housing.domain.messaging.dialogue import Dialogue
from housing.domain.messaging.opt_out import OptOut, opt_out_asked, stop_in_words
from housing.domain.messaging.sender import SenderRefused, sender_number
from housing.domain.messaging.sms_status import next_state
from housing.domain.reading.inbound_text import clean_text
from housing.domain.reading.reactions import is_reaction, read_thumb
from housing.services.people import phones

MAX_ID = 64
OPTED_OUT_ERROR = "21610"
# Wishes that are the whole of their message: nothing else in it waits for the bot.
SETTLED_HERE = frozenset({OptOut.STOP, OptOut.START, OptOut.HELP, OptOut.STOP_IN_WORDS})


class FormRefused(ValueError):
    """A signed form that is not a message or a status: it has no sender or no id."""

    code = "form_refused"


@dataclass(frozen=True, slots=True)
class Received:
    """The stored message, and whether it is new or one that came before.

    `wish`: what it asks of texts as such, which is answered where it came in. `is_reaction`: a
    phone's report of a heart or the like, which answers nothing.
    """

    message: Message
    is_new: bool
    wish: OptOut | None = None
    is_reaction: bool = False


async def receive_sms(uow: UnitOfWork, *, form: Mapping[str, str], now: datetime) -> Received:
    """Stores Twilio's form of an incoming text under its MessageSid. Raises FormRefused.

    STOP and START change what may be sent. Reactions, and thumbs to nothing, wait for no answer.
    """
    sid = _sid(form, "MessageSid", "SmsMessageSid", "SmsSid")
    number = _sender(form)
    conversation = await phones.conversation_of(uow, number, now=now)
    conversation = await uow.talk.lock(conversation.id)
    known = await uow.talk.message_by_provider_id(sid)
    if known is not None:
        return Received(known, is_new=False)
    text = clean_text(form.get("Body", ""))
    reaction = is_reaction(text)
    wish = None if reaction else _wish(conversation, text, form.get("OptOutType", ""))
    settled = reaction or wish in SETTLED_HERE or _thumb_to_nothing(conversation, text)
    message = await uow.talk.add_message(
        conversation_id=conversation.id,
        direction="in",
        author="tenant",
        text=text,
        media=_media(form),
        state="done" if settled else "received",
        provider_id=sid,
        now=now,
    )
    if not settled:
        await uow.turns.wake(conversation.id)
    elif wish is not None:
        await _heed(uow, conversation, wish, now)
    return Received(message, True, wish, reaction)


async def receive_web(
    uow: UnitOfWork, *, conversation_id: int, text: str, client_id: str | None, now: datetime
) -> Received:
    """Stores what was typed in the web chat; a repeated `client_id` is the same message."""
    conversation = await uow.talk.lock(conversation_id)
    if client_id is not None:
        known = await uow.talk.message_by_client_id(conversation_id, client_id)
        if known is not None:
            return Received(known, is_new=False)
    text = clean_text(text)
    wish = stop_in_words(text)
    settled = wish is OptOut.STOP_IN_WORDS or _thumb_to_nothing(conversation, text)
    message = await uow.talk.add_message(
        conversation_id=conversation_id,
        direction="in",
        author="tenant",
        text=text,
        state="done" if settled else "received",
        client_id=client_id,
        now=now,
    )
    if not settled:
        await uow.turns.wake(conversation_id)
    # A chat is no phone: how to stop the texts can be told here, but not done.
    return Received(message, True, None if wish is None else OptOut.HOW_TO_STOP)


async def receive_status(
    uow: UnitOfWork, *, form: Mapping[str, str], message_id: int | None, now: datetime
) -> Message | None:
    """Moves a sent text's state forward by Twilio's status form; None when no text is known by it.

    `message_id` is the one that we put into the callback's address: the callback may be here
    before the answer to our own request, which carries the MessageSid, is stored.
    """
    sid = _sid(form, "MessageSid", "SmsSid")
    message = await uow.talk.message_by_provider_id(sid)
    if message is None and message_id is not None:
        message = await _unclaimed(uow, message_id)
    if message is None:
        return None
    await uow.talk.lock(message.conversation_id)
    message = await uow.talk.message(message.id)
    state = next_state(message.state, form.get("MessageStatus") or form.get("SmsStatus") or "")
    if state is None:
        return message
    error = form.get("ErrorCode", "").strip() or None
    await uow.outbox.set_outcome(message.id, state, now, provider_id=sid, error_code=error)
    if error == OPTED_OUT_ERROR:
        await opt_out(uow, message.conversation_id, now)
    return await uow.talk.message(message.id)


def _sid(form: Mapping[str, str], *names: str) -> str:
    """The provider's id under the first of these names; FormRefused when it cannot be one."""
    sid = next((form[name] for name in names if form.get(name)), "").strip()
    if not sid or len(sid) > MAX_ID or not sid.isprintable():
        raise FormRefused("a text message and its status have a MessageSid")
    return sid


async def opt_out(uow: UnitOfWork, conversation_id: int, now: datetime) -> None:
    """No more texts to this number; staff find it on the conversation and in the audit trail."""
    await uow.talk.set_opted_out(conversation_id, now)
    await uow.outbox.withhold(conversation_id, now)
    await _audit(uow, conversation_id, "opted_out", now)


async def _heed(uow: UnitOfWork, conversation: Conversation, asked: OptOut, now: datetime) -> None:
    if asked in (OptOut.STOP, OptOut.STOP_IN_WORDS) and conversation.opted_out_at is None:
        await opt_out(uow, conversation.id, now)
    elif asked is OptOut.START and conversation.opted_out_at is not None:
        await uow.talk.set_opted_out(conversation.id, None)
        await _audit(uow, conversation.id, "opted_in", now)


def _sender(form: Mapping[str, str]) -> str:
    try:
        return sender_number(clean_text(form.get("From", "")))
    except SenderRefused as error:
        raise FormRefused(str(error)) from None


def _wish(conversation: Conversation, text: str, twilio_says: str) -> OptOut | None:
    """What is asked of texts; START is a word like any other while nothing is stopped."""
    wish = opt_out_asked(text, twilio_says)
    nothing_to_start = conversation.opted_out_at is None and not twilio_says.strip()
    return None if wish is OptOut.START and nothing_to_start else wish


def _thumb_to_nothing(conversation: Conversation, text: str) -> bool:
    if read_thumb(text) is None:
        return False
    question = Dialogue.from_json(conversation.dialogue).question
    return question is None or not question.is_yes_or_no


async def _audit(uow: UnitOfWork, conversation_id: int, action: str, now: datetime) -> None:
    subject = f"conversation:{conversation_id}"
    await uow.desk.record(actor="tenant", action=action, subject=subject, now=now)


async def _unclaimed(uow: UnitOfWork, message_id: int) -> Message | None:
    try:
        message = await uow.talk.message(message_id)
    except LookupError:
        return None
    ours = message.direction == "out" and message.provider_id is None
    return message if ours else None


def _media(form: Mapping[str, str]) -> tuple[str, ...]:
    count = form.get("NumMedia", "0").strip()
    if not count.isdecimal():
        return ()
    urls = (form.get(f"MediaUrl{n}", "") for n in range(min(int(count), 10)))
    return tuple(clean_text(url) for url in urls if url)
