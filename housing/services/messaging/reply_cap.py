"""How much one number is answered in a day: two machines that answer each other cost money.

Beyond it one text says whom to ring and staff see the conversation; then the service is silent to
that number until tomorrow. Danger is watched for and answered whatever the count is.
"""

from datetime import datetime, time

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import at_london, to_london
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel, Conversation, Reply
from housing.domain.messaging.handoff import Priority
from housing.services.desk import handoffs
from housing.services.messaging import outbox

REPLY_CAP = "reply_cap"


async def is_reached(
    uow: UnitOfWork, deal: Deal, *, conversation: Conversation, now: datetime
) -> bool:
    """Whether this number has had its replies for today; says so the first time."""
    if conversation.channel is not Channel.SMS:
        return False
    today = at_london(to_london(now).date(), time(0))
    if await uow.talk.count_replies(conversation.id, today) < uow.limits.replies_a_day:
        return False
    subject = f"conversation:{conversation.id}"
    if not await uow.desk.count_audit(action=REPLY_CAP, subject=subject, since=today):
        await uow.desk.record(actor="system", action=REPLY_CAP, subject=subject, now=now)
        await _tell(uow, deal, conversation, now)
    return True


async def _tell(uow: UnitOfWork, deal: Deal, conversation: Conversation, now: datetime) -> None:
    landlord = deal.landlord
    text = deal.texts.line(
        REPLY_CAP, phone=landlord.phone, out_of_hours_phone=landlord.out_of_hours_phone
    )
    await outbox.enqueue(
        uow, conversation_id=conversation.id, author="bot", reply=Reply(text), now=now
    )
    await handoffs.open_handoff(
        uow,
        conversation_id=conversation.id,
        reason=REPLY_CAP,
        summary=f"{uow.limits.replies_a_day} replies today, perhaps to a machine. Silent now.",
        priority=Priority.ROUTINE,
        context={},
        answer_due_at=landlord.opening_hours.answer_by(now),
        now=now,
    )
