"""INSERT that minds a row whose unique key is known already, on both databases."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection


def upsert(connection: AsyncConnection, table: Table) -> SqliteInsert | PostgresqlInsert:
    """An INSERT that can still be told what to do on a conflict, in either database's words."""
    if connection.dialect.name == "postgresql":
        return postgresql_insert(table)
    return sqlite_insert(table)


def insert_new(
    connection: AsyncConnection, table: Table, *key: str
) -> SqliteInsert | PostgresqlInsert:
    """An INSERT that does nothing where another row has the same `key` columns."""
    columns: list[Any] = list(key)
    return upsert(connection, table).on_conflict_do_nothing(index_elements=columns)
