"""An officer's answer in a chat that nobody has open follows by text, once.

Only to a number that is the tenant's: the one on record of who proved who they are, or the one
given for it at hand-over. Who stopped our texts is left in peace.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel, Conversation, Message, Reply
from housing.domain.messaging.handoff import REACH_BY, Handoff, Priority
from housing.domain.messaging.quiet_hours import next_allowed
from housing.domain.messaging.sms_rendering import MAX_CHARACTERS
from housing.domain.messaging.sms_text import to_gsm7
from housing.services.messaging import jobs, outbox
from housing.services.people import phones
from housing.services.people.phone_numbers import mobile_number

ANSWER_BY_TEXT = "answer_by_text"
# Who has the page open has the answer within seconds; who comes back to it has had a moment.
UNREAD_FOR = timedelta(minutes=2)


async def follow_if_unread(
    uow: UnitOfWork,
    *,
    handoff: Handoff,
    conversation: Conversation,
    message: Message,
    now: datetime,
) -> None:
    """Has an answer that was written in a chat looked after."""
    if conversation.channel is Channel.WEBCHAT:
        await jobs.schedule(
            uow,
            kind=ANSWER_BY_TEXT,
            key=f"{ANSWER_BY_TEXT}:{message.id}",
            payload={"message_id": message.id, "handoff_id": handoff.id},
            due_at=now + UNREAD_FOR,
        )


async def follow(uow: UnitOfWork, deal: Deal, payload: Mapping[str, Any], now: datetime) -> None:
    """Texts what is unread, all of it in one text. Raises NotYet in quiet hours."""
    message = await uow.talk.message(payload["message_id"])
    conversation = await uow.talk.lock(message.conversation_id)
    unread = await _unread(uow, conversation)
    if message.id not in {one.id for one in unread}:
        return
    handoff = await uow.desk.handoff(payload["handoff_id"])
    number = await _number(uow, conversation, handoff, now)
    if number is None:
        return
    _wait_for_the_day(handoff, now)
    phone = await phones.conversation_of(uow, number, now=now)
    if phone.may_be_texted:
        text = await _text(uow, deal, unread)
        await outbox.enqueue(
            uow, conversation_id=phone.id, author="system", reply=Reply(text), now=now
        )
    for one in unread:
        await uow.talk.record_turn_result(one.id, ANSWER_BY_TEXT, phone.may_be_texted, now)
    await uow.desk.record(
        actor="system",
        action="answer_texted" if phone.may_be_texted else "answer_not_texted",
        subject=f"conversation:{conversation.id}",
        now=now,
    )


async def _unread(uow: UnitOfWork, conversation: Conversation) -> list[Message]:
    """What officers wrote since a browser last took it, and was not texted before."""
    later = await uow.talk.messages(conversation.id, after=conversation.read_seq)
    return [
        one
        for one in later
        if one.author == "officer" and await uow.talk.turn_result(one.id, ANSWER_BY_TEXT) is None
    ]


async def _number(
    uow: UnitOfWork, conversation: Conversation, handoff: Handoff | None, now: datetime
) -> str | None:
    given = handoff.context.get(REACH_BY) if handoff is not None else None
    if isinstance(given, str) and mobile_number(given) is not None:
        return mobile_number(given)
    if conversation.tenant_id is None or conversation.verified_at is None:
        return None
    household = await uow.homes.household(conversation.tenant_id)
    mobile = household.tenant.mobile if household is not None else None
    if mobile is None:
        return None
    holder = await uow.homes.household_by_mobile(mobile, today=to_london(now).date())
    theirs = holder is not None and holder.tenant.id == conversation.tenant_id
    return mobile if theirs else None


def _wait_for_the_day(handoff: Handoff | None, now: datetime) -> None:
    if handoff is None or handoff.priority is Priority.ROUTINE:
        allowed = next_allowed(now)
        if allowed > now:
            raise jobs.NotYet(allowed)


async def _text(uow: UnitOfWork, deal: Deal, unread: list[Message]) -> str:
    officer_id = unread[-1].officer_id
    officer = await uow.officers.officer(officer_id) if officer_id is not None else None
    name = officer.first_name if officer is not None else deal.landlord.name
    answer = to_gsm7(" ".join(one.text for one in unread))
    whole = deal.texts.line("answer_by_text", name=name, answer=answer)
    if len(whole) <= MAX_CHARACTERS:
        return whole
    return deal.texts.line("answer_too_long_for_text", name=name)
