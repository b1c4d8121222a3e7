"""An operative off for a day: leave or sickness alike, for why is not ours to keep.

The day is closed to booking first. Each visit of that day goes to a colleague at the same time,
unseen by the tenant; where nobody has the time it is called off and the tenant gets the next times.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Deal
from housing.domain.repairs.appointments import Appointment, AppointmentEvent, AppointmentState
from housing.domain.repairs.work_orders import WorkOrder, WorkOrderState
from housing.domain.slots.slot import SlotTaken
from housing.services.repairs import diary, emergencies, visit_jobs
from housing.services.repairs.appointment_changes import change, order_of
from housing.services.repairs.visit_jobs import VisitJob


@dataclass(frozen=True, slots=True)
class DayOff:
    """What became of the visits. `under_way` ones are left to staff as they are."""

    given_to_colleagues: int
    called_off: int
    under_way: int


async def take_off(
    uow: UnitOfWork, deal: Deal, *, operative_id: int, day: date, actor: str, now: datetime
) -> DayOff:
    """Takes the operative off for the day; doing it twice changes nothing more.

    Raises LookupError for an operative who does not exist.
    """
    if operative_id not in {one.id for one in await uow.diary.operatives()}:
        raise LookupError(f"no operative {operative_id}")
    await uow.diary.add_absence(operative_id, day, actor=actor, now=now)
    visits = await uow.appointments.visits_of(operative_id, day)
    return await plan_anew(uow, deal, visits, actor=actor, why="operative off", now=now)


async def plan_anew(
    uow: UnitOfWork,
    deal: Deal,
    visits: Iterable[Appointment],
    *,
    actor: str,
    why: str,
    now: datetime,
) -> DayOff:
    """Finds somebody else for live visits whose operative cannot be booked any more; `why` is kept
    in their history."""
    given = called_off = under_way = 0
    for visit in visits:
        if visit.state is AppointmentState.RESERVED:
            await change(uow, visit, AppointmentEvent.EXPIRE, actor=actor, note=why, now=now)
        elif visit.state is not AppointmentState.SCHEDULED:
            under_way += 1
        elif await _give_to_colleague(uow, deal, visit, actor, now):
            given += 1
        else:
            await _call_off(uow, visit, actor, why, now)
            called_off += 1
    return DayOff(given, called_off, under_way)


async def back_at_work(uow: UnitOfWork, *, operative_id: int, day: date) -> None:
    """Opens the day again; what was moved stays moved."""
    await uow.diary.drop_absence(operative_id, day)


async def _give_to_colleague(
    uow: UnitOfWork, deal: Deal, visit: Appointment, actor: str, now: datetime
) -> bool:
    order = await order_of(uow, visit.work_order_id, lock=True)
    slot = visit.slot()
    same = await uow.diary.free_slots(
        trades=_trades(deal, order),
        minutes=visit.minutes,
        routine=visit.counts_as_routine,
        patch=None,
        first=slot.date,
        last=slot.date,
    )
    for one in same:
        if (one.earliest, one.latest) == (slot.earliest, slot.latest):
            try:
                await diary.move(uow, appointment_id=visit.id, slot=one, now=now, actor=actor)
            except SlotTaken:
                return False
            return True
    return False


async def _call_off(
    uow: UnitOfWork, visit: Appointment, actor: str, why: str, now: datetime
) -> None:
    gone = await change(uow, visit, AppointmentEvent.REPLAN, actor=actor, note=why, now=now)
    order = await order_of(uow, gone.work_order_id, lock=True)
    if emergencies.is_left(order, gone):
        await emergencies.put_back(uow, order, gone, now=now)
        await visit_jobs.schedule(uow, VisitJob.TELL_REPLANNED, gone, now)
        return
    await uow.orders.set_order_state(gone.work_order_id, WorkOrderState.RAISED, completed_at=None)
    await visit_jobs.tell(uow, VisitJob.TELL_REPLANNED, gone, now=now)
    await visit_jobs.see_that_one_is_chosen(uow, gone, now=now)


def _trades(deal: Deal, order: WorkOrder) -> Sequence[str]:
    issue = deal.issues.get(order.issue)
    return issue.trades if issue and issue.trades else (order.trade,)
