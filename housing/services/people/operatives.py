"""Operatives sign in and out on their own phones, apart from the desk's officers.

Knows no password: the door compares hashes.
"""

import hashlib
import secrets
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.repairs.field_work import (
    SESSION_IDLE,
    SESSION_WHOLE,
    OperativeAccount,
    OperativeSession,
)


async def start_session(
    uow: UnitOfWork, *, operative: OperativeAccount, replaces: str | None, now: datetime
) -> str:
    """A new session and its token, for the cookie; the phone's earlier session ends."""
    if replaces is not None:
        await uow.operatives.end_session(_digest(replaces))
    await uow.operatives.end_old_sessions(idle_before=now - SESSION_IDLE, now=now)
    token = secrets.token_urlsafe(32)
    await uow.operatives.add_session(
        operative_id=operative.id,
        token_hash=_digest(token),
        csrf_token=secrets.token_urlsafe(32),
        now=now,
        expires_at=now + SESSION_WHOLE,
    )
    await _record(uow, operative, "signed_in", now)
    return token


async def session_of(uow: UnitOfWork, *, token: str, now: datetime) -> OperativeSession | None:
    """The session that the cookie's token opens, if it has not ended."""
    session = await uow.operatives.session(_digest(token))
    return session if session is not None and now < session.ends_at else None


async def keep_alive(uow: UnitOfWork, *, session: OperativeSession, now: datetime) -> None:
    """The operative did something: the idle time starts anew, the whole time does not."""
    await uow.operatives.touch_session(session.id, now)


async def sign_out(
    uow: UnitOfWork, *, token: str, operative: OperativeAccount, now: datetime
) -> None:
    await uow.operatives.end_session(_digest(token))
    await _record(uow, operative, "signed_out", now)


async def _record(uow: UnitOfWork, operative: OperativeAccount, action: str, now: datetime) -> None:
    await uow.desk.record(actor=operative.actor, action=action, subject=operative.actor, now=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
