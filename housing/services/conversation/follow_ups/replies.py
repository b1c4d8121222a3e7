"""Who answers, how and when, whether they will know all that was said, and which number to ring."""

from housing.domain.messaging.dialogue import Asked
from housing.domain.messaging.follow_ups import FollowUp
from housing.services.conversation import noting
from housing.services.conversation.follow_ups.on_record import (
    OnRecord,
    keep,
    nobody_has_it,
    put_to_person,
)
from housing.services.conversation.handing_over import standing
from housing.services.conversation.safety import advice
from housing.services.conversation.turn import Turn


async def how_reply(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """On the channel that they write on; an officer may ring besides where that was wished."""
    if on_record.handoff is None:
        return await nobody_has_it(turn, asked)
    await noting.note(turn, asked.words)
    key = "follow_up_how_text" if turn.by_sms else "follow_up_how_chat"
    return turn.line(key, promise=await standing(turn))


async def when_reply(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    if on_record.handoff is None:
        return await nobody_has_it(turn, asked)
    return await standing(turn)


async def who_replies(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    if on_record.handoff is None:
        return await nobody_has_it(turn, asked)
    return turn.line("follow_up_who_replies", promise=await standing(turn))


async def is_noted(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Yes, since all that is written is kept; said only where somebody has it to read."""
    if on_record.emergency is not None or on_record.visits:
        return turn.line("follow_up_noted_visit")
    if on_record.handoff is None:
        return await nobody_has_it(turn, asked)
    return turn.line("follow_up_noted", promise=await standing(turn))


async def contact_wish(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    if turn.dialogue.question is not None and turn.dialogue.question.kind is Asked.CONTACT:
        return None
    return await keep(turn, asked, on_record, say="follow_up_reach")


async def number_for_this(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Yes: in a danger that stands the number of its advice, else our line that answers now."""
    what = await advice.what_stands(turn)
    return turn.line("follow_up_ring", what=what) if what else turn.line("follow_up_ring_line")


async def cannot_ring(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    is_open = turn.deal.landlord.opening_hours.is_open(turn.now)
    key = "follow_up_no_call" if is_open else "follow_up_no_call_now"
    return await keep(turn, asked, on_record, say=key)


async def reported_before(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    if on_record.report is None:
        return None
    return turn.line("follow_up_reported", reference=on_record.report.reference)


async def told_who(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """We do not say who told us; that they want to be asked first is put before a person, who
    could otherwise not know it."""
    return turn.line("follow_up_private", promise=await put_to_person(turn, asked))


async def may_i_report(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Who it is stands with the report for staff."""
    await noting.note(turn, asked.words)
    return turn.line("follow_up_may_report")


async def pay_later(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """An offer to pay is a person's to agree to, and nobody is blamed for making one."""
    return turn.line("follow_up_pay", promise=await put_to_person(turn, asked))


async def where_help(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    return turn.line("follow_up_help", promise=await put_to_person(turn, asked))
