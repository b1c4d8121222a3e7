"""Tries at signing in and known devices over SQL."""

from datetime import datetime

from sqlalchemy import ColumnElement, Table, case, delete, select, update

from housing.adapters.sql.insert_new import upsert
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.sign_in import known_device, sign_in_try

_t, _d = sign_in_try.c, known_device.c


class SignIns(Repository):
    async def count_try(self, subject: str, *, began_after: datetime, now: datetime) -> int:
        """Counts one try and says how many there were in this window, itself included.

        Of tries at the same moment each gets another number. A window that began earlier is over.
        """
        first = upsert(self._connection, sign_in_try).values(subject=subject, since=now, tries=1)
        over = _t.since <= began_after
        counted = first.on_conflict_do_update(
            index_elements=[_t.subject],
            set_={
                "since": case((over, now), else_=_t.since),
                "tries": case((over, 1), else_=_t.tries + 1),
            },
        ).returning(_t.tries)
        return int((await self._connection.execute(counted)).scalar_one())

    async def give_back_try(self, subject: str) -> None:
        change = update(sign_in_try).where(_t.subject == subject, _t.tries > 0)
        await self._connection.execute(change.values(tries=_t.tries - 1))

    async def knows_device(self, token_hash: str, account: str, now: datetime) -> bool:
        query = select(_d.id).where(
            _d.token_hash == token_hash, _d.account == account, _d.expires_at > now
        )
        return (await self._connection.execute(query)).first() is not None

    async def remember_device(
        self, token_hash: str, account: str, *, replaces: str | None, expires_at: datetime
    ) -> None:
        """Keeps the device for the account; what `replaces` was known for, the new token is."""
        if replaces is not None:
            await self._connection.execute(
                delete(known_device).where(_d.token_hash == replaces, _d.account == account)
            )
            await self._connection.execute(
                update(known_device).where(_d.token_hash == replaces).values(token_hash=token_hash)
            )
        await self._connection.execute(
            upsert(self._connection, known_device).values(
                token_hash=token_hash, account=account, expires_at=expires_at
            )
        )

    async def forget_devices(self, account: str) -> None:
        await self._connection.execute(delete(known_device).where(_d.account == account))

    async def forget_old(self, *, began_before: datetime, now: datetime) -> None:
        """Drops windows that are over and devices that have not signed in for too long."""
        await self._delete(sign_in_try, _t.since <= began_before)
        await self._delete(known_device, _d.expires_at <= now)

    async def _delete(self, table: Table, where: ColumnElement[bool]) -> None:
        """Leaves rows that somebody is writing just now, and so waits for nobody."""
        free = select(table.c.id).where(where).with_for_update(skip_locked=True)
        await self._connection.execute(delete(table).where(table.c.id.in_(free)))
