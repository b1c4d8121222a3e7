"""Appointments: their statuses by HACT's names and the only ways from one to the next.

A moved appointment is a new one: the old row is cancelled and kept. Once despatched only staff
may take it back. Every pair that is not in the table is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from housing.domain.clock.local_time import spoken_by, to_london
from housing.domain.slots.slot import Slot

HOLD = timedelta(minutes=10)
# A visit on call has a diary window of its own, named after its order and never offered.
ON_CALL = "on_call"


class AppointmentState(StrEnum):
    RESERVED = "reserved"
    SCHEDULED = "scheduled"
    DESPATCHED = "despatched"
    ARRIVED = "arrived"
    COMPLETED = "completed"
    NO_ACCESS = "no_access"
    CANCELLED = "cancelled"


class AppointmentEvent(StrEnum):
    CONFIRM = "confirm"
    EXPIRE = "expire"
    CANCEL = "cancel"
    MOVE = "move"
    DESPATCH = "despatch"
    ARRIVE = "arrive"
    COMPLETE = "complete"
    REOPEN = "reopen"
    FOLLOW_ON = "follow_on"
    NO_ACCESS = "no_access"
    WITHDRAW = "withdraw"
    REPLAN = "replan"
    MISS = "miss"


class FollowOn(StrEnum):
    """Why a job needs another visit: a closed list, for the tenant is told it in plain words."""

    PART = "part"
    MORE_TIME = "more_time"
    OTHER_TRADE = "other_trade"
    DRYING_OUT = "drying_out"
    EQUIPMENT = "equipment"


_S, _E = AppointmentState, AppointmentEvent

APPOINTMENT_AFTER: Mapping[tuple[AppointmentState, AppointmentEvent], AppointmentState] = {
    (_S.RESERVED, _E.CONFIRM): _S.SCHEDULED,
    (_S.RESERVED, _E.EXPIRE): _S.CANCELLED,
    (_S.RESERVED, _E.CANCEL): _S.CANCELLED,
    (_S.RESERVED, _E.WITHDRAW): _S.CANCELLED,
    (_S.SCHEDULED, _E.CANCEL): _S.CANCELLED,
    (_S.SCHEDULED, _E.MOVE): _S.CANCELLED,
    (_S.SCHEDULED, _E.WITHDRAW): _S.CANCELLED,
    # The operative is off that day: the landlord's doing, so never counted as the tenant's.
    (_S.SCHEDULED, _E.REPLAN): _S.CANCELLED,
    (_S.SCHEDULED, _E.MISS): _S.CANCELLED,
    (_S.SCHEDULED, _E.DESPATCH): _S.DESPATCHED,
    # An operative without a signal reports the visit afterwards, in one step.
    (_S.SCHEDULED, _E.ARRIVE): _S.ARRIVED,
    (_S.SCHEDULED, _E.COMPLETE): _S.COMPLETED,
    (_S.SCHEDULED, _E.FOLLOW_ON): _S.COMPLETED,
    (_S.SCHEDULED, _E.NO_ACCESS): _S.NO_ACCESS,
    # Marked as completed before its time, and it was not.
    (_S.COMPLETED, _E.REOPEN): _S.SCHEDULED,
    (_S.DESPATCHED, _E.ARRIVE): _S.ARRIVED,
    (_S.DESPATCHED, _E.COMPLETE): _S.COMPLETED,
    (_S.DESPATCHED, _E.FOLLOW_ON): _S.COMPLETED,
    (_S.DESPATCHED, _E.NO_ACCESS): _S.NO_ACCESS,
    (_S.DESPATCHED, _E.WITHDRAW): _S.CANCELLED,
    (_S.DESPATCHED, _E.MISS): _S.CANCELLED,
    (_S.ARRIVED, _E.COMPLETE): _S.COMPLETED,
    (_S.ARRIVED, _E.FOLLOW_ON): _S.COMPLETED,
    (_S.ARRIVED, _E.NO_ACCESS): _S.NO_ACCESS,
    (_S.ARRIVED, _E.WITHDRAW): _S.CANCELLED,
}

# A visit that ended so leaves the work to be done: the order waits for another.
NOT_DONE = frozenset({_E.NO_ACCESS, _E.FOLLOW_ON, _E.REPLAN, _E.MISS})
LIVE = frozenset({_S.RESERVED, _S.SCHEDULED, _S.DESPATCHED, _S.ARRIVED})
# Time given back to the diary; after a visit, met or not, the time is spent.
GIVES_BACK = _S.CANCELLED


class AppointmentRefused(Exception):
    """A change that the appointment's status does not allow."""

    code = "appointment_refused"

    def __init__(self, state: AppointmentState, event: AppointmentEvent) -> None:
        super().__init__(f"an appointment that is {state} cannot {event}")
        self.state = state
        self.event = event

    @property
    def only_staff(self) -> bool:
        """Whether staff could still do it: the operative is on the way or there."""
        return self.state in {_S.DESPATCHED, _S.ARRIVED}


def appointment_after(state: AppointmentState, event: AppointmentEvent) -> AppointmentState:
    """The status after the event; raises AppointmentRefused for a pair not in the table."""
    try:
        return APPOINTMENT_AFTER[state, event]
    except KeyError:
        raise AppointmentRefused(state, event) from None


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """A visit that begins its life: a slot that is held until `hold_expires_at`, or, for an
    emergency, a visit that is certain at once."""

    work_order_id: int
    diary_window_id: int
    minutes: int
    counts_as_routine: bool
    earliest_arrival: datetime
    latest_arrival: datetime
    hold_expires_at: datetime | None = None
    state: AppointmentState = AppointmentState.RESERVED


@dataclass(frozen=True, slots=True)
class Appointment:
    """One visit of one order. Arrival times are aware instants.

    `ended_by` is the event that ended it, None while it is live. `minutes` were planned,
    `minutes_spent` are what the visit took, if the operative's arrival is on record.
    """

    id: int
    work_order_id: int
    diary_window_id: int
    window: str
    minutes: int
    counts_as_routine: bool
    earliest_arrival: datetime
    latest_arrival: datetime
    state: AppointmentState
    hold_expires_at: datetime | None
    operative_name: str
    operative_id: int
    changed_at: datetime
    ended_by: AppointmentEvent | None = None
    follow_on: FollowOn | None = None
    minutes_spent: int | None = None

    @property
    def live(self) -> bool:
        return self.state in LIVE

    def slot(self) -> Slot:
        """The appointment as the slot that was chosen."""
        earliest, latest = to_london(self.earliest_arrival), to_london(self.latest_arrival)
        return Slot(
            earliest.date(), self.window, earliest.time(), latest.time(), (self.diary_window_id,)
        )

    def words(self) -> str:
        """As said to a tenant: "Tue 24 Nov, 8am-12pm"; on call "by 9:05am on Tue 24 Nov"."""
        if self.on_call:
            return f"by {spoken_by(self.latest_arrival)}"
        return self.slot().words()

    @property
    def on_call(self) -> bool:
        """Whether it attends an emergency: from its acceptance to a deadline, not in a window."""
        return self.window.startswith(ON_CALL)


@dataclass(frozen=True, slots=True)
class AppointmentChange:
    """One line of an appointment's history. `actor` is tenant, system, officer:<id> or
    operative:<id>."""

    appointment_id: int
    from_state: AppointmentState | None
    to_state: AppointmentState
    actor: str
    note: str | None
    at: datetime
