"""What we owe for a visit that we missed: put to staff, who decide. The service never pays."""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.people.desk import Officer
from housing.domain.repairs.appointments import Appointment, AppointmentEvent
from housing.domain.repairs.owed import Owed, OwedDecided, OwedState, owed_for
from housing.domain.repairs.work_orders import WorkOrder


async def propose(
    uow: UnitOfWork, deal: Deal, *, order: WorkOrder, visit: Appointment, now: datetime
) -> None:
    """Puts what the Deal pays for this missed visit to staff, once however often it is noticed."""
    report = await uow.reports.report(order.report_id)
    target = ((report.decision or {}).get("target") or {}).get("name")
    before = await uow.orders.ended_visits(order.id, AppointmentEvent.MISS)
    missed = before if visit.ended_by is AppointmentEvent.MISS else before + 1
    for charge, pence in owed_for(deal, missed=missed, target=target, on=to_london(now).date()):
        await uow.owed.propose(
            work_order_id=order.id,
            appointment_id=visit.id,
            code=charge.code,
            amount_pence=pence,
            reason=f"{charge.why} {visit.words()}",
            now=now,
        )


async def decide(
    uow: UnitOfWork, *, owed_id: int, confirmed: bool, officer: Officer, now: datetime
) -> Owed:
    """A person's word on it, with their name in the audit trail; payment is the landlord's own.

    Raises LookupError without it, OwedDecided when a colleague was first.
    """
    found = await uow.owed.one(owed_id)
    if found is None:
        raise LookupError(f"nothing owed under {owed_id}")
    state = OwedState.CONFIRMED if confirmed else OwedState.REFUSED
    if not await uow.owed.decide(owed_id, state, officer_id=officer.id, now=now):
        raise OwedDecided(found.reference)
    await uow.desk.record(
        actor=officer.actor,
        action=f"owed_{state}",
        subject=f"work_order:{found.work_order_id}",
        detail={"code": found.code, "amount_pence": found.amount_pence},
        now=now,
    )
    return found
