"""The audit trail as it is read: who did or saw what, when, and which lines are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

# Somebody was shown personal data; the subject says of what.
VIEWED = "viewed"
# A page that reads itself again leaves one line in so long.
VIEW_AGAIN_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class AuditLine:
    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """Which lines: all that is set must fit. `day` is London's; `before` the id to go on from."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    day: date | None = None
    before: int | None = None
