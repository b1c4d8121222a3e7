"""Work that is due at a time: done once, and tried again with growing gaps until it is done.

No job is given up by itself: what keeps failing is put before staff, at once where an emergency
hangs on it, and stays there until it succeeds or a person drops it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LEASE = timedelta(minutes=2)
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)
LONGEST_EMERGENCY_RETRY = timedelta(minutes=5)
# Somebody waits for help behind these: the first failure is one too many.
EMERGENCY_KINDS = frozenset(
    {"call_out", "tell_nobody_coming", "tell_no_access", "see_to_order", "sweep_promises"}
)
FAILURES_BEFORE_ALARM = 2
# A job that nobody has begun this long after its time is not being done.
OVERDUE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class DueJob:
    """`key` makes it once; `leased_until` is the fence of whoever works on it. `failures` are
    those since it last succeeded or was put off."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, Any]
    due_at: datetime
    attempts: int
    leased_until: datetime
    failures: int = 0
    failing_since: datetime | None = None

    @property
    def emergency(self) -> bool:
        return self.kind in EMERGENCY_KINDS


@dataclass(frozen=True, slots=True)
class FailingJob:
    """A job that staff see: `error` names the kind of error only. `due_at` is the next try."""

    id: int
    kind: str
    failures: int
    failing_since: datetime
    error: str
    due_at: datetime


def retry_at(failures: int, now: datetime, *, emergency: bool = False) -> datetime:
    """When to try again after this many failures in a row."""
    gap: timedelta = FIRST_RETRY * (1 << min(failures - 1, 16))
    return now + min(gap, LONGEST_EMERGENCY_RETRY if emergency else LONGEST_RETRY)


def alarms(failures: int, *, emergency: bool) -> bool:
    """Whether staff have to know of a job that failed this often in a row."""
    return failures >= (1 if emergency else FAILURES_BEFORE_ALARM)
