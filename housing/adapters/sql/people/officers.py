"""Officers and their sessions over SQL."""

from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables import desk as t
from housing.domain.people.accounts import KnownAccount
from housing.domain.people.desk import Officer, OfficerSession, Role


def _officer(row: RowMapping) -> Officer:
    return Officer(id=row["id"], name=row["name"], email=row["email"], role=Role(row["role"]))


class Officers(Repository):
    """Officers' accounts and sessions."""

    async def officer(self, officer_id: int) -> Officer | None:
        query = select(t.officer).where(t.officer.c.id == officer_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _officer(row) if row else None

    async def officer_with_hash(self, email: str) -> tuple[Officer, str] | None:
        """An active officer and their password's hash, by e-mail address in lower case."""
        query = select(t.officer).where(t.officer.c.email == email, t.officer.c.active)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return (_officer(row), row["password_hash"]) if row else None

    async def known_officer(self, email: str) -> KnownAccount | None:
        """Also one whose account is closed."""
        query = select(t.officer).where(t.officer.c.email == email)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        return KnownAccount(row.id, row.name, row.email, row.active, row.role == Role.MANAGER)

    async def change_officer(self, officer_id: int, *, name: str, role: str) -> None:
        await self._connection.execute(
            update(t.officer).where(t.officer.c.id == officer_id).values(name=name, role=role)
        )

    async def end_sessions_of(self, officer_id: int) -> None:
        await self._connection.execute(
            delete(t.officer_session).where(t.officer_session.c.officer_id == officer_id)
        )

    async def add_officer(self, *, name: str, email: str, role: str, password_hash: str) -> None:
        """Adds a member of staff, also one whose account was closed; an e-mail address that signs
        in already changes nothing.
        """
        await self._connection.execute(
            insert_new(self._connection, t.officer, "email").values(
                name=name, email=email, role=role, password_hash=password_hash, active=True
            )
        )
        await self._connection.execute(
            update(t.officer)
            .where(t.officer.c.email == email, ~t.officer.c.active)
            .values(name=name, role=role, password_hash=password_hash, active=True)
        )

    async def close_officer(self, email: str) -> bool:
        """Ends the account and with it every session; False when there is no active one."""
        change = (
            update(t.officer)
            .where(t.officer.c.email == email, t.officer.c.active)
            .values(active=False)
            .returning(t.officer.c.id)
        )
        closed = (await self._connection.execute(change)).scalar_one_or_none()
        await self._connection.execute(
            delete(t.officer_session).where(t.officer_session.c.officer_id == closed)
        )
        return closed is not None

    async def set_password_hash(self, officer_id: int, password_hash: str) -> None:
        await self._connection.execute(
            update(t.officer)
            .where(t.officer.c.id == officer_id)
            .values(password_hash=password_hash)
        )

    async def add_session(
        self,
        *,
        officer_id: int,
        token_hash: str,
        csrf_token: str,
        now: datetime,
        expires_at: datetime,
    ) -> None:
        await self._connection.execute(
            insert(t.officer_session).values(
                officer_id=officer_id,
                token_hash=token_hash,
                csrf_token=csrf_token,
                created_at=now,
                seen_at=now,
                expires_at=expires_at,
            )
        )

    async def session(self, token_hash: str) -> OfficerSession | None:
        """Of an active officer; whether it has ended is for the service to say."""
        s = t.officer_session.c
        query = (
            select(s.id.label("session_id"), s.csrf_token, s.seen_at, s.expires_at, *t.officer.c)
            .join_from(t.officer_session, t.officer)
            .where(s.token_hash == token_hash, t.officer.c.active)
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        return OfficerSession(
            id=row["session_id"],
            officer=_officer(row),
            csrf_token=row["csrf_token"],
            seen_at=row["seen_at"],
            expires_at=row["expires_at"],
        )

    async def touch_session(self, session_id: int, now: datetime) -> None:
        await self._connection.execute(
            update(t.officer_session)
            .where(t.officer_session.c.id == session_id)
            .values(seen_at=now)
        )

    async def end_session(self, token_hash: str) -> None:
        await self._connection.execute(
            delete(t.officer_session).where(t.officer_session.c.token_hash == token_hash)
        )

    async def end_old_sessions(self, *, idle_before: datetime, now: datetime) -> None:
        s = t.officer_session.c
        await self._connection.execute(
            delete(t.officer_session).where(or_(s.seen_at < idle_before, s.expires_at <= now))
        )
