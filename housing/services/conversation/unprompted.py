"""Speaking first: where a tenant can be told something that they have not just asked for.

Never to a number that is somebody else's by now, never more than the channel may show, and with a
question only while nobody else speaks and no question is open. What cannot be said is put to staff.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import BOT_SPEAKS, Channel, Conversation, Owner
from housing.domain.messaging.dialogue import Case, Dialogue
from housing.domain.messaging.handoff import Priority
from housing.domain.repairs.work_orders import WorkOrder
from housing.services.conversation.turn import Heard, Turn
from housing.services.desk import handoffs
from housing.services.messaging import jobs, outbox
from housing.services.people import phones

OFFER_WHEN_FREE = "offer_when_free"
# How often a conversation that somebody else speaks in is looked at again.
LOOK_AGAIN = timedelta(minutes=5)
Say = Callable[[Turn], Awaitable[None]]
SPEAKS = BOT_SPEAKS | {Owner.CLOSED}


async def tell(
    uow: UnitOfWork,
    deal: Deal,
    order: WorkOrder,
    say: Say,
    *,
    then: Say | None = None,
    now: datetime,
) -> bool:
    """Says it to the order's tenant, and asks what `then` asks if the conversation is free.

    False when it could not be said, so that staff had to be asked to tell them.
    """
    conversation = await _reach(uow, order, now)
    if conversation is None or not conversation.may_be_texted:
        await _staff_tell_them(uow, deal, order, now)
        return False
    turn = await _turn(uow, deal, conversation, now)
    await say(turn)
    if then is not None:
        if conversation.owner in SPEAKS and not turn.dialogue.awaiting:
            turn.set_case(Case(order.issue, order.report_id, work_order_id=order.id))
            await then(turn)
        elif conversation.owner in SPEAKS:
            turn.say("say_change")
        else:
            await _ask_when_free(uow, conversation, order, now)
    await _send(turn)
    return True


async def is_free(uow: UnitOfWork, order: WorkOrder, now: datetime) -> bool:
    """Whether a question about the order may be asked now: nobody else speaks and none is open."""
    conversation = await _reach(uow, order, now)
    return conversation is None or (
        conversation.owner in SPEAKS and not Dialogue.from_json(conversation.dialogue).awaiting
    )


async def _ask_when_free(
    uow: UnitOfWork, conversation: Conversation, order: WorkOrder, now: datetime
) -> None:
    """A person has the conversation: they see that a time is wanted, and once they have handed it
    back the times are offered."""
    await handoffs.open_handoff(
        uow,
        conversation_id=conversation.id,
        reason="needs_time",
        summary=f"{order.reference} needs a time. Times are offered when you hand back.",
        priority=Priority.ROUTINE,
        context={"reference": order.reference, "issue": order.issue},
        answer_due_at=now + LOOK_AGAIN,
        now=now,
        bot_goes_on=True,
    )
    await jobs.schedule(
        uow,
        kind=OFFER_WHEN_FREE,
        key=f"{OFFER_WHEN_FREE}:{order.id}:{now.isoformat()}",
        payload={"work_order_id": order.id},
        due_at=now + LOOK_AGAIN,
    )


async def remind(uow: UnitOfWork, deal: Deal, order: WorkOrder, say: Say, *, now: datetime) -> None:
    """Says what nobody misses if it cannot be said; who stopped our texts is left in peace."""
    conversation = await _reach(uow, order, now)
    if conversation is not None and conversation.may_be_texted:
        turn = await _turn(uow, deal, conversation, now)
        await say(turn)
        await _send(turn)


async def _reach(uow: UnitOfWork, order: WorkOrder, now: datetime) -> Conversation | None:
    """Where the tenant reads it: their own mobile, else the chat in which they were verified."""
    report = await uow.reports.report(order.report_id)
    told_in = await uow.talk.conversation(report.conversation_id)
    if order.tenant_id is None:
        return told_in
    today = to_london(now).date()
    household = await uow.homes.household(order.tenant_id)
    mobile = household.tenant.mobile if household else None
    if mobile is not None:
        whose = await uow.homes.household_by_mobile(mobile, today=today)
        if whose is not None and whose.tenant.id == order.tenant_id:
            return await phones.conversation_of(uow, mobile, now=now)
    if told_in.channel is Channel.WEBCHAT and told_in.tenant_id == order.tenant_id:
        return told_in
    return None


async def _turn(uow: UnitOfWork, deal: Deal, conversation: Conversation, now: datetime) -> Turn:
    held = await uow.talk.lock(conversation.id)
    return Turn(uow, deal, held, Heard(0, ""), now, Dialogue.from_json(held.dialogue))


async def _send(turn: Turn) -> None:
    await turn.uow.talk.save_dialogue(turn.conversation.id, turn.dialogue.as_json())
    author = "bot" if turn.conversation.owner in SPEAKS else "system"
    for reply in outbox.joined(turn.conversation.channel, turn.replies):
        await outbox.enqueue(
            turn.uow, conversation_id=turn.conversation.id, author=author, reply=reply, now=turn.now
        )


async def _staff_tell_them(uow: UnitOfWork, deal: Deal, order: WorkOrder, now: datetime) -> None:
    report = await uow.reports.report(order.report_id)
    await handoffs.open_handoff(
        uow,
        conversation_id=report.conversation_id,
        reason="cannot_text",
        summary=f"We cannot text them about {order.reference}: ring them or write.",
        priority=Priority.ROUTINE,
        context={"reference": order.reference, "issue": order.issue},
        answer_due_at=deal.landlord.opening_hours.answer_by(now),
        now=now,
    )
