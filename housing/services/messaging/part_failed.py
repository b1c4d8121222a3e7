"""When a part does not answer: the tenant hears honestly, once, that a person will see the message.

The message itself is kept and tried again by `turns`; this only promises, and puts the
conversation before staff.
"""

from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Conversation, Message, Owner, Reply
from housing.domain.messaging.handoff import Priority
from housing.services.desk import handoffs
from housing.services.messaging import outbox

PART_FAILED = "part_failed"
# The promise is 30 seconds; the text still has to be delivered.
PATIENCE = timedelta(seconds=15)


async def overdue(uow: UnitOfWork, *, now: datetime) -> tuple[Message, ...]:
    """The oldest unanswered message of each conversation where it has waited too long."""
    return await uow.turns.unanswered(now - PATIENCE)


async def give_outage_notice(
    uow: UnitOfWork, deal: Deal, *, message_id: int, now: datetime
) -> bool:
    """Tells the tenant and opens the handoff; False when it was told or answered meanwhile."""
    message = await uow.talk.message(message_id)
    conversation = await uow.talk.lock(message.conversation_id)
    message = await uow.talk.message(message_id)
    turn_id = message.turn_id or message.id
    nobody_has_it = conversation.owner in (Owner.BOT, Owner.CLOSED)
    if message.state != "received" or not nobody_has_it or await was_promised(uow, turn_id):
        return False
    promise = deal.landlord.opening_hours.answer_promise(now)
    await outbox.enqueue(
        uow,
        conversation_id=conversation.id,
        author="system",
        reply=Reply(deal.texts.line(PART_FAILED, promise=promise)),
        now=now,
    )
    await uow.talk.record_turn_result(turn_id, PART_FAILED, promise, now)
    await promise_a_person(uow, deal, turn_id=turn_id, conversation=conversation, now=now)
    return True


async def promise_a_person(
    uow: UnitOfWork, deal: Deal, *, turn_id: int, conversation: Conversation, now: datetime
) -> None:
    """Puts the conversation into the queue, where it stays until a person has seen it."""
    message = await uow.talk.message(turn_id)
    await handoffs.open_handoff(
        uow,
        conversation_id=conversation.id,
        reason=PART_FAILED,
        summary=f"A part of the service did not answer: {message.text}"[:240],
        priority=Priority.URGENT,
        context={"words": message.text},
        answer_due_at=deal.landlord.opening_hours.answer_by(now),
        now=now,
    )


async def extend_promise(uow: UnitOfWork, *, turn_id: int, now: datetime) -> None:
    """A promise that was given already covers this turn too; nothing is said."""
    await uow.talk.record_turn_result(turn_id, PART_FAILED, "", now)


async def was_promised(uow: UnitOfWork, turn_id: int) -> bool:
    """Whether the tenant was told that a person will see this turn's messages."""
    return await uow.talk.turn_result(turn_id, PART_FAILED) is not None
