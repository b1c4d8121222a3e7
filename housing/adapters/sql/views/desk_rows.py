"""What the desk's front page shows: one dataclass for each kind of row, as read from SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from housing.domain.messaging.dialogue import Maybe, open_doubt
from housing.domain.messaging.handoff import HandoffState


@dataclass(frozen=True, slots=True)
class QueueRow:
    handoff_id: int
    conversation_id: int
    reason: str
    summary: str
    priority: str
    state: str
    created_at: datetime
    due_at: datetime | None
    first_reply_at: datetime | None
    late_at: datetime | None
    channel: str
    tenant: str | None
    officer: str | None
    officer_id: int | None
    alerts: int
    unanswered: bool
    context: Mapping[str, Any]
    dialogue: Mapping[str, Any]
    alert_of: int | None

    @property
    def maybe(self) -> Maybe | None:
        """What may be a danger and nobody has said yet."""
        return open_doubt(self.dialogue, self.alert_of)


@dataclass(frozen=True, slots=True)
class AlertRow:
    id: int
    conversation_id: int
    danger: str
    words: str
    confidence: int
    created_at: datetime
    channel: str
    tenant: str | None
    officer: str | None
    likely_tenant: str | None
    likely_address: str | None
    told_address: str | None
    taken_back_words: str | None


@dataclass(frozen=True, slots=True)
class AlertCard:
    """The one alert of a conversation: all that was told of danger in it and is not acknowledged,
    the surest first."""

    rows: tuple[AlertRow, ...]

    @property
    def newest_id(self) -> int:
        return max(row.id for row in self.rows)

    @property
    def begun_at(self) -> datetime:
        return min(row.created_at for row in self.rows)


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """An emergency order that no operative has accepted. `asked` were on the rota and `waiting` of
    them still have time to answer."""

    work_order_id: int
    reference: str
    conversation_id: int
    issue: str
    trade: str
    attend_by: datetime
    created_at: datetime
    tenant: str | None
    address: str | None
    asked: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CommandRow:
    """A command that the landlord's own system refused, or has not answered when it was sent."""

    id: int
    kind: str
    reference: str
    conversation_id: int
    issue: str
    state: str
    error: str | None
    attempts: int
    created_at: datetime
    tell_tenant: bool


@dataclass(frozen=True, slots=True)
class HazardRow:
    id: int
    reference: str
    conversation_id: int
    hazard: str
    level: str
    words: str
    state: str
    reported_at: datetime
    investigate_by: datetime
    investigation_on: date | None
    investigated_on: date | None
    tenant: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class ChargeRow:
    id: int
    conversation_id: int
    issue: str
    code: str
    amount_pence: int
    reason: str
    state: str
    dispute: str | None
    created_at: datetime
    tenant: str | None


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    id: int
    reference: str
    conversation_id: int
    stage: int
    words: str
    state: str
    acknowledge_by: date
    respond_by: date
    tenant: str | None


@dataclass(frozen=True, slots=True)
class FailedRow:
    id: int
    conversation_id: int
    direction: str
    text: str
    state: str
    error_code: str | None
    created_at: datetime
    channel: str
    tenant: str | None


@dataclass(frozen=True, slots=True)
class LooseEndRow:
    """Something that the service found wrong with its own promises."""

    kind: str
    words: str
    conversation_id: int | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Board:
    alerts: tuple[AlertRow, ...]
    emergencies: tuple[EmergencyRow, ...]
    queue: tuple[QueueRow, ...]
    hazards: tuple[HazardRow, ...]
    charges: tuple[ChargeRow, ...]
    complaints: tuple[ComplaintRow, ...]
    failed: tuple[FailedRow, ...]
    commands: tuple[CommandRow, ...]
    loose_ends: tuple[LooseEndRow, ...]

    @property
    def cards(self) -> tuple[AlertCard, ...]:
        """One for each conversation in danger, whoever has waited longest first."""
        of: dict[int, list[AlertRow]] = {}
        for row in self.alerts:
            of.setdefault(row.conversation_id, []).append(row)
        return tuple(
            AlertCard(tuple(sorted(rows, key=lambda row: (-row.confidence, row.id))))
            for rows in of.values()
        )

    @property
    def waiting(self) -> int:
        """How many nobody has picked up yet: the number in the page's title."""
        queued = sum(row.state == HandoffState.WAITING for row in self.queue)
        return queued + len(self.cards) + len(self.emergencies) + len(self.loose_ends)

    @property
    def late(self) -> tuple[QueueRow, ...]:
        """What managers are told of: a person was promised by a time, and none has answered."""
        return tuple(row for row in self.queue if row.late_at is not None)
