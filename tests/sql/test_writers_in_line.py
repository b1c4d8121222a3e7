"""SQLite lets one writer in: the others come in order, and nobody who reads stands behind them."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql import engine as sql
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.unit_of_work import sql_reads, sql_units
from housing.domain.messaging.conversation import Channel
from tests.diary.scene import NOW

MANY = 3 * sql.SQLITE_CONNECTIONS


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    return tmp_path / "hearthline.db"


@pytest.fixture
async def opened(file: Path) -> AsyncIterator[AsyncEngine]:
    engine = sql.open_engine(f"sqlite:///{file}")
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    yield engine
    await engine.dispose()


async def test_writers_come_in_order_and_readers_meanwhile(file: Path, opened: AsyncEngine) -> None:
    units, reads, came = sql_units(opened), sql_reads(opened), list[int]()

    async def write(number: int) -> None:
        async with units() as uow:
            await uow.talk.conversation_for(Channel.SMS, f"+4477009{number:05}", NOW)
            came.append(number)

    another = sqlite3.connect(file, isolation_level=None)
    another.execute("BEGIN IMMEDIATE")
    writers = [asyncio.create_task(write(number)) for number in range(MANY)]
    async with asyncio.timeout(5), reads() as uow:
        assert await uow.homes.count_homes() == 0
    assert came == []
    another.execute("COMMIT")
    another.close()
    await asyncio.gather(*writers)
    assert came == list(range(MANY))


async def test_a_writer_waits_longer_than_a_statement_may(
    file: Path, opened: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it has begun nothing is in its way; before that it has done nothing and asks again."""
    monkeypatch.setattr(sql, "WRITER_ROUND_MS", 1)
    another = sqlite3.connect(file, isolation_level=None)
    another.execute("BEGIN IMMEDIATE")
    asyncio.get_running_loop().call_later(0.3, another.execute, "COMMIT")
    async with sql_units(opened)() as uow:
        assert await uow.homes.count_homes() == 0
    another.close()


async def test_a_lock_that_is_never_given_back_is_told(
    file: Path, opened: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "WRITER_ROUND_MS", 1)
    monkeypatch.setattr(sql, "WRITER_ROUNDS", 3)
    another = sqlite3.connect(file, isolation_level=None)
    another.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="SQLITE_BUSY"):
        async with sql_units(opened)():
            raise AssertionError("it began")
    another.close()
    async with sql_units(opened)() as uow:
        assert await uow.homes.count_homes() == 0


@pytest.mark.parametrize("hops", range(0, 40, 4))
async def test_a_writer_that_is_cancelled_leaves_line_and_lock(
    opened: AsyncEngine, hops: int
) -> None:
    """However far it had come: the next one writes at once."""
    units = sql_units(opened)

    async def write(number: int) -> None:
        async with units() as uow:
            await uow.talk.conversation_for(Channel.SMS, f"+4477009{number:05}", NOW)

    writers = [asyncio.create_task(write(number)) for number in range(3)]
    for _ in range(hops):
        await asyncio.sleep(0)
    for writer in writers:
        writer.cancel()
    await asyncio.gather(*writers, return_exceptions=True)
    async with asyncio.timeout(5):
        await write(9)
