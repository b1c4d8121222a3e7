"""A person has let a charge go: the job that it was for goes on without it.

The case is taken up where the dispute had stopped it, so that it is booked as any other.
"""

from dataclasses import replace
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.reports import Report
from housing.domain.deal.deal import Deal, Route
from housing.domain.messaging.conversation import Conversation
from housing.domain.messaging.dialogue import Asked, Case, Dialogue
from housing.domain.messaging.handoff import Priority
from housing.domain.messaging.quiet_hours import next_allowed
from housing.services.conversation.steps import STEPS
from housing.services.conversation.turn import Heard, Step, Turn
from housing.services.conversation.unprompted import LOOK_AGAIN, SPEAKS
from housing.services.desk import handoffs
from housing.services.messaging import jobs, outbox

GO_ON_FREE = "go_on_free"
BOOKED_WITH_A_CHARGE = frozenset({Route.BOOK, Route.ORDER})
OVER = frozenset({"booked", "closed", "withdrawn"})


async def begin(
    uow: UnitOfWork, deal: Deal, *, report_id: int, reference: str, now: datetime
) -> None:
    """Has the job gone on with; whoever has the conversation sees that it is still to be done."""
    report = await uow.reports.report(report_id)
    if not await _is_to_do(uow, report):
        return
    await jobs.schedule(
        uow,
        kind=GO_ON_FREE,
        key=f"{GO_ON_FREE}:{reference}",
        payload={"report_id": report_id},
        due_at=now,
    )
    if await uow.desk.open_handoff(report.conversation_id) is not None:
        await _still_to_be_booked(uow, deal, report, now)


async def go_on(uow: UnitOfWork, deal: Deal, *, report_id: int, now: datetime) -> datetime | None:
    """Goes on once nobody else speaks with the tenant; until then, when to look again."""
    report = await uow.reports.report(report_id)
    if not await _is_to_do(uow, report):
        return None
    allowed = next_allowed(now)
    if allowed > now:
        return allowed
    conversation = await uow.talk.lock(report.conversation_id)
    dialogue = Dialogue.from_json(conversation.dialogue)
    # A quote that nobody holds them to any more is no question.
    asked = dialogue.question is not None and dialogue.question.kind is not Asked.AGREE_CHARGE
    if conversation.owner not in SPEAKS or asked:
        return now + LOOK_AGAIN
    if conversation.opted_out_at is not None:
        await _still_to_be_booked(uow, deal, report, now)
        return None
    await _take_up(uow, deal, conversation, report, now)
    return None


async def _take_up(
    uow: UnitOfWork, deal: Deal, conversation: Conversation, report: Report, now: datetime
) -> None:
    case = Case(report.issue, report.id, facts=report.facts, told=True, charge_agreed=True)
    dialogue = replace(Dialogue.from_json(conversation.dialogue).settled(), case=case)
    turn = Turn(uow, deal, conversation, Heard(0, ""), now, dialogue)
    turn.say("charge_free_next")
    turn.then(Step.GO_ON)
    while turn.steps:
        await STEPS[turn.steps.pop(0)](turn)
    await uow.talk.save_dialogue(conversation.id, turn.dialogue.as_json())
    for reply in outbox.joined(conversation.channel, turn.replies):
        await outbox.enqueue(
            uow, conversation_id=conversation.id, author="bot", reply=reply, now=now
        )


async def _is_to_do(uow: UnitOfWork, report: Report) -> bool:
    """Whether the report decided on work that nothing was ordered for yet."""
    route = (report.decision or {}).get("route")
    if route not in BOOKED_WITH_A_CHARGE or report.state in OVER:
        return False
    return not await uow.elements.has(report.id)


async def _still_to_be_booked(uow: UnitOfWork, deal: Deal, report: Report, now: datetime) -> None:
    await handoffs.open_handoff(
        uow,
        conversation_id=report.conversation_id,
        reason="needs_time",
        summary=f"{report.reference} {deal.title_of(report.issue)}: no charge, still to be booked",
        priority=Priority.ROUTINE,
        context={"reference": report.reference, "issue": report.issue},
        answer_due_at=deal.landlord.opening_hours.answer_by(now),
        now=now,
        bot_goes_on=True,
    )
