"""Officers sign in and out, and their sessions.

Knows no password: the door compares hashes and says here what came of it. Only the SHA-256 of a
session's token is kept.
"""

import hashlib
import secrets
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.people.desk import (
    SESSION_IDLE,
    SESSION_WHOLE,
    Officer,
    OfficerSession,
)


async def start_session(
    uow: UnitOfWork, *, officer: Officer, replaces: str | None, now: datetime
) -> str:
    """A new session and its token, for the cookie; the browser's earlier session ends.

    A token that was there before sign-in is never used on (session fixation).
    """
    if replaces is not None:
        await uow.officers.end_session(_digest(replaces))
    await uow.officers.end_old_sessions(idle_before=now - SESSION_IDLE, now=now)
    token = secrets.token_urlsafe(32)
    await uow.officers.add_session(
        officer_id=officer.id,
        token_hash=_digest(token),
        csrf_token=secrets.token_urlsafe(32),
        now=now,
        expires_at=now + SESSION_WHOLE,
    )
    await uow.desk.record(actor=officer.actor, action="signed_in", subject=officer.actor, now=now)
    return token


async def session_of(uow: UnitOfWork, *, token: str, now: datetime) -> OfficerSession | None:
    """The session that the cookie's token opens, if it has not ended."""
    session = await uow.officers.session(_digest(token))
    return session if session is not None and now < session.ends_at else None


async def keep_alive(uow: UnitOfWork, *, session: OfficerSession, now: datetime) -> None:
    """The officer did something: the idle time starts anew, the whole time does not."""
    await uow.officers.touch_session(session.id, now)


async def sign_out(uow: UnitOfWork, *, token: str, officer: Officer, now: datetime) -> None:
    await uow.officers.end_session(_digest(token))
    await uow.desk.record(actor=officer.actor, action="signed_out", subject=officer.actor, now=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
