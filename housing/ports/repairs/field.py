"""Operatives at work, as the services need them: accounts, taps, notes, photos, near work."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from housing.domain.people.accounts import KnownAccount
from housing.domain.repairs.field_work import OperativeAccount, OperativeSession, Tap, TapKind
from housing.domain.repairs.nearby_jobs import SpareWindow, WaitingJob
from housing.domain.repairs.photos import Photo


class Field(Protocol):
    async def account_with_hash(self, email: str) -> tuple[OperativeAccount, str] | None:
        """An active account and its password's hash, by e-mail address in lower case."""
        ...

    async def known_account(self, email: str) -> KnownAccount | None:
        """Also one that is closed."""
        ...

    async def account_of(self, operative_id: int) -> KnownAccount | None:
        """The operative's account, also one that is closed."""
        ...

    async def end_sessions_of(self, operative_id: int) -> None: ...

    async def add_account(self, *, operative_name: str, email: str, password_hash: str) -> None:
        """Lets an operative sign in, also one whose account was closed; one who can already changes
        nothing."""
        ...

    async def close_account(self, email: str) -> bool:
        """Ends the account and with it every session; False when there is no active one."""
        ...

    async def set_password_hash(self, operative_id: int, password_hash: str) -> None: ...

    async def add_session(
        self,
        *,
        operative_id: int,
        token_hash: str,
        csrf_token: str,
        now: datetime,
        expires_at: datetime,
    ) -> None: ...

    async def session(self, token_hash: str) -> OperativeSession | None:
        """Of an active account; whether it has ended is for the service to say."""
        ...

    async def touch_session(self, session_id: int, now: datetime) -> None: ...

    async def end_session(self, token_hash: str) -> None: ...

    async def end_old_sessions(self, *, idle_before: datetime, now: datetime) -> None: ...

    async def keep_tap(
        self, tap: Tap, *, operative_id: int, subject_id: int, now: datetime
    ) -> bool:
        """False when a tap of this key is kept already; then nothing is changed."""
        ...

    async def tap_answer(self, operative_id: int, key: str) -> Mapping[str, Any] | None: ...

    async def answer_tap(self, operative_id: int, key: str, answer: Mapping[str, Any]) -> None: ...

    async def tapped_at(self, operative_id: int, subject_id: int, kind: TapKind) -> datetime | None:
        """When the operative last tapped this about the visit, by their phone's time."""
        ...

    async def visited_by(self, appointment_id: int) -> int | None:
        """The operative whose visit it is; None for no such visit, or a hold."""
        ...

    async def add_note(
        self, *, appointment_id: int, operative_id: int, text: str, written_at: datetime
    ) -> None: ...

    async def add_photo(
        self, *, appointment_id: int, operative_id: int, photo: Photo, taken_at: datetime
    ) -> int: ...

    async def count_photos(self, appointment_id: int) -> int: ...

    async def photo(self, photo_id: int) -> Photo | None: ...

    async def may_see_photo(self, photo_id: int, operative_id: int) -> bool:
        """Whether the photo was taken for an order that the operative visits or has visited."""
        ...

    async def set_person_alert(self, tenant_id: int, code: str, comment: str) -> None:
        """Adds the alert, or gives the one of this code a new comment; likewise for a home's."""
        ...

    async def set_location_alert(self, home_id: int, code: str, comment: str) -> None: ...

    async def end_person_alert(self, tenant_id: int, code: str) -> bool:
        """False when there is none of this code; likewise for a home's."""
        ...

    async def end_location_alert(self, home_id: int, code: str) -> bool: ...

    async def spare_windows(self, operative_id: int, day: date) -> tuple[SpareWindow, ...]:
        """The operative's windows of the day with the minutes that nobody has taken."""
        ...

    async def standing_at(self, operative_id: int, day: date) -> tuple[str, str] | None:
        """Postcode and patch of the operative's latest visit under way or done on that day, else
        of the first one to come; None for a day without visits."""
        ...

    async def postcode_of_patch(self, patch: str) -> str:
        """Of one home there, to measure from; empty for a patch without homes."""
        ...

    async def waiting_jobs(
        self,
        *,
        trades: Collection[str],
        issues: Collection[str],
        today: date,
        silent_since: datetime,
    ) -> tuple[WaitingJob, ...]:
        """Raised orders without a visit, and those whose tenant takes one at short notice, of these
        trades or issues, oldest target first; none of a tenant who cannot be texted or has written
        since then."""
        ...

    async def agree_short_notice(self, work_order_id: int, *, agreed: bool) -> None: ...
