"""Operatives' accounts and sessions over SQL."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.field import operative_account, operative_session
from housing.adapters.sql.tables.repairs import operative
from housing.domain.people.accounts import KnownAccount
from housing.domain.repairs.field_work import OperativeAccount, OperativeSession


class FieldAccounts(Repository):
    """Operatives' accounts and sessions."""

    async def account_with_hash(self, email: str) -> tuple[OperativeAccount, str] | None:
        """An active account and its password's hash, by e-mail address in lower case."""
        query = _accounts().where(operative_account.c.email == email)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return (_account(row), row["password_hash"]) if row else None

    async def known_account(self, email: str) -> KnownAccount | None:
        """Also one that is closed."""
        return await self._known(operative_account.c.email == email)

    async def account_of(self, operative_id: int) -> KnownAccount | None:
        """The operative's account, also one that is closed."""
        return await self._known(operative_account.c.operative_id == operative_id)

    async def _known(self, where: ColumnElement[bool]) -> KnownAccount | None:
        a = operative_account.c
        query = select(operative.c.id, operative.c.name, a.email, a.active).join(
            operative_account, a.operative_id == operative.c.id
        )
        row = (await self._connection.execute(query.where(where))).one_or_none()
        return KnownAccount(row.id, row.name, row.email, row.active) if row else None

    async def end_sessions_of(self, operative_id: int) -> None:
        await self._connection.execute(
            delete(operative_session).where(operative_session.c.operative_id == operative_id)
        )

    async def add_account(self, *, operative_name: str, email: str, password_hash: str) -> None:
        """Lets an operative sign in, also one whose account was closed; one who can already changes
        nothing.
        """
        query = select(operative.c.id).where(operative.c.name == operative_name)
        operative_id = (await self._connection.execute(query)).scalar_one()
        await self._connection.execute(
            insert_new(self._connection, operative_account, "operative_id").values(
                operative_id=operative_id, email=email, password_hash=password_hash, active=True
            )
        )
        await self._connection.execute(
            update(operative_account)
            .where(operative_account.c.operative_id == operative_id, ~operative_account.c.active)
            .values(email=email, password_hash=password_hash, active=True)
        )

    async def close_account(self, email: str) -> bool:
        """Ends the account and with it every session; False when there is no active one."""
        change = (
            update(operative_account)
            .where(operative_account.c.email == email, operative_account.c.active)
            .values(active=False)
            .returning(operative_account.c.operative_id)
        )
        closed = (await self._connection.execute(change)).scalar_one_or_none()
        await self._connection.execute(
            delete(operative_session).where(operative_session.c.operative_id == closed)
        )
        return closed is not None

    async def set_password_hash(self, operative_id: int, password_hash: str) -> None:
        await self._connection.execute(
            update(operative_account)
            .where(operative_account.c.operative_id == operative_id)
            .values(password_hash=password_hash)
        )

    async def add_session(
        self,
        *,
        operative_id: int,
        token_hash: str,
        csrf_token: str,
        now: datetime,
        expires_at: datetime,
    ) -> None:
        await self._connection.execute(
            insert(operative_session).values(
                operative_id=operative_id,
                token_hash=token_hash,
                csrf_token=csrf_token,
                created_at=now,
                seen_at=now,
                expires_at=expires_at,
            )
        )

    async def session(self, token_hash: str) -> OperativeSession | None:
        """Of an active account; whether it has ended is for the service to say."""
        s = operative_session.c
        query = (
            _accounts()
            .add_columns(s.id.label("session_id"), s.csrf_token, s.seen_at, s.expires_at)
            .join(operative_session, s.operative_id == operative.c.id)
            .where(s.token_hash == token_hash)
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        return OperativeSession(
            id=row["session_id"],
            operative=_account(row),
            csrf_token=row["csrf_token"],
            seen_at=row["seen_at"],
            expires_at=row["expires_at"],
        )

    async def touch_session(self, session_id: int, now: datetime) -> None:
        await self._connection.execute(
            update(operative_session)
            .where(operative_session.c.id == session_id)
            .values(seen_at=now)
        )

    async def end_session(self, token_hash: str) -> None:
        await self._connection.execute(
            delete(operative_session).where(operative_session.c.token_hash == token_hash)
        )

    async def end_old_sessions(self, *, idle_before: datetime, now: datetime) -> None:
        s = operative_session.c
        await self._connection.execute(
            delete(operative_session).where(or_(s.seen_at < idle_before, s.expires_at <= now))
        )


def _accounts() -> Select[Any]:
    return (
        select(operative, operative_account.c.email, operative_account.c.password_hash)
        .join(operative_account, operative_account.c.operative_id == operative.c.id)
        .where(operative_account.c.active)
    )


def _account(row: RowMapping) -> OperativeAccount:
    return OperativeAccount(
        row["id"], row["name"], row["email"], tuple(row["trades"]), tuple(row["patches"])
    )
