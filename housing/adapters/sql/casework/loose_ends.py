"""Loose ends over SQL: one row a key, opened again when it comes back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.desk import loose_end
from housing.domain.casework.loose_ends import LooseEnd, LooseEndKind, NewLooseEnd


class LooseEnds(Repository):
    async def open(self, found: NewLooseEnd, *, now: datetime) -> bool:
        """Keeps it; False when it stands already, and then its words are brought up to date."""
        t = loose_end.c
        told = {"words": found.words, "conversation_id": found.conversation_id}
        added = await self._connection.execute(
            insert_new(self._connection, loose_end, "key").values(
                key=found.key, kind=found.kind.value, since=now, **told
            )
        )
        if added.rowcount:
            return True
        again = update(loose_end).where(t.key == found.key, t.healed_at.is_not(None))
        reopened = await self._connection.execute(again.values(since=now, healed_at=None, **told))
        if reopened.rowcount:
            return True
        changed = update(loose_end).where(t.key == found.key, t.words != found.words)
        await self._connection.execute(changed.values(**told))
        return False

    async def heal(self, key: str, *, now: datetime) -> bool:
        """Closes it; False when none stood."""
        t = loose_end.c
        healed = update(loose_end).where(t.key == key, t.healed_at.is_(None))
        return bool((await self._connection.execute(healed.values(healed_at=now))).rowcount)

    async def heal_all_but(
        self, kind: LooseEndKind, keys: Collection[str], *, now: datetime
    ) -> tuple[str, ...]:
        """Closes those of the kind that are not among `keys`, and returns theirs."""
        gone = [
            one.key for one in await self.standing() if one.kind is kind and one.key not in keys
        ]
        for key in gone:
            await self.heal(key, now=now)
        return tuple(gone)

    async def standing(self) -> tuple[LooseEnd, ...]:
        """Oldest first."""
        t = loose_end.c
        query = (
            select(t.key, t.kind, t.words, t.conversation_id, t.since)
            .where(t.healed_at.is_(None))
            .order_by(t.since, t.id)
        )
        rows = (await self._connection.execute(query)).mappings().all()
        return tuple(LooseEnd(**{**row, "kind": LooseEndKind(row["kind"])}) for row in rows)
