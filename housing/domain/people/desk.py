"""Who works at the desk and what they leave there: officers, sessions, alerts, private notes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from housing.domain.danger.reading import CERTAIN

SESSION_IDLE = timedelta(hours=2)
SESSION_WHOLE = timedelta(hours=12)
SIGN_IN_WINDOW = timedelta(minutes=15)
SIGN_IN_TRIES_PER_ACCOUNT = 10
SIGN_IN_TRIES_PER_ADDRESS = 100
SIGN_IN_TRIES_PER_DEVICE = 10
DEVICE_KNOWN_FOR = timedelta(days=180)


class Role(StrEnum):
    OFFICER = "officer"
    MANAGER = "manager"
    OPERATIVE = "operative"


@dataclass(frozen=True, slots=True)
class Officer:
    id: int
    name: str
    email: str
    role: Role

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def actor(self) -> str:
        """How the audit trail names them."""
        return f"officer:{self.id}"


@dataclass(frozen=True, slots=True)
class OfficerSession:
    """A signed-in browser. `idle_at` and `expires_at` end it, whichever comes first."""

    id: int
    officer: Officer
    csrf_token: str
    seen_at: datetime
    expires_at: datetime

    @property
    def ends_at(self) -> datetime:
        return min(self.expires_at, self.seen_at + SESSION_IDLE)


@dataclass(frozen=True, slots=True)
class Alert:
    """A danger that was read in a tenant's message; `confidence` in per cent.

    `taken_back_words`: what the tenant said when they took it back; it stays an alert until an
    officer acknowledges it.
    """

    id: int
    conversation_id: int
    message_id: int
    danger: str
    words: str
    confidence: int
    created_at: datetime
    acknowledged_by: int | None = None
    acknowledged_at: datetime | None = None
    taken_back_at: datetime | None = None
    taken_back_words: str | None = None

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None

    @property
    def certain(self) -> bool:
        """Whether it was read so surely that it was acted on, and not only asked about."""
        return self.confidence >= round(CERTAIN * 100)


@dataclass(frozen=True, slots=True)
class Note:
    """Between colleagues; no path that sends messages can read one."""

    id: int
    conversation_id: int
    officer_id: int
    text: str
    created_at: datetime
