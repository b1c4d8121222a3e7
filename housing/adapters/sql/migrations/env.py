"""Runs the migrations over the same engine as the service, on SQLite and PostgreSQL."""

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

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


async def _run() -> None:
    engine = open_engine(context.config.attributes["database_url"])
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_run())
