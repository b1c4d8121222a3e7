"""An operative who does not work here any more: all that was theirs to do goes to somebody else.

The calendar's link ends and nothing can be booked with them. Emergencies put to them or taken by
them go on to the next on call at once; visits are planned anew as for an absence. What is under
way is left to staff, for somebody may be at the door.
"""

from dataclasses import dataclass
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.repairs.appointments import AppointmentEvent, AppointmentState
from housing.domain.repairs.on_call import CallOut, CallOutState
from housing.domain.repairs.work_orders import WorkOrder
from housing.services.messaging import jobs
from housing.services.repairs import absences
from housing.services.repairs.absences import DayOff
from housing.services.repairs.appointment_changes import change, order_of
from housing.services.repairs.on_call import CALL_OUT

WHY = "operative left"


@dataclass(frozen=True, slots=True)
class Left:
    """What became of their work."""

    call_outs: int
    visits: DayOff

    def words(self) -> str:
        return (
            f"{self.call_outs} emergencies go on to the next on call; "
            f"{self.visits.given_to_colleagues} visits given to colleagues, "
            f"{self.visits.called_off} called off and offered anew, "
            f"{self.visits.under_way} under way: see to these yourself."
        )


async def leave(
    uow: UnitOfWork, deal: Deal, *, operative_id: int, actor: str, now: datetime
) -> Left:
    """Ends the operative's part in the work; doing it twice changes nothing more."""
    today = to_london(now).date()
    await uow.diary.set_at_work(operative_id, at_work=False, first=today)
    await uow.calendars.withdraw_operative_link(operative_id)
    call_outs = await _hand_on(uow, operative_id=operative_id, actor=actor, now=now)
    visits = await uow.appointments.visits_from(operative_id, today)
    moved = await absences.plan_anew(uow, deal, visits, actor=actor, why=WHY, now=now)
    return Left(call_outs, moved)


async def _hand_on(uow: UnitOfWork, *, operative_id: int, actor: str, now: datetime) -> int:
    """Puts what the operative was asked or has taken to the next on call, unless they have set
    off. Returns how many emergencies that were."""
    handed = 0
    for one in await uow.on_call.call_outs_to(operative_id):
        order = await order_of(uow, one.work_order_id, lock=True)
        if one.state is CallOutState.DECLINED or not await _set_free(uow, order, one, actor, now):
            continue
        await uow.on_call.answer_call_out(one.id, CallOutState.DECLINED, now)
        await uow.desk.record(
            actor=actor,
            action="call_out_withdrawn",
            subject=f"work_order:{order.id}",
            detail={"operative": one.operative_name},
            now=now,
        )
        await jobs.schedule(
            uow,
            kind=CALL_OUT,
            key=f"{CALL_OUT}:{order.id}:left:{one.id}",
            payload={"work_order_id": order.id},
            due_at=now,
        )
        handed += 1
    return handed


async def _set_free(
    uow: UnitOfWork, order: WorkOrder, call_out: CallOut, actor: str, now: datetime
) -> bool:
    """Whether the order can be put to others: nobody else has it, and the operative's own visit
    has not begun; that is then taken back, and the tenant told when somebody else takes it."""
    if call_out.state is not CallOutState.ACCEPTED:
        return order.open and order.operative_id is None
    live = await uow.appointments.live_appointments(order.id)
    if not live or any(one.state is not AppointmentState.SCHEDULED for one in live):
        return False
    for visit in live:
        await change(uow, visit, AppointmentEvent.REPLAN, actor=actor, note=WHY, now=now)
    await uow.on_call.unassign(order.id)
    return True
