"""The migrations make the tables that the code uses, on both databases, and can be undone."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.migrate import downgrade, upgrade
from housing.adapters.sql.tables import metadata


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("postgres_url"))


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def look(database_url: str, question: object) -> object:
    async def ask() -> object:
        engine = open_engine(database_url)
        async with engine.begin() as connection:
            answer = await connection.run_sync(question)  # type: ignore[arg-type]
        await engine.dispose()
        return answer

    return asyncio.run(ask())


def test_up_is_what_the_code_uses_and_down_is_empty(empty_database: str) -> None:
    upgrade(empty_database)
    assert look(empty_database, differences) == []
    assert look(empty_database, tables) == set(metadata.tables)
    downgrade(empty_database)
    assert look(empty_database, tables) == set()
