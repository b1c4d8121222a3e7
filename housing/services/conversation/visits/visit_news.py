"""What a tenant is told about a visit without asking: before it, on the way, and when it failed.

Each function is the handler of one kind of due job. It looks at the record first and is silent
when it is no longer true. Nothing here names what the repair is: others may read the screen.
"""

from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import at_london, spoken_time, to_london
from housing.domain.deal.deal import Deal
from housing.domain.messaging.quiet_hours import next_allowed
from housing.domain.repairs.appointments import (
    Appointment,
    AppointmentEvent,
    AppointmentState,
    FollowOn,
)
from housing.domain.repairs.visit_rules import VisitRules
from housing.domain.repairs.work_orders import WorkOrder, WorkOrderState
from housing.services.casework import owed
from housing.services.conversation import unprompted
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.problems.tonight import who_is_in
from housing.services.conversation.turn import Turn
from housing.services.conversation.visits import booking
from housing.services.messaging.jobs import NotYet
from housing.services.repairs import emergencies
from housing.services.repairs.appointment_changes import appointment_of, order_of

UNDER_WAY_OR_TO_COME = frozenset({AppointmentState.SCHEDULED, AppointmentState.DESPATCHED})


async def remind(
    uow: UnitOfWork, deal: Deal, rules: VisitRules, visit_id: int, now: datetime
) -> None:
    """The evening before, by the landlord's hour; never once the window has begun."""
    visit = await appointment_of(uow, visit_id)
    day_before = to_london(visit.earliest_arrival).date() - timedelta(days=1)
    _wait_until(at_london(day_before, rules.remind_at), now)
    if visit.state is not AppointmentState.SCHEDULED or now >= visit.earliest_arrival:
        return
    order = await order_of(uow, visit.work_order_id)

    async def say(turn: Turn) -> None:
        turn.say(
            "visit_reminder",
            slot=visit.words(),
            reference=order.reference,
            be_in=who_is_in(deal, order.issue),
        )

    await unprompted.remind(uow, deal, order, say, now=now)


async def on_the_way(uow: UnitOfWork, deal: Deal, visit_id: int, now: datetime) -> None:
    """At despatch; silent when the operative is there already."""
    visit = await appointment_of(uow, visit_id)
    _wait_until(now, now)
    if visit.state is not AppointmentState.DESPATCHED or visit.on_call:
        return
    order = await order_of(uow, visit.work_order_id)

    async def say(turn: Turn) -> None:
        turn.say(
            "visit_on_the_way",
            reference=order.reference,
            by=spoken_time(to_london(visit.latest_arrival).time()),
        )

    await unprompted.remind(uow, deal, order, say, now=now)


async def no_access(
    uow: UnitOfWork, deal: Deal, rules: VisitRules, visit_id: int, now: datetime
) -> None:
    """The card: other times at once; after the landlord's number of tries the job is closed with
    a way back, or put to staff where it must not be closed."""
    visit, order = await _failed_visit(uow, visit_id)
    if not await _still_wanting(uow, order):
        return
    if await _told_of_emergency(uow, deal, order, visit, now):
        return
    attempts = await uow.orders.ended_visits(order.id, AppointmentEvent.NO_ACCESS)

    async def say(turn: Turn) -> None:
        turn.say("no_access_card", reference=order.reference, slot=visit.words())

    async def close(turn: Turn) -> None:
        turn.say("no_access_closed", reference=order.reference)

    async def to_staff(turn: Turn) -> None:
        turn.say("no_access_staff", reference=order.reference, promise=turn.promise)
        await hand_over(
            turn,
            reason="no_access",
            summary=f"No access {attempts} times: {order.reference}",
            say=None,
        )

    if attempts < rules.no_access_attempts:
        await unprompted.tell(uow, deal, order, say, then=_offer, now=now)
    elif rules.may_close(order):
        await uow.orders.set_order_state(order.id, WorkOrderState.CANCELLED, completed_at=None)
        await unprompted.tell(uow, deal, order, close, now=now)
    else:
        await uow.orders.set_order_state(order.id, WorkOrderState.STAFF, completed_at=None)
        await unprompted.tell(uow, deal, order, to_staff, now=now)


async def follow_on(uow: UnitOfWork, deal: Deal, visit_id: int, now: datetime) -> None:
    """Why the job needs another visit, and when that could be."""
    visit, order = await _failed_visit(uow, visit_id)
    if not await _still_wanting(uow, order):
        return

    async def say(turn: Turn) -> None:
        why = turn.line(f"follow_on_{visit.follow_on}")
        turn.say("follow_on", reference=order.reference, why=why)

    async def to_staff(turn: Turn) -> None:
        await say(turn)
        turn.say("follow_on_staff", promise=turn.promise)
        await hand_over(
            turn, reason="no_slot", summary=f"Needs another trade: {order.reference}", say=None
        )

    if visit.follow_on is FollowOn.OTHER_TRADE:
        await uow.orders.set_order_state(order.id, WorkOrderState.STAFF, completed_at=None)
        await unprompted.tell(uow, deal, order, to_staff, now=now)
    else:
        await unprompted.tell(uow, deal, order, say, then=_offer, now=now)


async def replanned(uow: UnitOfWork, deal: Deal, visit_id: int, now: datetime) -> None:
    """The operative is off that day and no colleague has the time: sorry, and the next times."""
    visit, order = await _failed_visit(uow, visit_id)
    if not await _still_wanting(uow, order):
        return
    if await _told_of_emergency(uow, deal, order, visit, now):
        return

    async def say(turn: Turn) -> None:
        turn.say("visit_replanned", reference=order.reference, slot=visit.words())

    await unprompted.tell(uow, deal, order, say, then=_offer, now=now)


async def missed(uow: UnitOfWork, deal: Deal, visit_id: int, now: datetime) -> None:
    """We did not come: an apology, the next times first, and what is owed put to staff."""
    visit, order = await _failed_visit(uow, visit_id)
    await owed.propose(uow, deal, order=order, visit=visit, now=now)
    if not await _still_wanting(uow, order):
        return
    if await _told_of_emergency(uow, deal, order, visit, now):
        return

    async def say(turn: Turn) -> None:
        turn.say("visit_missed", reference=order.reference, slot=visit.words())

    await unprompted.tell(uow, deal, order, say, then=_offer, now=now)


async def check_arrival(
    uow: UnitOfWork, deal: Deal, rules: VisitRules, visit_id: int, now: datetime
) -> None:
    """Notices a window that passed without a word from the operative.

    The visit stays as it is: a phone without a signal may yet report that it was made.
    """
    visit = await appointment_of(uow, visit_id)
    _wait_until(visit.latest_arrival + rules.arrival_grace, now)
    if visit.state not in UNDER_WAY_OR_TO_COME:
        return
    order = await order_of(uow, visit.work_order_id)
    await owed.propose(uow, deal, order=order, visit=visit, now=now)

    async def say(turn: Turn) -> None:
        turn.say("visit_not_seen", reference=order.reference, slot=visit.words())

    await unprompted.tell(uow, deal, order, say, then=_offer, now=now)


async def not_chosen(uow: UnitOfWork, deal: Deal, visit_id: int, now: datetime) -> None:
    """Two days without a new time: a person sees to it, and no job is forgotten."""
    visit = await appointment_of(uow, visit_id)
    order = await order_of(uow, visit.work_order_id)
    if order.state is not WorkOrderState.RAISED or not await _still_wanting(uow, order):
        return

    async def to_staff(turn: Turn) -> None:
        turn.say("time_not_chosen", reference=order.reference, promise=turn.promise)
        await hand_over(
            turn, reason="no_slot", summary=f"No new time chosen: {order.reference}", say=None
        )

    _wait_until(now, now)
    await unprompted.tell(uow, deal, order, to_staff, now=now)


async def _told_of_emergency(
    uow: UnitOfWork, deal: Deal, order: WorkOrder, visit: Appointment, now: datetime
) -> bool:
    """An emergency is not given a choice of ordinary times: staff have it, and the tenant is told
    what happened and whom to ring. False when it is none."""
    if not emergencies.is_left(order, visit):
        return False
    at_the_door = visit.ended_by is AppointmentEvent.NO_ACCESS

    async def say(turn: Turn) -> None:
        text = "emergency_no_access" if at_the_door else "emergency_not_seen_to"
        turn.say(text, reference=order.reference)

    await unprompted.tell(uow, deal, order, say, now=now)
    return True


async def _failed_visit(uow: UnitOfWork, visit_id: int) -> tuple[Appointment, WorkOrder]:
    visit = await appointment_of(uow, visit_id)
    return visit, await order_of(uow, visit.work_order_id, lock=True)


async def _still_wanting(uow: UnitOfWork, order: WorkOrder) -> bool:
    """Whether the order is open and nothing has been booked since."""
    return order.open and not await uow.appointments.live_appointments(order.id)


async def _offer(turn: Turn) -> None:
    await booking.offer_slots(turn, lead="slots_next")


def _wait_until(earliest: datetime, now: datetime) -> None:
    """Raises NotYet before that time and in the quiet hours."""
    allowed = next_allowed(max(earliest, now))
    if allowed > now:
        raise NotYet(allowed)
