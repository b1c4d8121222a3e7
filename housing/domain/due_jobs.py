"""Work that is due at a time: done once, retried with growing gaps, then left for staff to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DueJob:
    """`key` makes it once; `leased_until` is the fence of whoever works on it."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, Any]
    due_at: datetime
    attempts: int
    leased_until: datetime


def retry_at(attempts: int, now: datetime) -> datetime | None:
    """When to try again after this many failed attempts; None when it is to be left."""
    if attempts >= MAX_ATTEMPTS:
        return None
    gap: timedelta = FIRST_RETRY * (1 << (attempts - 1))
    return now + min(gap, LONGEST_RETRY)
