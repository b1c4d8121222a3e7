"""A tenant says that nobody came: an apology, the next times first, and what is owed to staff.

What the record does not bear out is not argued about: a person looks into it.
"""

from datetime import datetime

from housing.domain.clock.local_time import spoken_time, to_london
from housing.domain.messaging.dialogue import Case
from housing.domain.messaging.handoff import Priority
from housing.domain.repairs.appointments import Appointment, AppointmentState
from housing.domain.repairs.work_orders import WorkOrder
from housing.services.casework import owed
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.turn import Turn
from housing.services.conversation.visits import booking, chasing
from housing.services.messaging import jobs
from housing.services.repairs import visits
from housing.services.repairs.visit_jobs import VisitJob

NOT_THERE_YET = frozenset({AppointmentState.SCHEDULED, AppointmentState.DESPATCHED})


async def nobody_came(turn: Turn) -> None:
    """By the visit that was due last: missed, still to come today, or for a person to find out."""
    due = [
        (found.order, found.appointment)
        for found in await chasing.own_orders(turn)
        if found.appointment is not None and _has_begun(found.appointment, turn.now)
    ]
    turn.settle()
    if not due:
        turn.say("missed_unknown", promise=turn.promise)
        await hand_over(
            turn,
            reason="missed",
            summary="Says that nobody came",
            priority=Priority.URGENT,
            say=None,
        )
        return
    order, visit = max(due, key=lambda one: one[1].latest_arrival)
    if visit.latest_arrival < turn.now:
        await _miss(turn, order, visit)
    else:
        by = spoken_time(to_london(visit.latest_arrival).time())
        turn.say("missed_not_yet", reference=order.reference, by=by)


async def _miss(turn: Turn, order: WorkOrder, visit: Appointment) -> None:
    missed = await visits.miss(turn.uow, appointment_id=visit.id, actor="tenant", now=turn.now)
    # They are being told now.
    await jobs.drop(turn.uow, key=f"{VisitJob.TELL_MISSED}:{visit.id}")
    await owed.propose(turn.uow, turn.deal, order=order, visit=missed, now=turn.now)
    turn.say("missed_sorry", reference=order.reference, slot=visit.words())
    turn.set_case(Case(order.issue, order.report_id, work_order_id=order.id))
    await booking.offer_slots(turn, lead="slots_next")


def _has_begun(visit: Appointment, now: datetime) -> bool:
    return visit.state in NOT_THERE_YET and visit.earliest_arrival <= now
