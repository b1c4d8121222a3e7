"""Every promise has a holder: what is open, who has it and by when, and what is wrong otherwise.

A promise is open work: an order, a call-out, a hazard, a complaint, a charge or a payment to
decide, a case of neighbour trouble, a handoff. A holder is a person, a queue that people work
through, or a due job that comes back. Decides nothing about the work itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from housing.domain.casework.due_jobs import OVERDUE
from housing.domain.casework.looking_after import (
    ASB_AGAIN,
    EMERGENCY_AGAIN,
    ROUTINE_AGAIN,
    WORD_OF_A_VISIT,
)

# A charge or a sum that we may owe has no date in law; nobody should wait longer than this for it.
DECIDE_CHARGE, DECIDE_OWED = timedelta(days=7), timedelta(days=14)


class PromiseKind(StrEnum):
    CALL_OUT = "call_out"
    ORDER = "order"
    HAZARD = "hazard"
    COMPLAINT = "complaint"
    CHARGE = "charge"
    OWED = "owed"
    ASB_CASE = "asb_case"
    HANDOFF = "handoff"


class HolderKind(StrEnum):
    PERSON = "person"
    QUEUE = "queue"
    JOB = "job"


class Fault(StrEnum):
    NOBODY = "nobody"
    NO_DATE = "no_date"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has it. `until` is when they lose it if nothing happens; None for as long as it is open:
    an entry in the queue is worked through however old it is."""

    kind: HolderKind
    name: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """One piece of open work. `due` is the date that was promised or that the law sets; work
    without one is dated by when it is looked at next. What is `answered` waits for the tenant:
    nothing of it is due, and it needs no date."""

    kind: PromiseKind
    id: int
    reference: str
    what: str
    conversation_id: int | None
    since: datetime
    due: datetime | None
    holders: tuple[Holder, ...]
    answered: bool = False

    @property
    def date(self) -> datetime | None:
        """By when something happens to it: what is due, else the first of its holders' times."""
        times = [holder.until for holder in self.holders if holder.until is not None]
        return self.due or min(times, default=None)

    @property
    def undated(self) -> bool:
        """Whether it needs a date and has none."""
        return self.date is None and not self.answered

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"

    def holder(self, now: datetime) -> Holder | None:
        """Whoever has it now: a person before a queue, a queue before a job."""
        holding = [one for one in self.holders if self._holds(one, now)]
        return min(holding, key=lambda one: list(HolderKind).index(one.kind), default=None)

    def fault(self, now: datetime) -> Fault | None:
        """What is wrong with it; None when somebody has it and there is a date."""
        if self.holder(now) is None:
            return Fault.LATE if self.holders else Fault.NOBODY
        return Fault.NO_DATE if self.undated else None

    def _holds(self, holder: Holder, now: datetime) -> bool:
        if holder.until is None:
            return True
        if holder.kind is HolderKind.JOB:
            # One that is late is not being done; one that is far off leaves the work to itself.
            return now <= holder.until + OVERDUE and holder.until <= now + _WITHIN[self.kind]
        return now <= holder.until


_WITHIN = {
    PromiseKind.CALL_OUT: EMERGENCY_AGAIN * 2,
    PromiseKind.ORDER: ROUTINE_AGAIN + WORD_OF_A_VISIT,
    PromiseKind.ASB_CASE: ASB_AGAIN + timedelta(days=5),
    PromiseKind.HAZARD: timedelta(0),
    PromiseKind.COMPLAINT: timedelta(0),
    PromiseKind.CHARGE: timedelta(0),
    PromiseKind.OWED: timedelta(0),
    PromiseKind.HANDOFF: timedelta(0),
}


def in_order(promises: tuple[Promise, ...], now: datetime) -> tuple[Promise, ...]:
    """Those that nobody has first, then those that have no date and need one, then by date; what
    waits for the tenant last."""
    last = now + timedelta(days=36_500)

    def place(one: Promise) -> tuple[bool, bool, datetime, int]:
        return one.holder(now) is not None, not one.fault(now), one.date or last, one.id

    return tuple(sorted(promises, key=place))
