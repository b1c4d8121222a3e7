"""Loose ends: what the service found wrong with its own promises, for staff to see until it heals.

A loose end is opened once, stays on top of the desk while it stands, and is closed by whoever
finds that it is no longer so; nobody has to tick it off.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LooseEndKind(StrEnum):
    JOB_FAILING = "job_failing"
    JOB_OVERDUE = "job_overdue"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class NewLooseEnd:
    """`key` is the same each time the same thing is found. `words` name kinds and references only,
    never anything a tenant said."""

    key: str
    kind: LooseEndKind
    words: str
    conversation_id: int | None = None


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """One that stands, and since when."""

    key: str
    kind: LooseEndKind
    words: str
    conversation_id: int | None
    since: datetime


def of_job(job_id: int) -> str:
    """The key under which a failing job is known."""
    return f"{LooseEndKind.JOB_FAILING}:{job_id}"
