"""A fresh database for each test, once as an SQLite file and once on PostgreSQL.

The tables are made once for all tests; each test gets a copy.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.unit_of_work import Units, sql_units
from ops.running.postgres import Cluster


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and nothing in them, to copy."""
    file = tmp_path_factory.mktemp("tables") / "hearthline.db"
    asyncio.run(_create_tables(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres_with_tables(postgres_cluster: Cluster) -> Iterator[str]:
    """The name of a PostgreSQL database with all tables and nothing in them, to copy."""
    with postgres_cluster.database() as url:
        asyncio.run(_create_tables(url))
        yield url.rpartition("/")[2]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of a database with all tables and nothing in them."""
    if request.param == "sqlite":
        file = tmp_path / "hearthline.db"
        shutil.copyfile(request.getfixturevalue("sqlite_with_tables"), file)
        yield f"sqlite:///{file}"
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    with cluster.database(like=request.getfixturevalue("postgres_with_tables")) as url:
        yield url


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
