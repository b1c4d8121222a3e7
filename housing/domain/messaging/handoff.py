"""Handoffs from the bot to staff: their states, who may hold one, and how the queue is ordered.

The transition table is the only way a handoff changes; every pair that is not in it is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

# What was answered already and put back into the queue is taken up within this time.
TAKEN_UP_WITHIN = timedelta(minutes=30)
# A claim without a public reply goes back to the queue after this long: an officer who is called
# away must never hide a tenant from the others.
CLAIM_LEASE = timedelta(minutes=30)

# Where a handoff's context keeps what else it was opened for.
ALSO, MOST_TASKS = "also", 12


# Where a handoff keeps the mobile number by which somebody asked to be reached.
REACH_BY = "reach_by"


class HandoffState(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"


class HandoffEvent(StrEnum):
    CLAIMED = "claimed"
    TAKEN_OVER = "taken_over"
    RELEASED = "released"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"


class Priority(StrEnum):
    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


class HandoffOutcome(StrEnum):
    """Why a handoff was closed; the codes that reports count."""

    ANSWERED = "answered"
    REPAIR_RAISED = "repair_raised"
    APPOINTMENT_CHANGED = "appointment_changed"
    PASSED_ON = "passed_on"
    COMPLAINT_LOGGED = "complaint_logged"
    NO_REPLY = "no_reply"
    NOT_OURS = "not_ours"


STATE_AFTER: Mapping[tuple[HandoffState, HandoffEvent], HandoffState] = {
    (HandoffState.WAITING, HandoffEvent.CLAIMED): HandoffState.CLAIMED,
    (HandoffState.WAITING, HandoffEvent.CLOSED): HandoffState.CLOSED,
    (HandoffState.WAITING, HandoffEvent.HANDED_BACK): HandoffState.HANDED_BACK,
    (HandoffState.CLAIMED, HandoffEvent.TAKEN_OVER): HandoffState.CLAIMED,
    (HandoffState.CLAIMED, HandoffEvent.RELEASED): HandoffState.WAITING,
    (HandoffState.CLAIMED, HandoffEvent.HANDED_BACK): HandoffState.HANDED_BACK,
    (HandoffState.CLAIMED, HandoffEvent.CLOSED): HandoffState.CLOSED,
}

_RANK = {Priority.EMERGENCY: 0, Priority.URGENT: 1, Priority.ROUTINE: 2}


DANGER = "danger"
"""The reason of a handoff for a danger that was read for certain."""
RAISED_BY_HAND = "raised_by_hand"
"""The reason of a handoff that an officer made an emergency."""
STEPPED_IN = "stepped_in"
"""The reason of a handoff that nobody asked for: an officer took the conversation."""


@dataclass(frozen=True, slots=True)
class Handoff:
    id: int
    conversation_id: int
    reason: str
    summary: str
    priority: Priority
    context: Mapping[str, Any]
    state: HandoffState
    version: int
    created_at: datetime
    answer_due_at: datetime
    officer_id: int | None = None
    outcome: str | None = None
    claimed_at: datetime | None = None
    first_reply_at: datetime | None = None
    ended_at: datetime | None = None
    reply_due_at: datetime | None = None
    late_at: datetime | None = None

    @property
    def danger(self) -> str | None:
        """The class of danger that a person was called for; None once it was taken back, and of
        what only may be one."""
        if self.reason != DANGER or self.context.get("taken_back"):
            return None
        kind = self.context.get("danger")
        return str(kind) if kind is not None else None

    @property
    def due_at(self) -> datetime | None:
        return running_due(self.answer_due_at, self.first_reply_at, self.reply_due_at)

    @property
    def open(self) -> bool:
        return self.state in (HandoffState.WAITING, HandoffState.CLAIMED)

    @property
    def also(self) -> tuple[Mapping[str, str], ...]:
        """What else it was opened for: reason and summary of each, in order."""
        return tuple(self.context.get(ALSO, ()))


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a tenant has waited for a person, and what they were told."""

    priority: Priority
    asked_at: datetime
    answer_due_at: datetime
    first_reply_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it takes longer than the tenant was told.

        A time that had passed when it was set was told to nobody, and an answer keeps the promise.
        An emergency is told when somebody comes; it may have been raised from what was none.
        """
        was_told = self.answer_due_at > self.asked_at and self.priority is not Priority.EMERGENCY
        return was_told and self.first_reply_at is None and self.answer_due_at < now


class HandoffRefused(Exception):
    """A change that the handoff's state does not allow; `str()` is a sentence for the officer."""

    code = "handoff_refused"


class HandoffTaken(HandoffRefused):
    """Somebody else has the conversation. `holder` is that officer's name."""

    code = "handoff_taken"

    def __init__(self, holder: str) -> None:
        super().__init__(f"{holder} already has this conversation.")
        self.holder = holder


def state_after(state: HandoffState, event: HandoffEvent) -> HandoffState:
    """The state after the event; raises HandoffRefused for a pair that is not in the table."""
    try:
        return STATE_AFTER[state, event]
    except KeyError:
        words = f"{event} cannot happen to a handoff that is {state}.".replace("_", " ")
        raise HandoffRefused(words.capitalize()) from None


def with_task(handoff: Handoff, reason: str, summary: str) -> Handoff:
    """The handoff with a further task, kept once and the newest of many."""
    task = {"reason": reason, "summary": summary}
    top = {"reason": handoff.reason, "summary": handoff.summary}
    if task == top or task in handoff.also:
        return handoff
    tasks = [one for one in handoff.also if one != top]
    return replace(handoff, context={**handoff.context, ALSO: [*tasks, task][-MOST_TASKS:]})


def is_higher(one: Priority, other: Priority) -> bool:
    """Whether `one` is to be answered before `other`."""
    return _RANK[one] < _RANK[other]


def running_due(
    answer_due_at: datetime, first_reply_at: datetime | None, reply_due_at: datetime | None
) -> datetime | None:
    """By when the tenant is to hear from a person: the first answer, then the one to what they
    have written since; None while nothing of theirs is unanswered."""
    return answer_due_at if first_reply_at is None else reply_due_at


def queue_key(
    priority: Priority, due_at: datetime | None, created_at: datetime
) -> tuple[int, bool, datetime, datetime]:
    """Sorts the queue: emergencies first, then by when an answer is due, then who waits longest;
    where nothing is due, last.

    Urgent and routine share one order, since urgency is already in the time an answer is due.
    """
    first = 0 if priority is Priority.EMERGENCY else 1
    return (first, due_at is None, due_at or created_at, created_at)
