"""A database with something in it comes to the newest schema: nothing is lost, all is read."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.bank_holidays import england_calendar
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.messaging.chat_views import ChatViews
from housing.adapters.sql.migrate import config, upgrade
from housing.adapters.sql.unit_of_work import sql_units
from housing.adapters.sql.views.case_views import CaseViews
from housing.adapters.sql.views.repair_views import RepairViews
from tests.sql.filled import NOW, fill, rows

OLDER = [one.revision for one in ScriptDirectory.from_config(config("")).walk_revisions()][:0:-1]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'filled.db'}"
    return str(request.getfixturevalue("postgres_url"))


def within[T](database_url: str, work: Callable[[AsyncEngine], Awaitable[T]]) -> T:
    async def run() -> T:
        engine = open_engine(database_url)
        try:
            return await work(engine)
        finally:
            await engine.dispose()

    return asyncio.run(run())


def inside[T](database_url: str, work: Callable[[Connection], T]) -> T:
    async def run(engine: AsyncEngine) -> T:
        async with engine.begin() as connection:
            return await connection.run_sync(work)

    return within(database_url, run)


def changed(revision: str) -> dict[tuple[str, str], Any]:
    """What a later step changes on purpose, by table and column."""
    late_hazard = {("hazard_report", "investigate_by"): _as_kept(NOW + timedelta(hours=24))}
    return late_hazard if revision < "0009" else {}


def _as_kept(value: Any) -> Any:
    """SQLite keeps no zone."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


@pytest.fixture
def came_through(empty_database: str, revision: str) -> str:
    """A database that was filled at an older revision and is at the newest."""
    upgrade(empty_database, revision)
    inside(empty_database, fill)
    upgrade(empty_database)
    return empty_database


@pytest.mark.parametrize("revision", OLDER)
def test_every_row_comes_through(empty_database: str, revision: str) -> None:
    upgrade(empty_database, revision)
    inside(empty_database, fill)
    before = inside(empty_database, rows)
    assert all(len(found) == 1 for found in before.values())
    upgrade(empty_database)
    after = inside(empty_database, rows)
    on_purpose = changed(revision)
    for table, (row,) in before.items():
        is_now = {name: _as_kept(value) for name, value in after[table][0].items()}
        expected = {
            name: on_purpose.get((table, name), _as_kept(value)) for name, value in row.items()
        }
        assert {name: is_now[name] for name in row} == expected, table


async def seen_by_the_desk(engine: AsyncEngine) -> dict[str, object]:
    views, board = CaseViews(engine), await CaseViews(engine).board(NOW)
    return {
        "queue": board.queue,
        "hazards": board.hazards,
        "conversation": await views.case(1),
        "complaint": await views.complaint(1),
        "hazard": await views.hazard(1),
        "charge": await views.charge(1),
        "late repairs": await RepairViews(engine).late(NOW + timedelta(days=365)),
        "web chat": await ChatViews(engine).lines(1),
    }


async def found_by_the_services(engine: AsyncEngine) -> dict[str, object]:
    async with sql_units(engine)() as uow:
        return {
            "message": (await uow.talk.message(1)).text,
            "owner": (await uow.talk.conversation(1)).owner,
            "reports": await uow.reports.reports_of(1),
            "charges": await uow.reports.charges_of(1),
            "handoff": await uow.desk.open_handoff(1),
            "alert": await uow.desk.alert(1),
            "operatives": await uow.diary.operatives(),
            "order": await uow.orders.order(1),
            "elements": await uow.elements.of_order(1),
            "call-outs": await uow.on_call.call_outs(1),
            "household": await uow.homes.household(1),
            "promises": await uow.promises.open(england_calendar()),
            "jobs": await uow.jobs.overdue(NOW + timedelta(days=1)),
        }


@pytest.mark.parametrize("revision", ["0002", OLDER[-1]])
def test_all_of_it_is_read(came_through: str) -> None:
    for read in (seen_by_the_desk, found_by_the_services):
        found = within(came_through, read)
        assert {name for name, value in found.items() if not value} == set()


def test_a_row_that_refers_to_nothing_is_told_and_nothing_migrated(tmp_path: Path) -> None:
    file = tmp_path / "broken.db"
    upgrade(f"sqlite:///{file}", "0008")
    with closing(sqlite3.connect(file)) as database:
        database.execute(
            "INSERT INTO turn_result (message_id, action, result, created_at)"
            " VALUES (99, 'book', '{}', '2026-11-23 09:00:00')"
        )
        database.commit()
        with pytest.raises(RuntimeError, match="refer to nothing in turn_result"):
            upgrade(f"sqlite:///{file}")
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0008",)]
