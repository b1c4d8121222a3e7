"""The demonstration's town, made once and copied, and a tenant of it who texts."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.unit_of_work import Units, sql_units
from ops.running.postgres import Cluster
from tests.conversation.talker import Talker, open_town
from tests.diary.scene import NOW


@pytest.fixture(scope="session")
def sqlite_with_tables(sqlite_with_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the town in it, to copy."""
    file = tmp_path_factory.mktemp("town") / "hearthline.db"
    shutil.copyfile(sqlite_with_tables, file)
    asyncio.run(_open_town(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres_with_tables(postgres_cluster: Cluster, postgres_with_tables: str) -> Iterator[str]:
    """The name of a PostgreSQL database with the town in it, to copy."""
    with postgres_cluster.database(like=postgres_with_tables) as url:
        asyncio.run(_open_town(url))
        yield url.rpartition("/")[2]


@pytest.fixture
async def tenant(units: Units) -> Talker:
    return Talker(units, NOW)


async def _open_town(url: str) -> None:
    engine = open_engine(url)
    await open_town(sql_units(engine), NOW)
    await engine.dispose()
