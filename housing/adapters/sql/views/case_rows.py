"""What the desk shows of one conversation: one dataclass for each kind of row, as read from SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from housing.adapters.sql.day.rows import SiteAlertRow, VisitNoteRow, VisitPhotoRow
from housing.domain.messaging.dialogue import Maybe, open_doubt
from housing.domain.repairs.appointments import ON_CALL


@dataclass(frozen=True, slots=True)
class ConversationRow:
    id: int
    channel: str
    address: str
    owner: str
    officer_id: int | None
    officer: str | None
    tenant_id: int | None
    verified_at: datetime | None
    verified_by: str | None
    likely_tenant_id: int | None
    opted_out_at: datetime | None
    created_at: datetime
    dialogue: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TenantRow:
    id: int
    home_id: int
    name: str
    mobile: str | None
    date_of_birth: date
    needs: list[str]
    tenancy_type: str
    started_on: date
    home: str
    address: str
    postcode: str
    patch: str
    bedrooms: int
    heating: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    id: int
    seq: int
    direction: str
    author: str
    officer: str | None
    text: str
    choices: list[Mapping[str, str]]
    media: list[str]
    state: str
    error_code: str | None
    segments: int | None
    understanding: Mapping[str, Any] | None
    shows: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class HandoffRow:
    id: int
    reason: str
    summary: str
    priority: str
    context: Mapping[str, Any]
    state: str
    officer_id: int | None
    officer: str | None
    outcome: str | None
    created_at: datetime
    answer_due_at: datetime
    claimed_at: datetime | None
    first_reply_at: datetime | None
    due_at: datetime | None
    late_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    id: int
    reference: str
    issue: str
    words: str
    facts: Mapping[str, Any]
    decision: Mapping[str, Any] | None
    state: str
    told_address: str | None
    home_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReportNoteRow:
    """What was told beside a report or after it."""

    report_id: int
    words: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ChargeRow:
    id: int
    code: str
    amount_pence: int
    reason: str
    state: str
    dispute: str | None


@dataclass(frozen=True, slots=True)
class ChargeDetail:
    """A charge on its own page, with what it came from."""

    id: int
    conversation_id: int
    code: str
    amount_pence: int
    reason: str
    state: str
    dispute: str | None
    created_at: datetime
    agreed_at: datetime | None
    decided_at: datetime | None
    decided_by: str | None
    issue: str
    words: str
    decision: Mapping[str, Any] | None
    tenant: str | None
    needs: list[str] | None


@dataclass(frozen=True, slots=True)
class VisitRow:
    appointment_id: int | None
    reference: str
    issue: str
    trade: str
    order_state: str
    required_completion: datetime | None
    state: str | None
    earliest_arrival: datetime | None
    latest_arrival: datetime | None
    window: str | None
    operative: str | None

    @property
    def on_call(self) -> bool:
        """Whether it attends an emergency: by a time, not in a window."""
        return self.window is not None and self.window.startswith(ON_CALL)


@dataclass(frozen=True, slots=True)
class HazardRow:
    id: int
    reference: str
    hazard: str
    level: str
    state: str
    reported_at: datetime
    investigate_by: datetime
    investigation_on: date | None
    investigated_on: date | None
    household: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AlertRow:
    id: int
    message_id: int
    danger: str
    words: str
    confidence: int
    created_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    taken_back_words: str | None


@dataclass(frozen=True, slots=True)
class LookingRow:
    """A colleague who opened the conversation, and when last."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteRow:
    text: str
    officer: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PastRow:
    conversation_id: int
    reference: str
    issue: str
    state: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    conversation: ConversationRow
    tenant: TenantRow | None
    handoffs: tuple[HandoffRow, ...]
    messages: tuple[MessageRow, ...]
    reports: tuple[ReportRow, ...]
    charges: tuple[ChargeRow, ...]
    visits: tuple[VisitRow, ...]
    hazards: tuple[HazardRow, ...]
    alerts: tuple[AlertRow, ...]
    notes: tuple[NoteRow, ...]
    past: tuple[PastRow, ...]
    report_notes: tuple[ReportNoteRow, ...]
    visit_notes: tuple[VisitNoteRow, ...]
    visit_photos: tuple[VisitPhotoRow, ...]
    person_alerts: tuple[SiteAlertRow, ...]
    location_alerts: tuple[SiteAlertRow, ...]

    @property
    def handoff(self) -> HandoffRow | None:
        """The newest one, open or ended."""
        return self.handoffs[0] if self.handoffs else None

    @property
    def maybe(self) -> Maybe | None:
        """What may be a danger and nobody has said yet."""
        newest = max((alert.message_id for alert in self.alerts), default=None)
        return open_doubt(self.conversation.dialogue, newest)

    @property
    def newest_tenant_seq(self) -> int:
        return max((m.seq for m in self.messages if m.author == "tenant"), default=0)
