"""What is to happen by itself around a visit, as due jobs: scheduled once, dropped with the visit.

Here is only when; what is said is in `housing.services.conversation.visits.visit_news`. A handler
looks at the record again, so a job that comes late says nothing that is no longer true.
"""

from datetime import datetime, time, timedelta
from enum import StrEnum

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import at_london, to_london
from housing.domain.messaging.quiet_hours import QUIET_UNTIL, next_allowed
from housing.domain.repairs.appointments import Appointment
from housing.services.messaging import jobs


class VisitJob(StrEnum):
    EXPIRE_HOLD = "expire_hold"
    REMIND = "remind_visit"
    ON_THE_WAY = "on_the_way"
    CHECK_ARRIVAL = "check_arrival"
    TELL_NO_ACCESS = "tell_no_access"
    TELL_FOLLOW_ON = "tell_follow_on"
    TELL_MISSED = "tell_missed"
    TELL_REPLANNED = "tell_replanned"
    ASK_FEEDBACK = "ask_feedback"
    NOT_CHOSEN = "time_not_chosen"


BEFORE_IT_IS_OVER = (
    VisitJob.EXPIRE_HOLD,
    VisitJob.REMIND,
    VisitJob.ON_THE_WAY,
    VisitJob.CHECK_ARRIVAL,
)
# A visit that is booked after this on the day before is fresh in mind: it gets no reminder.
FRESH_FROM = time(12)
# How long the tenant has to choose a time before a person sees to it.
TO_CHOOSE = timedelta(days=2)


async def plan_visit(uow: UnitOfWork, visit: Appointment, *, now: datetime) -> None:
    """Schedules the reminder and the look whether somebody came, for a visit just booked."""
    day_before = to_london(visit.earliest_arrival).date() - timedelta(days=1)
    if now < at_london(day_before, FRESH_FROM):
        await schedule(uow, VisitJob.REMIND, visit, at_london(day_before, QUIET_UNTIL))
    await schedule(uow, VisitJob.CHECK_ARRIVAL, visit, visit.latest_arrival)


async def tell(uow: UnitOfWork, kind: VisitJob, visit: Appointment, *, now: datetime) -> None:
    """Schedules one of the texts about a visit, at once or when the quiet hours end."""
    await schedule(uow, kind, visit, next_allowed(now))


async def drop(uow: UnitOfWork, appointment_id: int) -> None:
    """Takes back what was planned for a visit that is over; what was done stays done."""
    for kind in BEFORE_IT_IS_OVER:
        await jobs.drop(uow, key=f"{kind}:{appointment_id}")


async def take_up_again(uow: UnitOfWork, visit: Appointment, *, now: datetime) -> None:
    """A visit that was thought to be over stands: what was planned for it is due again, and nobody
    is asked how it was."""
    await jobs.drop(uow, key=f"{VisitJob.ASK_FEEDBACK}:{visit.id}")
    for kind in (VisitJob.REMIND, VisitJob.CHECK_ARRIVAL):
        await jobs.restore(uow, key=f"{kind}:{visit.id}", now=now)


async def see_that_one_is_chosen(uow: UnitOfWork, visit: Appointment, *, now: datetime) -> None:
    """Has a person look if no time is chosen after `visit`, which did not do the work."""
    await schedule(uow, VisitJob.NOT_CHOSEN, visit, now + TO_CHOOSE)


async def schedule(uow: UnitOfWork, kind: VisitJob, visit: Appointment, due_at: datetime) -> None:
    """Schedules the job about the visit, once; a second call changes nothing."""
    await jobs.schedule(
        uow,
        kind=kind,
        key=f"{kind}:{visit.id}",
        payload={"appointment_id": visit.id, "work_order_id": visit.work_order_id},
        due_at=due_at,
    )
