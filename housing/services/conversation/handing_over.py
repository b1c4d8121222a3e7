"""Passing a conversation to a person, with what they need to know and an honest promise."""

from typing import Any

from housing.domain.messaging.handoff import Handoff, Priority, Wait
from housing.services.conversation import noting
from housing.services.conversation.safety import advice
from housing.services.conversation.turn import Turn
from housing.services.desk import handoffs

MAX_SUMMARY = 240


async def hand_over(
    turn: Turn,
    *,
    reason: str,
    summary: str = "",
    priority: Priority = Priority.ROUTINE,
    say: str | None = "handoff",
) -> None:
    """Queues the conversation and tells the tenant; what needs no person goes on meanwhile.

    `say` names the sentence to the tenant, or None when the flow has said it already. Who waits
    already hears that this was added, and how they stand.
    """
    before = await turn.uow.desk.open_handoff(turn.conversation.id)
    await handoffs.open_handoff(
        turn.uow,
        conversation_id=turn.conversation.id,
        reason=reason,
        summary=(summary or turn.words)[:MAX_SUMMARY],
        priority=priority,
        context=await _context(turn),
        answer_due_at=turn.deal.landlord.answer_by(priority, turn.now),
        now=turn.now,
    )
    turn.settle()
    turn.handed_over = True
    if say == "handoff" and before is not None:
        turn.say("handoff_added", standing=await standing(turn))
    elif say is not None:
        turn.say(say, promise=turn.promise)


async def add_to_it(turn: Turn) -> None:
    """Keeps the words for the person who has the conversation next, and says how it stands."""
    await noting.note(turn, turn.words)
    turn.acknowledge(turn.line("noted_for_person", standing=await standing(turn)))


async def standing(turn: Turn, *, with_place: bool = False) -> str:
    """By when a person answers, and the place in the queue for who asks for it; empty when the
    conversation is in none. In danger first what to do till then, and while closed the line that
    answers now. More urgent ones go before: a place that is told each time only seems to rise."""
    handoff = await turn.uow.desk.open_handoff(turn.conversation.id)
    place = await turn.uow.desk.place_in_queue(handoff.id) if handoff else None
    if handoff is None or place is None:
        return ""
    promise = _still_true(turn, handoff)
    until = await _till_somebody_answers(turn, handoff)
    hours = turn.deal.landlord.opening_hours
    if hours.is_open(turn.now):
        where = turn.line("handoff_standing", place=place, promise=promise)
        return until + (where if with_place else promise)
    # Nobody is served now, and more urgent ones still come before: a place would only rise.
    if handoff.due_at is not None and handoff.due_at < hours.next_open(turn.now):
        return until + turn.line("line_answers_now")
    return until + promise


async def speak_to_person(turn: Turn) -> None:
    """A person, without a question; who waits already hears how they stand."""
    where = await standing(turn, with_place=True)
    if where:
        turn.tell(where)
        turn.ask_again()
        turn.handed_over = True
    else:
        await hand_over(turn, reason="asked")


async def _till_somebody_answers(turn: Turn, handoff: Handoff) -> str:
    """What to do in the danger that the person was called for, unless it was taken back."""
    until = await advice.what_to_do(turn) if handoff.danger is not None else ""
    return f"{until} " if until else ""


def _still_true(turn: Turn, handoff: Handoff) -> str:
    """What can still be said at this instant of when a person answers."""
    wait = Wait(handoff.priority, handoff.created_at, handoff.answer_due_at, handoff.first_reply_at)
    if wait.is_late(turn.now):
        return turn.line("later_than_said")
    due = handoff.due_at
    if due is None or due <= turn.now:
        return turn.line("as_soon_as_can")
    return turn.deal.landlord.opening_hours.due_promise(due, turn.now)


async def _context(turn: Turn) -> dict[str, Any]:
    """What staff see at once: the issue, the facts and the decision with its reasons."""
    case = turn.dialogue.case
    context: dict[str, Any] = {"words": turn.words, "intent": turn.heard.intent}
    if case is not None:
        report = await turn.uow.reports.report(case.report_id)
        context |= {
            "issue": case.issue,
            "title": turn.deal.issues[case.issue].title,
            "facts": dict(case.facts),
            "decision": report.decision,
            "reference": report.reference,
            "told_address": report.told_address,
        }
    likely = await turn.likely_household()
    if likely is not None:
        context["likely_tenant_id"] = likely.tenant.id
    return context
