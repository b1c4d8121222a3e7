"""Moving and calling off one visit from its signed link: no name, no address, no repair named.

Looking changes nothing. Once the operative is on the way only staff can move it, and what is done
is told to the tenant's own phone, so that nobody else can do it unseen.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Deal
from housing.domain.repairs.appointments import Appointment, AppointmentRefused, AppointmentState
from housing.domain.repairs.work_orders import WorkOrder
from housing.domain.slots.slot import Slot
from housing.services.conversation import unprompted
from housing.services.conversation.problems import tonight
from housing.services.conversation.turn import Turn
from housing.services.repairs import diary

OFFERED = 6
NEVER_DROPPED = frozenset({"hazard", "emergency"})


class OnlyStaff(Exception):
    """Only one of the team can do that now."""

    code = "only_staff"


async def visit_of(uow: UnitOfWork, visit_id: int) -> Appointment | None:
    """The visit while it is still to come; None when it was moved, is over or never was."""
    visit = await uow.appointments.appointment(visit_id)
    return visit if visit is not None and visit.live else None


def staff_only(visit: Appointment) -> bool:
    """Whether only staff may change it: the operative is on the way, there, or it is on call."""
    return visit.state is not AppointmentState.SCHEDULED or visit.on_call


async def other_times(
    uow: UnitOfWork, deal: Deal, visit: Appointment, *, now: datetime
) -> tuple[Slot, ...]:
    """A few other times for the same job, soonest first and varied."""
    order = await diary.order_of(uow, visit.work_order_id)
    issue = deal.issues.get(order.issue)
    found = await diary.offer(
        uow,
        trades=issue.trades if issue and issue.trades else (order.trade,),
        minutes=order.minutes,
        priority=order.priority,
        patch=None,
        now=now,
        limit=OFFERED + 1,
        closed=deal.calendar.holidays,
    )
    return tuple(slot for slot in found if slot.words() != visit.words())[:OFFERED]


async def who_is_in(uow: UnitOfWork, deal: Deal, visit: Appointment) -> str:
    """What the visit asks of the tenant."""
    order = await diary.order_of(uow, visit.work_order_id)
    return tonight.who_is_in(deal, order.issue)


async def move(
    uow: UnitOfWork, deal: Deal, *, visit: Appointment, slot: Slot, now: datetime
) -> Appointment:
    """The visit at its new time. Raises SlotTaken when that has gone, OnlyStaff after despatch."""
    try:
        moved = await diary.move(uow, appointment_id=visit.id, slot=slot, now=now)
    except AppointmentRefused:
        raise OnlyStaff from None
    order = await diary.order_of(uow, visit.work_order_id)

    async def say(turn: Turn) -> None:
        turn.say("visit_moved", slot=moved.words(), reference=order.reference)

    await unprompted.remind(uow, deal, order, say, now=now)
    return moved


async def drop(uow: UnitOfWork, deal: Deal, *, visit: Appointment, now: datetime) -> None:
    """Calls the visit and its repair off. OnlyStaff after despatch and for what is unsafe."""
    order = await diary.order_of(uow, visit.work_order_id)
    if _for_safety(order):
        raise OnlyStaff
    try:
        await diary.cancel(uow, appointment_id=visit.id, now=now, with_order=True)
    except AppointmentRefused:
        raise OnlyStaff from None

    async def say(turn: Turn) -> None:
        turn.say("cancel_done", reference=order.reference)

    await unprompted.remind(uow, deal, order, say, now=now)


def _for_safety(order: WorkOrder) -> bool:
    return order.priority in NEVER_DROPPED
