"""What an officer who has the conversation knows and the service does not: that it is an emergency,
and where to come. Calls nobody out by itself, and proves nothing about who somebody is."""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.reports import Report
from housing.domain.deal.deal import Deal
from housing.domain.messaging.dialogue import Asked, Dialogue
from housing.domain.messaging.handoff import RAISED_BY_HAND, Handoff, HandoffRefused, Priority
from housing.domain.people.desk import Officer
from housing.domain.repairs.work_orders import EMERGENCY
from housing.services.desk import handoffs
from housing.services.repairs import on_call

MAX_REASON, MAX_ADDRESS = 200, 200


async def raise_to_emergency(
    uow: UnitOfWork, deal: Deal, *, handoff_id: int, officer: Officer, reason: str, now: datetime
) -> Handoff:
    """An emergency in the queue from now on, with the officer's reason on its card.

    Raises HandoffTaken, or HandoffRefused without a reason and for what is one already.
    """
    handoff = await handoffs.held_by(uow, handoff_id, officer)
    why = _line(reason, MAX_REASON, "Say why it is an emergency.")
    if handoff.priority is Priority.EMERGENCY:
        raise HandoffRefused("It is an emergency already.")
    raised = await handoffs.open_handoff(
        uow,
        conversation_id=handoff.conversation_id,
        reason=RAISED_BY_HAND,
        summary=f"{officer.name}: {why}",
        priority=Priority.EMERGENCY,
        context={},
        answer_due_at=deal.landlord.answer_by(Priority.EMERGENCY, now),
        now=now,
    )
    detail: dict[str, object] = {"handoff": handoff.id, "from": handoff.priority.value, "why": why}
    await _record(uow, officer, "priority_raised", handoff.conversation_id, detail, now)
    return raised


async def enter_address(
    uow: UnitOfWork,
    deal: Deal,
    *,
    handoff_id: int,
    report_id: int,
    officer: Officer,
    address: str,
    now: datetime,
) -> None:
    """Keeps where to come as it was told to the officer; whoever was called out is told it.

    Raises HandoffTaken, HandoffRefused without an address or where a home is on record, LookupError
    for a report of another conversation.
    """
    handoff = await handoffs.held_by(uow, handoff_id, officer)
    reports = await uow.reports.reports_of(handoff.conversation_id)
    report = next((one for one in reports if one.id == report_id), None)
    if report is None:
        raise LookupError(report_id)
    told = _line(address, MAX_ADDRESS, "Write the address.")
    if report.home_id is not None:
        raise HandoffRefused("This report has a home on record. Change who it is with instead.")
    if told == report.told_address:
        return
    await uow.reports.change_report(report_id, told_address=told)
    await _ask_no_more(uow, report)
    await _tell_on_call(uow, deal, report_id, now)
    detail: dict[str, object] = {
        "report": report.reference,
        "from": report.told_address,
        "to": told,
    }
    await _record(uow, officer, "address_entered", report.conversation_id, detail, now)


async def _ask_no_more(uow: UnitOfWork, report: Report) -> None:
    """Where to come is no question any more once it is known."""
    conversation = await uow.talk.conversation(report.conversation_id)
    dialogue = Dialogue.from_json(conversation.dialogue)
    case, question = dialogue.case, dialogue.question
    if question is None or question.kind is not Asked.ADDRESS:
        return
    if case is not None and case.report_id == report.id:
        await uow.talk.save_dialogue(conversation.id, dialogue.settled().as_json())


async def _tell_on_call(uow: UnitOfWork, deal: Deal, report_id: int, now: datetime) -> None:
    order_id = await uow.elements.order_of(report_id)
    order = await uow.orders.order(order_id) if order_id is not None else None
    if order is not None and order.open and order.priority == EMERGENCY:
        await on_call.located(uow, deal, work_order_id=order.id, now=now)


def _line(text: str, longest: int, missing: str) -> str:
    line = " ".join(text.replace("\x00", "").split())
    if not line:
        raise HandoffRefused(missing)
    if len(line) > longest:
        raise HandoffRefused(f"At most {longest} characters; this has {len(line)}.")
    return line


async def _record(
    uow: UnitOfWork,
    officer: Officer,
    action: str,
    conversation_id: int,
    detail: dict[str, object],
    now: datetime,
) -> None:
    subject = f"conversation:{conversation_id}"
    await uow.desk.record(
        actor=officer.actor, action=action, subject=subject, detail=detail, now=now
    )
