"""A fresh database for each test, once as an SQLite file and once on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.unit_of_work import sql_units
from housing.ports import Units


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The DATABASE_URL of a database with all tables and nothing in them."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'hearthline.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    asyncio.run(_create_tables(url))
    return url


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
def units(engine: AsyncEngine) -> Units:
    """Units of work on each of the two databases."""
    return sql_units(engine)


async def _create_tables(url: str) -> None:
    engine = open_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()
