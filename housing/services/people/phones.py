"""The conversation of a phone number, as long as the number is the same person's.

Numbers are given out again. When the one on record for a number is another than when it last
texted, what was said before is put away: the new holder begins anew, and nothing meant for the one
before is sent to them.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.messaging.conversation import Channel, Conversation


async def conversation_of(uow: UnitOfWork, number: str, *, now: datetime) -> Conversation:
    """The conversation in which texts with the number's holder are kept."""
    conversation = await uow.talk.conversation_for(Channel.SMS, number, now)
    holder = await uow.homes.household_by_mobile(number, today=to_london(now).date())
    if holder is None:
        return conversation
    before = conversation.number_of or conversation.tenant_id
    if before is not None and before != holder.tenant.id:
        await _put_away(uow, conversation, now)
        conversation = await uow.talk.conversation_for(Channel.SMS, number, now)
    if conversation.number_of != holder.tenant.id:
        await uow.talk.set_number_of(conversation.id, holder.tenant.id)
    return conversation


async def _put_away(uow: UnitOfWork, conversation: Conversation, now: datetime) -> None:
    held = await uow.talk.lock(conversation.id)
    if held.address != conversation.address:
        return
    await uow.talk.move(held.id, held.former_address(to_london(now).date()))
    await uow.outbox.withhold(held.id, now)
    await uow.desk.record(
        actor="system",
        action="number_changed_hands",
        subject=f"conversation:{held.id}",
        now=now,
    )
