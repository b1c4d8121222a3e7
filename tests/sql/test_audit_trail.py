"""The audit trail is only ever added to: the database itself refuses anything else, on both."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.migrate import upgrade
from housing.adapters.sql.tables.desk import audit
from tests.desk.scene import NOW

ROW = {"at": NOW, "actor": "officer:1", "action": "viewed", "subject": "queue", "detail": {}}
FORBIDDEN = (
    update(audit).values(actor="officer:2"),
    update(audit).where(audit.c.id == 1).values(at=NOW),
    delete(audit),
    delete(audit).where(audit.c.id == 1),
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def migrated_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database as an installation has it: by the migrations."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'migrated.db'}"
    else:
        url = str(request.getfixturevalue("postgres_url"))
    upgrade(url)
    return url


def test_an_installations_trail_cannot_be_changed(migrated_database: str) -> None:
    asyncio.run(_refuses(open_engine(migrated_database)))


async def test_the_tests_own_database_is_as_strict(engine: AsyncEngine) -> None:
    await _refuses(engine)


async def _refuses(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(insert(audit).values(ROW))
        await connection.execute(insert(audit).values(ROW))
    statements = [*FORBIDDEN]
    if engine.dialect.name == "postgresql":
        statements.append(text("TRUNCATE audit"))  # type: ignore[arg-type]
    for statement in statements:
        # What the driver says is not repeated (it may hold words), but its code is.
        with pytest.raises(DBAPIError, match=r"SQLITE_CONSTRAINT_TRIGGER|P0001"):
            async with engine.begin() as connection:
                await connection.execute(statement)
    async with engine.connect() as connection:
        assert await connection.run_sync(_rows) == 2
    await engine.dispose()


def _rows(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(audit)).scalar_one())
