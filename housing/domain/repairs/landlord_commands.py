"""What a landlord's own system is told of a repair, by HACT's names, and how a command stands.

A command is a fact of our record put as a request: it may be sent again and again under its key and
has its effect once.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from housing.domain.repairs.appointments import Appointment, AppointmentEvent, AppointmentState
from housing.domain.repairs.work_orders import WorkOrder

LEASE = timedelta(seconds=60)
FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=15), timedelta(minutes=15)


class CommandState(StrEnum):
    QUEUED = "queued"
    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RaiseRepair:
    """`priority` is the Deal's; `location` is the home's own reference."""

    name: ClassVar[str] = "RaiseRepair"
    work_order: str
    description: str
    issue: str
    trade: str
    priority: str
    required_completion: str | None
    location: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class RequestAppointment:
    """The window that the tenant chose; times are ISO 8601 with their offset."""

    name: ClassVar[str] = "RequestAppointment"
    work_order: str
    appointment: str
    earliest_arrival: str
    latest_arrival: str


@dataclass(frozen=True, slots=True)
class JobStatusUpdate:
    name: ClassVar[str] = "JobStatusUpdate"
    work_order: str
    appointment: str
    status: str
    at: str


@dataclass(frozen=True, slots=True)
class WorkOrderComplete:
    name: ClassVar[str] = "WorkOrderComplete"
    work_order: str
    appointment: str
    at: str


Command = RaiseRepair | RequestAppointment | JobStatusUpdate | WorkOrderComplete
COMMANDS = {
    kind.name: kind
    for kind in (RaiseRepair, RequestAppointment, JobStatusUpdate, WorkOrderComplete)
}


@dataclass(frozen=True, slots=True)
class QueuedCommand:
    """A command on its way. `key` is its idempotency key; `tell_tenant` says that the tenant waits
    for the answer to choose a time; `leased_until` is the fence of whoever sends it."""

    id: int
    key: str
    work_order_id: int
    appointment_id: int | None
    command: Command
    attempts: int
    tell_tenant: bool
    leased_until: datetime


def as_json(command: Command) -> dict[str, Any]:
    return asdict(command)


def command_from_json(kind: str, value: dict[str, Any]) -> Command:
    """The command that `as_json` wrote; raises KeyError for a kind that there is not."""
    return COMMANDS[kind](**value)


def of_change(
    order: WorkOrder, old: Appointment, new: Appointment, event: AppointmentEvent, now: datetime
) -> Command | None:
    """What a change of an appointment tells; nothing for a hold, which is ours alone."""
    visit, at = reference_of(order, new), now.isoformat()
    if event is AppointmentEvent.CONFIRM:
        return requested(order, new)
    if old.state is AppointmentState.RESERVED:
        return None
    if event is AppointmentEvent.COMPLETE:
        return WorkOrderComplete(order.reference, visit, at)
    return JobStatusUpdate(order.reference, visit, _status(new.state, event), at)


def requested(order: WorkOrder, visit: Appointment) -> RequestAppointment:
    return RequestAppointment(
        order.reference,
        reference_of(order, visit),
        visit.earliest_arrival.isoformat(),
        visit.latest_arrival.isoformat(),
    )


def reference_of(order: WorkOrder, visit: Appointment) -> str:
    """The AppointmentReference: "W-7K4Q2X/41"."""
    return f"{order.reference}/{visit.id}"


def retry_at(attempts: int, now: datetime, wait: timedelta | None) -> datetime:
    """When to try again after this many failures: never given up, for staff may not see it all.

    `wait` is what the other side asked for; it is kept where it is longer.
    """
    gap: timedelta = min(FIRST_RETRY * 2 ** min(attempts - 1, 16), LONGEST_RETRY)
    return now + max(gap, wait or timedelta(0))


def _status(state: AppointmentState, event: AppointmentEvent) -> str:
    return event.value if event is AppointmentEvent.FOLLOW_ON else state.value
