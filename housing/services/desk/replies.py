"""What an officer says to a tenant, and what the tenant is told when a person comes or goes.

Everything goes through the outbox. A reply is refused while the tenant has written something
that the officer has not seen, so that nobody answers past them.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Deal
from housing.domain.deal.texts import Texts
from housing.domain.messaging.conversation import Channel, Conversation, Message, Reply
from housing.domain.messaging.dialogue import Asked, Dialogue
from housing.domain.messaging.handoff import STEPPED_IN, Handoff, HandoffRefused, Priority
from housing.domain.messaging.sms_text import to_gsm7
from housing.domain.people.desk import Officer
from housing.services.conversation.matters import feedback
from housing.services.desk import answer_by_text, handoffs
from housing.services.messaging import outbox

MAX_REPLY = 6000


class UnseenMessage(HandoffRefused):
    """Something was written after what the officer has on the screen."""

    code = "unseen_message"

    def __init__(self) -> None:
        super().__init__("A new message came in while you were writing. Read it, then send.")


async def claim(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, texts: Texts, now: datetime
) -> Handoff:
    """Takes the conversation; on the web the tenant sees who joined, by SMS with the first text."""
    before = await uow.desk.handoff(handoff_id)
    handoff = await handoffs.claim(uow, handoff_id=handoff_id, officer=officer, now=now)
    if before is not None and before.version != handoff.version:
        await _say_joined(uow, handoff, officer, texts, now)
        await _drop_contact_question(uow, handoff.conversation_id)
    return handoff


async def _drop_contact_question(uow: UnitOfWork, conversation_id: int) -> None:
    """How they can be reached is no question any more: the person who asked for it is here."""
    conversation = await uow.talk.conversation(conversation_id)
    dialogue = Dialogue.from_json(conversation.dialogue)
    if dialogue.question is not None and dialogue.question.kind is Asked.CONTACT:
        await uow.talk.save_dialogue(conversation_id, dialogue.settled().as_json())


async def step_in(
    uow: UnitOfWork, *, conversation_id: int, officer: Officer, deal: Deal, now: datetime
) -> Handoff:
    """Takes a conversation that the bot has, without waiting for the tenant to ask."""
    handoff = await handoffs.open_handoff(
        uow,
        conversation_id=conversation_id,
        reason=STEPPED_IN,
        summary=f"{officer.first_name} stepped in.",
        priority=Priority.ROUTINE,
        context={},
        answer_due_at=deal.landlord.answer_by(Priority.ROUTINE, now),
        now=now,
    )
    return await claim(uow, handoff_id=handoff.id, officer=officer, texts=deal.texts, now=now)


async def take_over(
    uow: UnitOfWork,
    *,
    handoff_id: int,
    officer: Officer,
    why: str,
    texts: Texts,
    now: datetime,
) -> Handoff:
    """Takes a colleague's conversation, with the reason for the record."""
    handoff = await handoffs.take_over(
        uow, handoff_id=handoff_id, officer=officer, why=why, now=now
    )
    await _say_joined(uow, handoff, officer, texts, now)
    return handoff


async def reply(
    uow: UnitOfWork,
    *,
    handoff_id: int,
    officer: Officer,
    text: str,
    seen_seq: int,
    texts: Texts,
    now: datetime,
) -> Message:
    """Sends the text to the tenant. `seen_seq` is the newest message on the officer's screen.

    Raises UnseenMessage, HandoffTaken, HandoffRefused, or outbox.TextRefused.
    """
    handoff = await handoffs.held_by(uow, handoff_id, officer)
    if await uow.desk.newest_seq_by_people(handoff.conversation_id) > seen_seq:
        raise UnseenMessage
    conversation = await uow.talk.conversation(handoff.conversation_id)
    words = _as_sent(text, conversation.channel)
    if conversation.channel is Channel.SMS and await _first_text(uow, handoff, officer):
        words = f"{signature(officer, texts)} {words}"
    message = await _send(uow, conversation, "officer", words, now, officer)
    await answer_by_text.follow_if_unread(
        uow, handoff=handoff, conversation=conversation, message=message, now=now
    )
    await handoffs.note_reply(uow, handoff, now)
    await uow.desk.record(
        actor=officer.actor,
        action="replied",
        subject=f"conversation:{handoff.conversation_id}",
        detail={"handoff": handoff.id, "message": message.id},
        now=now,
    )
    return message


async def release(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, texts: Texts, now: datetime
) -> Handoff:
    """Back to the queue; a tenant who was answered on the web is told."""
    handoff = await handoffs.release(uow, handoff_id=handoff_id, officer=officer, now=now)
    await _say_on_web(uow, handoff, texts.line("desk_away", name=officer.first_name), now)
    return handoff


async def hand_back(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, texts: Texts, now: datetime
) -> Handoff:
    """Back to the bot; the tenant is told on every channel that it answers again.

    What they wrote meanwhile and nobody answered is the bot's next turn.
    """
    handoff = await handoffs.hand_back(uow, handoff_id=handoff_id, officer=officer, now=now)
    unanswered = await uow.turns.unanswered_in(handoff.conversation_id, since=handoff.created_at)
    conversation = await uow.talk.conversation(handoff.conversation_id)
    text = texts.line("desk_handed_back", name=officer.first_name)
    await _send(uow, conversation, "system", text, now)
    await uow.turns.answer_again(unanswered)
    return handoff


async def close(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, outcome: str, texts: Texts, now: datetime
) -> Handoff:
    """Ends it with an outcome code, tells the tenant, and sends the feedback survey about it."""
    handoff = await handoffs.close(
        uow, handoff_id=handoff_id, officer=officer, outcome=outcome, now=now
    )
    conversation = await uow.talk.conversation(handoff.conversation_id)
    await _send(
        uow, conversation, "system", texts.line("desk_closed", name=officer.first_name), now
    )
    # Whoever told of a danger is not asked how the service was.
    if "danger" not in handoff.context:
        await feedback.ask(
            uow,
            texts,
            conversation_id=conversation.id,
            about="handoff",
            about_id=handoff.id,
            now=now,
        )
    return handoff


def signature(officer: Officer, texts: Texts) -> str:
    """What an officer's first text starts with: a phone shows only a number."""
    return to_gsm7(texts.line("desk_signature", name=officer.first_name))


def _as_sent(text: str, channel: Channel) -> str:
    """The officer's words as the channel can carry them; HandoffRefused when none are left."""
    words = text.replace("\x00", "")
    if channel is Channel.SMS:
        words = to_gsm7(words)
    if len(words) > MAX_REPLY:
        raise HandoffRefused(f"At most {MAX_REPLY} characters; this has {len(words)}. Not sent.")
    if not words.strip():
        raise HandoffRefused("There is nothing to send: write some words.")
    return words.strip()


async def _first_text(uow: UnitOfWork, handoff: Handoff, officer: Officer) -> bool:
    """Whether the officer has not yet written to the tenant since they took the conversation."""
    since = handoff.claimed_at or handoff.created_at
    return not await uow.desk.has_written(handoff.conversation_id, officer.id, since)


async def _say_joined(
    uow: UnitOfWork, handoff: Handoff, officer: Officer, texts: Texts, now: datetime
) -> None:
    text = texts.line("desk_joined", name=officer.first_name)
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
