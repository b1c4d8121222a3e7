"""Hazards under Awaab's Law (SI 2025/1042): the first mention is written down with its own time.

The clock runs from the message, not from the end of the chat; nothing said later stops it.
"""

from datetime import datetime

from housing.domain.clocks import HazardClock
from housing.domain.conversation import Conversation, Message
from housing.domain.deal import Deal
from housing.domain.decision import Decision
from housing.domain.local_time import end_of_day, spoken_day, to_london
from housing.domain.references import Kind
from housing.domain.reports import HazardReport, Report
from housing.domain.slots import Slot
from housing.ports import UnitOfWork
from housing.services.conversation.turn import IssueGuess, Turn, cited
from housing.services.conversation.unsure import sure_of
from housing.services.numbering import new_reference


async def file(turn: Turn, report: Report, hazard: str) -> HazardReport:
    """The hazard report of a tenant's report, timed by the message that first mentioned it."""
    first = await turn.uow.talk.message(report.message_id)
    return await _file(turn.uow, turn.deal, report, hazard, first.created_at)


async def say_filed(turn: Turn) -> None:
    """That it is on record, from the moment it was first mentioned."""
    hazard = await turn.uow.reports.hazard_of(turn.case.report_id)
    if hazard is not None:
        turn.say("hazard_filed", reference=hazard.reference)


async def tell(turn: Turn, decision: Decision) -> None:
    """By when it is inspected, whatever happens in the chat; staff get who lives there."""
    hazard = await turn.uow.reports.hazard_of(turn.case.report_id)
    if hazard is None:
        turn.tell(" ".join(decision.reasons))
        return
    level = decision.hazard_level or hazard.level
    household = dict(turn.case.facts)
    await turn.uow.reports.change_hazard(hazard.id, level=level, household=household)
    by = spoken_day(to_london(hazard.investigate_by).date())
    turn.tell(turn.line("hazard_promise", day=by), cited(turn, decision))


async def booked(turn: Turn, slot: Slot) -> None:
    """The inspection has a day: staff see it beside the clock."""
    hazard = await turn.uow.reports.hazard_of(turn.case.report_id)
    if hazard is not None:
        await turn.uow.reports.change_hazard(hazard.id, state="booked", investigation_on=slot.date)


async def notice(
    uow: UnitOfWork,
    deal: Deal,
    *,
    conversation: Conversation,
    message: Message,
    guesses: tuple[IssueGuess, ...],
    tenant_id: int | None,
    home_id: int | None,
) -> HazardReport | None:
    """Files a hazard that a message mentions, whoever has the conversation; None without one."""
    if not sure_of(guesses) or deal.issues[guesses[0].id].hazard is None:
        return None
    issue = deal.issues[guesses[0].id]
    report = await uow.reports.open_report(
        reference=new_reference(Kind.REPORT),
        conversation_id=conversation.id,
        message_id=message.id,
        issue=issue.id,
        words=message.text,
        tenant_id=tenant_id,
        home_id=home_id,
        now=message.created_at,
    )
    return await _file(uow, deal, report, issue.hazard or "", message.created_at)


async def _file(
    uow: UnitOfWork, deal: Deal, report: Report, hazard: str, reported_at: datetime
) -> HazardReport:
    clock = HazardClock.started(reported_at, deal.calendar)
    return await uow.reports.file_hazard(
        reference=new_reference(Kind.HAZARD),
        report=report,
        hazard=hazard,
        level="significant",
        reported_at=reported_at,
        investigate_by=end_of_day(clock.investigate_by),
    )
