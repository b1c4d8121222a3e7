"""What the services need to keep for the staff's desk; every write is the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from housing.domain.casework.charge_decision import ChargeToDecide
from housing.domain.messaging.handoff import Handoff
from housing.domain.people.accounts import KnownAccount
from housing.domain.people.desk import Alert, Note, Officer, OfficerSession


class Desk(Protocol):
    async def handoff(self, handoff_id: int) -> Handoff | None: ...

    async def open_handoff(self, conversation_id: int) -> Handoff | None:
        """The one that is waiting or claimed, if there is one."""
        ...

    async def add_handoff(
        self,
        *,
        conversation_id: int,
        reason: str,
        summary: str,
        priority: str,
        context: Mapping[str, Any],
        answer_due_at: datetime,
        now: datetime,
    ) -> Handoff: ...

    async def update_handoff(self, before: Handoff, after: Handoff) -> Handoff | None:
        """Writes `after` if the row still is as in `before`; None when another was faster."""
        ...

    async def place_in_queue(self, handoff_id: int) -> int | None:
        """From 1, in the order in which the desk shows them; None when it does not wait."""
        ...

    async def unanswered_claims(self, claimed_before: datetime) -> tuple[Handoff, ...]:
        """Claimed before that time, and no officer has written to the tenant since."""
        ...

    async def claims_of(self, officer_id: int) -> tuple[Handoff, ...]:
        """What the officer has, by conversation: the order in which they may be locked."""
        ...

    async def add_alert(
        self,
        *,
        conversation_id: int,
        message_id: int,
        danger: str,
        words: str,
        confidence: int,
        now: datetime,
    ) -> Alert:
        """The alert, new or the one that this message already raised."""
        ...

    async def alert(self, alert_id: int) -> Alert | None: ...

    async def alerts_since(self, conversation_id: int, since: datetime) -> tuple[Alert, ...]:
        """Those raised in the conversation since then, taken back or not, oldest first."""
        ...

    async def take_back_alert(self, alert_id: int, words: str, now: datetime) -> None: ...

    async def acknowledge_alerts(self, newest: Alert, officer_id: int, now: datetime) -> bool:
        """That one and the earlier ones of its conversation; False when all were before."""
        ...

    async def make_alert_sure(self, conversation_id: int, danger: str) -> None:
        """The newest of this danger: certain from now on, and to be acknowledged if it was not."""
        ...

    async def add_note(
        self, *, conversation_id: int, officer_id: int, text: str, now: datetime
    ) -> Note: ...

    async def newest_seq_by_people(self, conversation_id: int) -> int:
        """Sequence number of the newest message by the tenant or an officer; 0 without one."""
        ...

    async def has_written(self, conversation_id: int, officer_id: int, since: datetime) -> bool:
        """Whether the officer has sent the tenant anything since then."""
        ...

    async def charge(self, charge_id: int) -> ChargeToDecide | None: ...

    async def decide_charge(
        self, charge: ChargeToDecide, state: str, officer_id: int, now: datetime
    ) -> bool:
        """False when its state is no longer the one in `charge`."""
        ...

    async def record(
        self,
        *,
        actor: str,
        action: str,
        subject: str,
        detail: Mapping[str, Any] | None = None,
        now: datetime,
    ) -> None:
        """Adds one row to the audit trail."""
        ...

    async def count_audit(self, *, action: str, subject: str, since: datetime) -> int: ...

    async def officer(self, officer_id: int) -> Officer | None: ...

    async def officer_with_hash(self, email: str) -> tuple[Officer, str] | None:
        """An active officer and their password's hash, by e-mail address in lower case."""
        ...

    async def known_officer(self, email: str) -> KnownAccount | None:
        """Also one whose account is closed."""
        ...

    async def change_officer(self, officer_id: int, *, name: str, role: str) -> None: ...

    async def end_sessions_of(self, officer_id: int) -> None: ...

    async def add_officer(self, *, name: str, email: str, role: str, password_hash: str) -> None:
        """Adds a member of staff, also one whose account was closed; an e-mail address that signs
        in already changes nothing."""
        ...

    async def close_officer(self, email: str) -> bool:
        """Ends the account and with it every session; False when there is no active one."""
        ...

    async def set_password_hash(self, officer_id: int, password_hash: str) -> None: ...

    async def add_session(
        self,
        *,
        officer_id: int,
        token_hash: str,
        csrf_token: str,
        now: datetime,
        expires_at: datetime,
    ) -> None: ...

    async def session(self, token_hash: str) -> OfficerSession | None:
        """Of an active officer; whether it has ended is for the service to say."""
        ...

    async def touch_session(self, session_id: int, now: datetime) -> None: ...

    async def end_session(self, token_hash: str) -> None: ...

    async def end_old_sessions(self, *, idle_before: datetime, now: datetime) -> None: ...
