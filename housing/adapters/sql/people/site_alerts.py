"""Person and location alerts over SQL: one of a code for each tenant or home."""

from typing import Any

from sqlalchemy import Table, delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.field import location_alert, person_alert


class SiteAlerts(Repository):
    """What a visitor must know of a person or a home."""

    _connection: AsyncConnection

    async def set_person_alert(self, tenant_id: int, code: str, comment: str) -> None:
        """Adds the alert, or gives the one of this code a new comment; likewise for a home's."""
        await self._set(person_alert, {"tenant_id": tenant_id, "code": code}, comment)

    async def set_location_alert(self, home_id: int, code: str, comment: str) -> None:
        await self._set(location_alert, {"home_id": home_id, "code": code}, comment)

    async def end_person_alert(self, tenant_id: int, code: str) -> bool:
        """False when there is none of this code; likewise for a home's."""
        return await self._end(person_alert, {"tenant_id": tenant_id, "code": code})

    async def end_location_alert(self, home_id: int, code: str) -> bool:
        return await self._end(location_alert, {"home_id": home_id, "code": code})

    async def _set(self, table: Table, key: dict[str, Any], comment: str) -> None:
        await self._end(table, key)
        await self._connection.execute(insert(table).values(**key, comment=comment))

    async def _end(self, table: Table, key: dict[str, Any]) -> bool:
        conditions = [table.c[name] == value for name, value in key.items()]
        return bool((await self._connection.execute(delete(table).where(*conditions))).rowcount)
