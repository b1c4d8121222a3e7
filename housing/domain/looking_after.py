"""How long open work may go without a person or a date before somebody looks at it again."""

from datetime import datetime, timedelta

from housing.domain.work_orders import EMERGENCY, WorkOrder

# An emergency that nobody is going to comes back before staff this often, whoever closed it.
EMERGENCY_AGAIN = timedelta(minutes=15)
URGENT_AGAIN = timedelta(days=1)
ROUTINE_AGAIN = timedelta(days=3)
URGENT = frozenset({"urgent", "hazard"})
# As long as a tenant has to choose a time, and an hour more: they are told first.
WITHOUT_A_DATE = timedelta(days=2, hours=1)
# A phone without a signal reports a visit within a day.
WORD_OF_A_VISIT = timedelta(days=1)
ASB_FIRST_LOOK, ASB_AGAIN = timedelta(days=2), timedelta(days=7)


def again(order: WorkOrder, now: datetime) -> datetime:
    """When an open order that staff have is looked at again."""
    if order.priority == EMERGENCY:
        return now + EMERGENCY_AGAIN
    return now + (URGENT_AGAIN if order.priority in URGENT else ROUTINE_AGAIN)


def first_look(priority: str, now: datetime) -> datetime:
    """When an order without a visit must have a date, or be a person's."""
    return now + (EMERGENCY_AGAIN if priority == EMERGENCY else WITHOUT_A_DATE)


def word_due(order: WorkOrder, latest_arrival: datetime, grace: timedelta) -> datetime:
    """By when a visit must have been heard of."""
    return latest_arrival + (grace if order.priority == EMERGENCY else WORD_OF_A_VISIT)
