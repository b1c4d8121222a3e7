"""Nearby jobs: an operative with minutes to spare takes the nearest job that is waiting.

Near is the same patch, then the same or the next postcode district. Whether a window has the
minutes is for the diary's constraints to say when the job is taken.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from housing.domain.clock.local_time import to_london
from housing.domain.slots.slot import Slot

# Somebody on the line is in the middle of something; whoever wrote this lately is left alone.
SILENT_FOR = timedelta(minutes=30)
SHOWN = 3
NOT_NEAR = 2
_TRAVEL = timedelta(minutes=10)
_STEP_MINUTES = 5
_DISTRICT = re.compile(r"([A-Z]{1,2})(\d{1,2})")


class JobGone(Exception):
    """The job is not waiting any more, or no longer fits; the message is for the operative."""

    code = "job_gone"

    def __init__(self) -> None:
        super().__init__("That job has just been taken or no longer fits. Look again.")


@dataclass(frozen=True, slots=True)
class SpareWindow:
    """What is free of an operative's window today; `latest` is the last arrival."""

    diary_window_id: int
    window: str
    earliest: datetime
    latest: datetime
    minutes: int
    routine_minutes: int

    def left(self, now: datetime, *, routine: bool) -> int:
        """Minutes that can still be filled: free in the diary, and not yet gone by."""
        free = self.routine_minutes if routine else self.minutes
        return min(free, int((self.latest - max(now, self.earliest)).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class WaitingJob:
    """An order that somebody could do today. `later_visit` is one that it has and would give up."""

    work_order_id: int
    reference: str
    issue: str
    trade: str
    minutes: int
    priority: str
    postcode: str
    patch: str
    address: str
    mobile: str
    required_completion: datetime | None
    created_at: datetime
    later_visit: int | None


def distance(job: WaitingJob, patch: str, postcode: str) -> int:
    """0 in the same patch, 1 in the same or the next postcode district, else NOT_NEAR."""
    if job.patch == patch:
        return 0
    here, there = _DISTRICT.match(postcode), _DISTRICT.match(job.postcode)
    if here is None or there is None or here[1] != there[1]:
        return NOT_NEAR
    return 1 if abs(int(here[2]) - int(there[2])) <= 1 else NOT_NEAR


def nearest(jobs: Iterable[WaitingJob], patch: str, postcode: str) -> tuple[WaitingJob, ...]:
    """Those that are near, nearest first, then by their target and by age."""
    near = [(distance(job, patch, postcode), job) for job in jobs]
    ranked = sorted(
        (pair for pair in near if pair[0] < NOT_NEAR),
        key=lambda pair: (
            pair[0],
            pair[1].required_completion or pair[1].created_at + timedelta(days=365),
            pair[1].work_order_id,
        ),
    )
    return tuple(job for _, job in ranked)


def arrival_slot(window: SpareWindow, now: datetime) -> Slot:
    """The rest of the window as a slot: from ten minutes hence, to the minute's next five."""
    soonest = to_london(max(now + _TRAVEL, window.earliest))
    spare = -soonest.minute % _STEP_MINUTES
    earliest = to_london(soonest + timedelta(minutes=spare)).replace(second=0, microsecond=0)
    latest = to_london(window.latest)
    return Slot(
        latest.date(), window.window, min(earliest.time(), latest.time()), latest.time(),
        (window.diary_window_id,),
    )  # fmt: skip
