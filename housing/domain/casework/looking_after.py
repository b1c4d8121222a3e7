"""How long open work may go without a person or a date before somebody looks at it again."""

from datetime import datetime, timedelta

from housing.domain.repairs.appointments import Appointment, AppointmentState
from housing.domain.repairs.work_orders import EMERGENCY, WorkOrder, WorkOrderState

# An emergency that nobody is going to comes back before staff this often, whoever closed it.
EMERGENCY_AGAIN = timedelta(minutes=15)
URGENT_AGAIN = timedelta(days=1)
ROUTINE_AGAIN = timedelta(days=3)
URGENT = frozenset({"urgent", "hazard", EMERGENCY})
# As long as a tenant has to choose a time, and an hour more: they are told first.
WITHOUT_A_DATE = timedelta(days=2, hours=1)
# A phone without a signal reports a visit within a day.
WORD_OF_A_VISIT = timedelta(days=1)
ASB_FIRST_LOOK, ASB_AGAIN = timedelta(days=2), timedelta(days=7)


def unattended(order: WorkOrder) -> bool:
    """Whether it is an emergency that nobody has been to: further work on it has a time to come."""
    return order.priority == EMERGENCY and order.state is WorkOrderState.STAFF


def again(order: WorkOrder, now: datetime) -> datetime:
    """When an open order that staff have is looked at again."""
    if unattended(order):
        return now + EMERGENCY_AGAIN
    return now + (URGENT_AGAIN if order.priority in URGENT else ROUTINE_AGAIN)


def first_look(priority: str, now: datetime) -> datetime:
    """When an order without a visit must have a date, or be a person's."""
    return now + (EMERGENCY_AGAIN if priority == EMERGENCY else WITHOUT_A_DATE)


def word_due(visit: Appointment, grace: timedelta) -> datetime:
    """By when a visit must have been heard of again; who is there may be at work all day."""
    if visit.state is AppointmentState.ARRIVED:
        return max(visit.latest_arrival, visit.changed_at) + WORD_OF_A_VISIT
    return visit.latest_arrival + (grace if visit.on_call else WORD_OF_A_VISIT)
