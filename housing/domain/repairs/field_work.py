"""What an operative does at a visit: the taps of a phone, when one counts and what it changes.

A tap may arrive hours after it was made, or twice. It carries the phone's own key and time; one
from the future or from before yesterday is refused, for then the phone's clock is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from housing.domain.repairs.appointments import (
    APPOINTMENT_AFTER,
    AppointmentEvent,
    AppointmentState,
    FollowOn,
)

OLDEST_TAP = timedelta(days=1)
# Phones set their clocks by the network; a little ahead of ours is not a wrong clock.
CLOCK_SLACK = timedelta(minutes=2)
MAX_NOTE = 1_000
FOLLOW_ON_MINUTES = (30, 60, 90, 120, 240)
SESSION_IDLE = timedelta(days=3)
SESSION_WHOLE = timedelta(days=30)


class TapKind(StrEnum):
    DESPATCHED = "despatched"
    ARRIVED = "arrived"
    COMPLETED = "completed"
    NO_ACCESS = "no_access"
    FOLLOW_ON = "follow_on"
    NOTE = "note"
    PHOTO = "photo"


# What each tap does to the appointment; a note and a photo leave its status alone.
EVENT_OF: Mapping[TapKind, AppointmentEvent] = {
    TapKind.DESPATCHED: AppointmentEvent.DESPATCH,
    TapKind.ARRIVED: AppointmentEvent.ARRIVE,
    TapKind.COMPLETED: AppointmentEvent.COMPLETE,
    TapKind.NO_ACCESS: AppointmentEvent.NO_ACCESS,
    TapKind.FOLLOW_ON: AppointmentEvent.FOLLOW_ON,
}
_STANDS: Mapping[AppointmentState, str] = {
    AppointmentState.RESERVED: "This visit is not confirmed yet.",
    AppointmentState.SCHEDULED: "This visit is booked, and nobody has set off yet.",
    AppointmentState.DESPATCHED: "This visit is already marked as on the way.",
    AppointmentState.ARRIVED: "This visit is already marked as arrived.",
    AppointmentState.COMPLETED: "This visit is already marked as completed.",
    AppointmentState.NO_ACCESS: "This visit is already marked as no access.",
    AppointmentState.CANCELLED: "This visit was moved or cancelled. Do not attend; if you are "
    "there, ring the office.",
}


class TapRefused(Exception):
    """A tap that cannot count; the message is a sentence for the operative."""

    code = "tap_refused"


@dataclass(frozen=True, slots=True)
class Tap:
    """One press on the phone. `why` and `minutes` are only told for follow-on work."""

    key: str
    kind: TapKind
    tapped_at: datetime
    text: str = ""
    minutes: int | None = None
    why: FollowOn | None = None


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """What came of a tap: whether it counted, the visit's status now, and a sentence."""

    counted: bool
    state: AppointmentState
    sentence: str


@dataclass(frozen=True, slots=True)
class OperativeAccount:
    """An operative who may sign in; `id` is the operative's."""

    id: int
    name: str
    email: str
    trades: tuple[str, ...]
    patches: tuple[str, ...]

    @property
    def actor(self) -> str:
        """How the audit trail and an appointment's history name them."""
        return f"operative:{self.id}"


@dataclass(frozen=True, slots=True)
class OperativeSession:
    """A signed-in phone. It outlives a weekend, for the phone has a lock of its own."""

    id: int
    operative: OperativeAccount
    csrf_token: str
    seen_at: datetime
    expires_at: datetime

    @property
    def ends_at(self) -> datetime:
        return min(self.expires_at, self.seen_at + SESSION_IDLE)


def time_of_tap(tapped_at: datetime, now: datetime) -> datetime:
    """When it was tapped, at the latest now. Raises TapRefused for a time that cannot be."""
    if tapped_at > now + CLOCK_SLACK:
        raise TapRefused("Your phone's clock is ahead of the time. Set it and tap again.")
    if tapped_at < now - OLDEST_TAP:
        raise TapRefused("That was tapped more than a day ago. Ring the office to put it right.")
    return min(tapped_at, now)


def checked(tap: Tap) -> Tap:
    """The tap, with all that its kind needs; raises TapRefused with what is missing."""
    if len(tap.text) > MAX_NOTE:
        raise TapRefused(f"A note can have {MAX_NOTE} characters; this one has {len(tap.text)}.")
    if tap.kind is TapKind.NOTE and not tap.text:
        raise TapRefused("Write the note first.")
    if tap.kind is TapKind.FOLLOW_ON:
        if not tap.text:
            raise TapRefused("Say what is still to be done.")
        if tap.why is None:
            raise TapRefused("Choose why another visit is needed.")
        if tap.minutes not in FOLLOW_ON_MINUTES:
            raise TapRefused("Choose how long the rest will take.")
    return tap


def how_it_stands(state: AppointmentState) -> str:
    """The status of a visit as a sentence for the operative whose tap did not fit it."""
    return _STANDS[state]


def possible_from(kind: TapKind) -> tuple[AppointmentState, ...]:
    """The statuses in which this tap counts; every one for a note or a photo."""
    event = EVENT_OF.get(kind)
    if event is None:
        return tuple(AppointmentState)
    return tuple(state for state, done in APPOINTMENT_AFTER if done is event)
