"""An emergency that nobody has yet, or no longer: staff get it at once, and the tenant the truth.

An emergency stays one until its work is done. What is asked of operatives is in `on_call`.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel
from housing.domain.messaging.handoff import Priority
from housing.domain.repairs.appointments import Appointment, AppointmentEvent
from housing.domain.repairs.work_orders import EMERGENCY, WorkOrder, WorkOrderState
from housing.services.conversation import unprompted
from housing.services.conversation.turn import Turn
from housing.services.desk import handoffs
from housing.services.messaging import jobs

CALL_OUT = "call_out"
TELL_NOBODY = "tell_nobody_coming"
# So ended, a visit leaves an emergency as it was. Follow-on work does not: somebody was there.
LEFT_AS_IT_WAS = {
    AppointmentEvent.NO_ACCESS: "No access, and still an emergency",
    AppointmentEvent.MISS: "Nobody came, and still an emergency",
    AppointmentEvent.REPLAN: "Operative off, and still an emergency",
    AppointmentEvent.WITHDRAW: "Visit withdrawn, and still an emergency",
}


def is_left(order: WorkOrder, visit: Appointment) -> bool:
    """Whether the visit that ended leaves an emergency that nobody has."""
    return order.open and order.priority == EMERGENCY and visit.ended_by in LEFT_AS_IT_WAS


async def call_out_later(uow: UnitOfWork, work_order_id: int, why: str, due_at: datetime) -> None:
    """Has the rota looked at again then; `why` makes it once."""
    await jobs.schedule(
        uow,
        kind=CALL_OUT,
        key=f"{CALL_OUT}:{work_order_id}:{why}",
        payload={"work_order_id": work_order_id},
        due_at=due_at,
    )


async def put_back(uow: UnitOfWork, order: WorkOrder, visit: Appointment, *, now: datetime) -> None:
    """The visit did not do the work: back before staff, and to the rota unless somebody was at
    the door, for then it is the tenant who has to be reached first."""
    await uow.on_call.put_back(order.id, now=now)
    await uow.orders.set_order_state(order.id, WorkOrderState.STAFF, completed_at=None)
    ended_by = visit.ended_by or AppointmentEvent.MISS
    await _to_staff(uow, order, "no_access", LEFT_AS_IT_WAS[ended_by], now)
    if ended_by is not AppointmentEvent.NO_ACCESS:
        await call_out_later(uow, order.id, f"after:{visit.id}", now)


async def ask_where(uow: UnitOfWork, deal: Deal, order: WorkOrder, *, now: datetime) -> None:
    """Nobody has said where to come: a person rings. The bot goes on asking beside it."""
    report = await uow.reports.report(order.report_id)
    if report.told_address is None and order.tenant_id is None:
        what = f"Address not known, {deal.title_of(order.issue)}"
        await _to_staff(uow, order, "no_address", what, now)


async def nobody_accepts(uow: UnitOfWork, order: WorkOrder, *, now: datetime) -> None:
    """The rota is through or empty: a person rings somebody, and the tenant is not left to think
    that somebody is on the way."""
    await _to_staff(uow, order, "on_call", "Nobody on call has taken it: ring somebody", now)
    await jobs.schedule(
        uow,
        kind=TELL_NOBODY,
        key=f"{TELL_NOBODY}:{order.id}",
        payload={"work_order_id": order.id},
        due_at=now,
    )


async def tell_nobody_coming(
    uow: UnitOfWork, deal: Deal, *, work_order_id: int, now: datetime
) -> None:
    """An emergency has no quiet hours. Silent once somebody has taken it after all."""
    order = await uow.orders.order(work_order_id, lock=True)
    if order is None or not order.open or order.operative_id is not None:
        return
    reference = order.reference

    async def say(turn: Turn) -> None:
        turn.say("on_call_nobody_yet", reference=reference)

    await unprompted.tell(uow, deal, order, say, now=now)


async def still_nobody(uow: UnitOfWork, order: WorkOrder, *, now: datetime) -> None:
    """Puts the emergency before staff again, whoever closed it meanwhile."""
    await _to_staff(uow, order, "on_call", "Nobody is going to this emergency", now)


async def _to_staff(
    uow: UnitOfWork, order: WorkOrder, reason: str, what: str, now: datetime
) -> None:
    report = await uow.reports.report(order.report_id)
    await handoffs.open_handoff(
        uow,
        conversation_id=report.conversation_id,
        reason=reason,
        summary=f"{what}. {order.reference}, {await _how_to_ring(uow, order)}",
        priority=Priority.EMERGENCY,
        context={"reference": order.reference, "issue": order.issue},
        answer_due_at=now,
        now=now,
        bot_goes_on=True,
    )


async def _how_to_ring(uow: UnitOfWork, order: WorkOrder) -> str:
    household = await uow.homes.household(order.tenant_id) if order.tenant_id else None
    if household is not None and household.tenant.mobile:
        return f"ring {household.tenant.mobile}"
    report = await uow.reports.report(order.report_id)
    told_in = await uow.talk.conversation(report.conversation_id)
    if told_in.channel is Channel.SMS:
        return f"ring {told_in.address}"
    return "we have no number for them: write in the chat"
