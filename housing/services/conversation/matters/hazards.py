"""Hazards under Awaab's Law (SI 2025/1042): the first mention is written down with its own time.

The clock runs from the message, not from the end of the chat; nothing said later stops it. What is
said again of an open hazard is the same hazard, with the clock of the first mention.
"""

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.references import Kind
from housing.domain.casework.reports import HazardReport, Report
from housing.domain.clock.legal_clocks import EMERGENCY, HazardClock
from housing.domain.clock.local_time import spoken_by, spoken_day, to_london
from housing.domain.deal.deal import Deal
from housing.domain.deal.decision import Decision
from housing.domain.messaging.conversation import Message
from housing.domain.slots.slot import Slot
from housing.services.casework.numbering import new_reference
from housing.services.conversation.turn import IssueGuess, Turn, holds_for
from housing.services.conversation.unsure import sure_of


async def notice(
    uow: UnitOfWork, deal: Deal, *, message: Message, guesses: tuple[IssueGuess, ...]
) -> HazardReport | None:
    """Files a hazard that a message mentions, whoever has the conversation; None without one."""
    issue = deal.issues.get(guesses[0].id) if sure_of(guesses) else None
    mentioned = issue.hazard if issue else None
    hazard = deal.running_hazard(mentioned, to_london(message.created_at).date())
    if hazard is None:
        return None
    conversation = await uow.talk.conversation(message.conversation_id)
    return await _file(uow, deal, message, hazard, conversation.tenant_id)


async def file(turn: Turn, report: Report, hazard: str) -> HazardReport:
    """The hazard of a tenant's report, timed by the message that first mentioned it."""
    first = await turn.uow.talk.message(report.message_id)
    filed = await _file(turn.uow, turn.deal, first, hazard, report.tenant_id)
    await turn.uow.reports.change_hazard(filed.id, report_id=report.id)
    return filed


async def _file(
    uow: UnitOfWork, deal: Deal, message: Message, hazard: str, tenant_id: int | None
) -> HazardReport:
    known = await uow.reports.open_hazard(message.conversation_id, hazard)
    if known is not None:
        return known
    clock = HazardClock.started(message.created_at, deal.calendar)
    return await uow.reports.file_hazard(
        reference=new_reference(Kind.HAZARD),
        conversation_id=message.conversation_id,
        message_id=message.id,
        tenant_id=tenant_id,
        hazard=hazard,
        words=message.text,
        level="significant",
        reported_at=message.created_at,
        investigate_by=clock.due_at("significant"),
    )


async def of_case(turn: Turn) -> HazardReport | None:
    """The hazard of the problem in hand, if it is one."""
    hazard = await turn.uow.reports.open_hazard(turn.conversation.id)
    return hazard if hazard is not None and hazard.report_id == turn.case.report_id else None


async def say_filed(turn: Turn) -> None:
    """That it is on record, from the moment it was first mentioned."""
    hazard = await of_case(turn)
    if hazard is not None:
        turn.say("hazard_filed", reference=hazard.reference)


async def tell(turn: Turn, decision: Decision) -> None:
    """By when it is inspected, whatever happens in the chat; staff get who lives there."""
    hazard = await of_case(turn)
    if hazard is None:
        turn.tell(*decision.reasons, holds_for(turn, decision))
        return
    level = EMERGENCY if EMERGENCY in (decision.hazard_level, hazard.level) else "significant"
    due_at = HazardClock.started(hazard.reported_at, turn.deal.calendar).due_at(level)
    await turn.uow.reports.change_hazard(
        hazard.id, level=level, investigate_by=due_at, household=dict(turn.case.facts)
    )
    if level == EMERGENCY:
        promise = turn.line("hazard_promise_emergency", by=spoken_by(due_at))
    else:
        promise = turn.line("hazard_promise", day=spoken_day(to_london(due_at).date()))
    turn.tell(promise, holds_for(turn, decision))


async def booked(turn: Turn, slot: Slot) -> None:
    """The inspection has a day: staff see it beside the clock."""
    hazard = await of_case(turn)
    if hazard is not None:
        await turn.uow.reports.change_hazard(hazard.id, state="booked", investigation_on=slot.date)
