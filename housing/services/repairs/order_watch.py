"""The watch over one order, from the day it is raised until it is done: a due job that comes back.

An order has a visit to come, or a person has it, or this puts it before one. The bot goes on: a
tenant may still choose a time meanwhile.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.looking_after import (
    URGENT,
    WITHOUT_A_DATE,
    again,
    first_look,
    unattended,
    word_due,
)
from housing.domain.deal.deal import Deal
from housing.domain.messaging.handoff import Priority
from housing.domain.repairs.appointments import (
    Appointment,
    AppointmentEvent,
    AppointmentState,
)
from housing.domain.repairs.on_call import CallOutState
from housing.domain.repairs.visit_rules import VisitRules
from housing.domain.repairs.work_orders import WorkOrder
from housing.services.desk import handoffs
from housing.services.messaging import jobs
from housing.services.repairs import emergencies

SEE_TO_ORDER = "see_to_order"


async def begin(uow: UnitOfWork, order: WorkOrder, *, now: datetime) -> None:
    """Has the order looked after, once."""
    await jobs.schedule(
        uow,
        kind=SEE_TO_ORDER,
        key=f"{SEE_TO_ORDER}:{order.id}",
        payload={"work_order_id": order.id},
        due_at=first_look(order.priority, now),
    )


async def visit_ended(uow: UnitOfWork, work_order_id: int, *, now: datetime) -> None:
    """The order may have no visit any more: it is looked at as one that was just raised."""
    order = await uow.orders.order(work_order_id)
    if order is not None and order.open:
        key = f"{SEE_TO_ORDER}:{work_order_id}"
        await uow.jobs.bring_forward(key, due_at=first_look(order.priority, now))


async def look(
    uow: UnitOfWork, deal: Deal, *, work_order_id: int, rules: VisitRules, now: datetime
) -> datetime | None:
    """When to look again; None once the order is finished."""
    order = await uow.orders.order(work_order_id, lock=True)
    if order is None or not order.open:
        return None
    visit = await _visit(uow, order)
    wait = await _waits_until(uow, order, visit, rules, now)
    if wait > now:
        return wait
    if unattended(order) and visit is None:
        await emergencies.still_nobody(uow, order, now=now)
    else:
        await _to_staff(uow, deal, order, visit, now)
    return again(order, now)


async def _visit(uow: UnitOfWork, order: WorkOrder) -> Appointment | None:
    visits = await uow.appointments.live_appointments(order.id)
    firm = (one for one in visits if one.state is not AppointmentState.RESERVED)
    return next(firm, None)


async def _waits_until(
    uow: UnitOfWork,
    order: WorkOrder,
    visit: Appointment | None,
    rules: VisitRules,
    now: datetime,
) -> datetime:
    """Until when all is as it should be; a time that has passed when it is not."""
    if visit is not None:
        return word_due(visit, rules.arrival_grace)
    if unattended(order):
        asked = await uow.on_call.call_outs(order.id)
        waiting = any(one.state is CallOutState.ALERTED for one in asked)
        return again(order, now) if waiting else now
    last = await uow.appointments.last_ended(order.id, tuple(AppointmentEvent))
    since = last.changed_at if last is not None else order.created_at
    return since + WITHOUT_A_DATE


async def _to_staff(
    uow: UnitOfWork, deal: Deal, order: WorkOrder, visit: Appointment | None, now: datetime
) -> None:
    what = "has no date yet" if visit is None else f"no word of the visit {visit.words()}"
    report = await uow.reports.report(order.report_id)
    alarm = visit is not None and visit.on_call
    priority = Priority.URGENT if order.priority in URGENT else Priority.ROUTINE
    await handoffs.open_handoff(
        uow,
        conversation_id=report.conversation_id,
        reason="no_date" if visit is None else "not_heard",
        summary=f"{order.reference} {deal.title_of(order.issue)}: {what}",
        priority=Priority.EMERGENCY if alarm else priority,
        context={"reference": order.reference, "issue": order.issue},
        answer_due_at=now if alarm else deal.landlord.opening_hours.answer_by(now),
        now=now,
        bot_goes_on=True,
    )
