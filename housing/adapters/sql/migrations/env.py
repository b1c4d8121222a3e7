"""Runs the migrations over the same engine as the service, on SQLite and PostgreSQL.

SQLite changes a table by making it anew, and may not drop one that rows refer to: references are
looked at when all is done instead, before it counts.
"""

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.tables.base import UtcDateTime


def _plain_times(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration outlives our classes, so it names the database's own type."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=_plain_times,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            _check_references(connection)


def _put_off_references(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.close()


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise RuntimeError(f"Nothing was migrated: rows would refer to nothing in {tables}.")


async def _run() -> None:
    engine = open_engine(context.config.attributes["database_url"])
    if engine.dialect.name == "sqlite":
        _put_off_references(engine)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_migrate)
    finally:
        await engine.dispose()


asyncio.run(_run())
