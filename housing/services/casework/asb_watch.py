"""The watch over one case of neighbour trouble until it is closed: a due job that comes back.

While self-help goes on it waits for the check-back; after that a person has it, again each week.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.looking_after import ASB_AGAIN, ASB_FIRST_LOOK
from housing.domain.casework.reports import AsbCase
from housing.domain.deal.deal import Deal
from housing.domain.messaging.handoff import Priority
from housing.domain.people.desk import Officer
from housing.services.desk import handoffs
from housing.services.messaging import jobs

SEE_TO_ASB = "see_to_asb"


async def begin(uow: UnitOfWork, case: AsbCase, *, now: datetime) -> None:
    """Has the case looked after, once."""
    await jobs.schedule(
        uow,
        kind=SEE_TO_ASB,
        key=f"{SEE_TO_ASB}:{case.id}",
        payload={"case_id": case.id},
        due_at=now + ASB_FIRST_LOOK,
    )


async def look(uow: UnitOfWork, deal: Deal, *, case_id: int, now: datetime) -> datetime | None:
    """When to look again; None once the case is closed."""
    case = await uow.reports.asb_case(case_id)
    if case is None or case.state == "closed":
        return None
    if case.state == "self_help" and case.check_back_at is not None:
        answer_by = case.check_back_at + ASB_FIRST_LOOK
        if now < answer_by:
            return answer_by
    report = await uow.reports.report(case.report_id)
    await handoffs.open_handoff(
        uow,
        conversation_id=report.conversation_id,
        reason="asb_open",
        summary=f"{case.reference} is still open: act on it, or close it under Promises",
        priority=Priority.ROUTINE,
        context={"reference": case.reference},
        answer_due_at=deal.landlord.opening_hours.answer_by(now),
        now=now,
        bot_goes_on=True,
    )
    return now + ASB_AGAIN


async def close(uow: UnitOfWork, *, case_id: int, officer: Officer, now: datetime) -> None:
    """An officer says that it is over. Raises LookupError for an unknown case."""
    case = await uow.reports.asb_case(case_id)
    if case is None:
        raise LookupError(f"there is no case {case_id}")
    await uow.reports.change_asb_case(case_id, state="closed")
    await uow.desk.record(
        actor=officer.actor,
        action="asb_case_closed",
        subject=f"asb_case:{case_id}",
        detail={"reference": case.reference, "was": case.state},
        now=now,
    )
