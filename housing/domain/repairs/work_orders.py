"""Work orders: what is to be done in a home, by which trade and by when (HACT's names)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from housing.domain.repairs.appointments import Appointment

EMERGENCY = "emergency"
EMERGENCY_ATTENDANCE = timedelta(hours=24)


class WorkOrderState(StrEnum):
    RAISED = "raised"
    SCHEDULED = "scheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    STAFF = "staff"


OPEN = frozenset({WorkOrderState.RAISED, WorkOrderState.SCHEDULED, WorkOrderState.STAFF})


class OrderFinished(Exception):
    """The order is completed or cancelled: a new visit needs a new report."""

    code = "order_finished"


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """`trade` is the narrowest able one. `operative_id` is set only for an emergency: who of
    those on call has accepted it. `required_completion` is the landlord's target, told beside the
    tenant's choice. `recall_of` is the completed order of the same fault, if it has come back."""

    id: int
    reference: str
    report_id: int
    home_id: int | None
    tenant_id: int | None
    issue: str
    trade: str
    priority: str
    minutes: int
    required_completion: datetime | None
    state: WorkOrderState
    created_at: datetime
    completed_at: datetime | None = None
    operative_id: int | None = None
    recall_of: int | None = None

    @property
    def open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class WorkElement:
    """One problem that an order sees to. `trades` can each do it, narrowest first."""

    report_id: int
    issue: str
    trades: tuple[str, ...]
    minutes: int
    completed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """What "where is my repair?" is answered from. `attempts` counts visits without access."""

    order: WorkOrder
    appointment: Appointment | None
    attempts: int = 0

    def late(self, now: datetime) -> bool:
        """Whether the target, or the arrival window that was promised, has passed."""
        target = self.order.required_completion
        if self.appointment and self.appointment.latest_arrival < now:
            return True
        return target is not None and target < now


def attend_by(target: datetime | None, now: datetime) -> datetime:
    """When somebody must be there in an emergency: the Deal's target, at the latest in 24 hours."""
    latest = now + EMERGENCY_ATTENDANCE
    return min(target, latest) if target else latest
