"""What an officer says to a tenant, and what the tenant is told when a person comes or goes.

Everything goes through the outbox. A reply is refused while the tenant has written something
that the officer has not seen, so that nobody answers past them.
"""

from datetime import datetime

from housing.domain.conversation import Channel, Conversation, Message, Reply
from housing.domain.desk import Officer
from housing.domain.handoff import Handoff, HandoffRefused
from housing.domain.sms_text import to_gsm7
from housing.ports import UnitOfWork
from housing.services import handoffs, outbox

_JOINED = "{name} from {landlord} has joined."
_AWAY = "{name} has had to leave. You are still in the queue and someone else will answer."
_HANDED_BACK = (
    "{name} has left. You are back with the {landlord} assistant. "
    "Say what you need, or ask for a person at any time."
)
_CLOSED = "{name} has closed this conversation. If you need us again, just send a message."


class UnseenMessage(HandoffRefused):
    """Something was written after what the officer has on the screen."""

    code = "unseen_message"

    def __init__(self) -> None:
        super().__init__("A new message came in while you were writing. Read it, then send.")


async def claim(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, landlord: str, now: datetime
) -> Handoff:
    """Takes the conversation; on the web the tenant sees who joined, by SMS with the first text."""
    before = await uow.desk.handoff(handoff_id)
    handoff = await handoffs.claim(uow, handoff_id=handoff_id, officer=officer, now=now)
    if before is not None and before.version != handoff.version:
        await _say_joined(uow, handoff, officer, landlord, now)
    return handoff


async def take_over(
    uow: UnitOfWork,
    *,
    handoff_id: int,
    officer: Officer,
    why: str,
    landlord: str,
    now: datetime,
) -> Handoff:
    """Takes a colleague's conversation, with the reason for the record."""
    handoff = await handoffs.take_over(
        uow, handoff_id=handoff_id, officer=officer, why=why, now=now
    )
    await _say_joined(uow, handoff, officer, landlord, now)
    return handoff


async def reply(
    uow: UnitOfWork,
    *,
    handoff_id: int,
    officer: Officer,
    text: str,
    seen_seq: int,
    landlord: str,
    now: datetime,
) -> Message:
    """Sends the text to the tenant. `seen_seq` is the newest message on the officer's screen.

    Raises UnseenMessage, HandoffTaken, HandoffRefused, or outbox.TextRefused.
    """
    handoff = await handoffs.held_by(uow, handoff_id, officer)
    if await uow.desk.newest_seq_by_people(handoff.conversation_id) > seen_seq:
        raise UnseenMessage
    conversation = await uow.talk.conversation(handoff.conversation_id)
    if conversation.channel is Channel.SMS:
        text = to_gsm7(text)
        if await first_text(uow, handoff, officer):
            text = signed(text, officer, landlord)
    message = await _send(uow, conversation, "officer", text, now, officer)
    await handoffs.note_reply(uow, handoff, now)
    await uow.desk.record(
        actor=officer.actor,
        action="replied",
        subject=f"conversation:{handoff.conversation_id}",
        detail={"handoff": handoff.id, "message": message.id},
        now=now,
    )
    return message


async def release(uow: UnitOfWork, *, handoff_id: int, officer: Officer, now: datetime) -> Handoff:
    """Back to the queue; a tenant who was answered on the web is told."""
    handoff = await handoffs.release(uow, handoff_id=handoff_id, officer=officer, now=now)
    await _say_on_web(uow, handoff, _AWAY.format(name=officer.first_name), now)
    return handoff


async def hand_back(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, landlord: str, now: datetime
) -> Handoff:
    """Back to the bot; the tenant is told on every channel that it answers again."""
    handoff = await handoffs.hand_back(uow, handoff_id=handoff_id, officer=officer, now=now)
    conversation = await uow.talk.conversation(handoff.conversation_id)
    text = _HANDED_BACK.format(name=officer.first_name, landlord=landlord)
    await _send(uow, conversation, "system", text, now)
    return handoff


async def close(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, outcome: str, now: datetime
) -> Handoff:
    """Ends it with an outcome code and tells the tenant; asking for feedback is the caller's."""
    handoff = await handoffs.close(
        uow, handoff_id=handoff_id, officer=officer, outcome=outcome, now=now
    )
    conversation = await uow.talk.conversation(handoff.conversation_id)
    await _send(uow, conversation, "system", _CLOSED.format(name=officer.first_name), now)
    return handoff


async def first_text(uow: UnitOfWork, handoff: Handoff, officer: Officer) -> bool:
    """Whether the officer has not yet written to the tenant since they took the conversation."""
    since = handoff.claimed_at or handoff.created_at
    return not await uow.desk.has_written(handoff.conversation_id, officer.id, since)


def signed(text: str, officer: Officer, landlord: str) -> str:
    """An officer's first text: it says who writes, since a phone shows only a number."""
    return f"{signature(officer, landlord)}{text}"


def signature(officer: Officer, landlord: str) -> str:
    return f"{officer.first_name} at {landlord}: "


async def _say_joined(
    uow: UnitOfWork, handoff: Handoff, officer: Officer, landlord: str, now: datetime
) -> None:
    text = _JOINED.format(name=officer.first_name, landlord=landlord)
    await _say_on_web(uow, handoff, text, now)


async def _say_on_web(uow: UnitOfWork, handoff: Handoff, text: str, now: datetime) -> None:
    """A text message costs the tenant's attention and money; a line in the chat does not."""
    conversation = await uow.talk.conversation(handoff.conversation_id)
    if conversation.channel is Channel.WEBCHAT:
        await _send(uow, conversation, "system", text, now)


async def _send(
    uow: UnitOfWork,
    conversation: Conversation,
    author: str,
    text: str,
    now: datetime,
    officer: Officer | None = None,
) -> Message:
    return await outbox.enqueue(
        uow,
        conversation_id=conversation.id,
        author=author,
        reply=Reply(text),
        officer_id=officer.id if officer else None,
        now=now,
    )
