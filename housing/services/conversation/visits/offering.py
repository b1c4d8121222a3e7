"""Offering times by ourselves: when the landlord's diary answers again, or has refused a visit."""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Deal
from housing.domain.messaging.quiet_hours import next_allowed
from housing.domain.repairs.appointments import AppointmentState
from housing.domain.repairs.work_orders import WorkOrderState
from housing.services.conversation import unprompted
from housing.services.conversation.turn import Turn
from housing.services.conversation.visits import booking
from housing.services.repairs import diary


async def offer_times(
    uow: UnitOfWork, deal: Deal, *, work_order_id: int, refused: bool, now: datetime
) -> None:
    """Texts the next free times of an order that still has none; `refused` says sorry first."""
    order = await diary.order_of(uow, work_order_id)
    visits = await uow.appointments.live_appointments(order.id)
    if not order.open or any(one.state is not AppointmentState.RESERVED for one in visits):
        return

    async def say(turn: Turn) -> None:
        turn.say("time_refused" if refused else "times_at_last", reference=order.reference)

    await unprompted.tell(uow, deal, order, say, then=booking.offer_slots, now=now)


async def offer_when_free(
    uow: UnitOfWork, deal: Deal, *, work_order_id: int, now: datetime
) -> datetime | None:
    """Offers times once nobody else speaks with the tenant; until then, when to look again."""
    order = await diary.order_of(uow, work_order_id)
    visits = await uow.appointments.live_appointments(order.id)
    firm = [one for one in visits if one.state is not AppointmentState.RESERVED]
    if order.state is not WorkOrderState.RAISED or firm:
        return None
    allowed = next_allowed(now)
    if allowed > now:
        return allowed
    if not await unprompted.is_free(uow, order, now):
        return now + unprompted.LOOK_AGAIN
    await offer_times(uow, deal, work_order_id=work_order_id, refused=False, now=now)
    return None
