"""How long finding three free slots takes in a busy diary: 60 days, 50 operatives, 20,000 visits.

In databases of its own, SQLite and PostgreSQL: the running service has none as full.
`python -m ops.benches.diary` needs no service.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from housing.adapters.deal.diary_files import load_diary_plan
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.tables.repairs import appointment, diary_window, work_order
from housing.adapters.sql.tables.reports import report
from housing.adapters.sql.unit_of_work import Units, sql_units
from housing.domain.clock.local_time import at_london
from housing.domain.messaging.conversation import Channel
from housing.domain.repairs.diary_windows import DiaryWindow, Operative, lay_out
from housing.services.repairs import diary
from ops.running.postgres import PostgresMissing, temporary_cluster

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
OPERATIVES, VISITS, SEARCHES = 50, 20_000, 200
MINUTES = 30
TRADES = ("plumber", "electrician", "gas_engineer", "joiner", "multi_trade", "roofer", "glazier")
PATCHES = ("Quayside", "Lockfields", "Millgate", "Northbank")
P95 = 18  # of statistics.quantiles(n=20)


async def measure(_stack: object) -> Mapping[str, float]:
    """slot_search_p95_ms on SQLite, slot_search_postgresql_p95_ms where PostgreSQL is installed."""
    with tempfile.TemporaryDirectory(prefix="hearthline-diary-") as folder:
        figures = {"slot_search_p95_ms": await p95_ms(f"sqlite:///{Path(folder) / 'diary.db'}")}
    try:
        with temporary_cluster() as cluster, cluster.database() as url:
            figures["slot_search_postgresql_p95_ms"] = await p95_ms(url)
    except PostgresMissing as missing:
        print(f"{missing} The search on PostgreSQL was not measured.", file=sys.stderr)
    return figures


async def p95_ms(url: str) -> float:
    """The 95th percentile over searches of every trade and patch, in milliseconds."""
    async with _busy_diary(url) as units:
        times = [await _search(units, n) for n in range(SEARCHES)]
    return round(statistics.quantiles(times, n=20)[P95], 2)


async def _search(units: Units, number: int) -> float:
    trade = TRADES[number % len(TRADES)]
    async with units() as uow:
        started = time.perf_counter()
        found = await diary.offer(
            uow,
            trades=(trade, "multi_trade"),
            minutes=60,
            priority="routine",
            patch=PATCHES[number % len(PATCHES)],
            now=NOW,
            skip=3 * (number % 3),
        )
        taken = (time.perf_counter() - started) * 1000
    if not found:
        raise LookupError(f"nothing free for a {trade}: the diary is not as it should be")
    return taken


@asynccontextmanager
async def _busy_diary(url: str) -> AsyncIterator[Units]:
    engine = open_engine(url)
    await _fill(engine)
    yield sql_units(engine)
    await engine.dispose()


async def _fill(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    async with sql_units(engine)() as uow:
        await uow.diary.add_operatives(_operative(n) for n in range(OPERATIVES))
        windows = _windows(await uow.diary.operatives())
        await uow.diary.add_windows(windows)
        talk = await uow.talk.conversation_for(Channel.SMS, "+447700900999", NOW)
        message = await uow.talk.add_message(
            conversation_id=talk.id,
            direction="in",
            author="tenant",
            text="My tap drips",
            state="done",
            now=NOW,
        )
    async with engine.begin() as connection:
        await _add_visits(connection, windows, talk.id, message.id)
        await connection.execute(text("ANALYZE"))


def _operative(number: int) -> Operative:
    trades = tuple(dict.fromkeys(TRADES[(number + n) % len(TRADES)] for n in (0, number % 4)))
    return Operative(0, f"Operative {number}", trades, (PATCHES[number % len(PATCHES)],))


def _windows(operatives: tuple[Operative, ...]) -> list[DiaryWindow]:
    plan = load_diary_plan()
    return list(lay_out(operatives, plan, today=TODAY, closed=frozenset()))


async def _add_visits(
    connection: AsyncConnection, windows: list[DiaryWindow], talk: int, message: int
) -> None:
    """Visits spread over all windows, earlier days fuller, each with its order and report."""
    numbers = range(1, VISITS + 1)
    earlier_first = sorted(range(len(windows)), key=lambda n: windows[n].date)
    places = [earlier_first[n * n % VISITS % len(windows)] for n in numbers]
    await connection.execute(insert(report), [_report(n, talk, message) for n in numbers])
    await connection.execute(insert(work_order), [_order(n) for n in numbers])
    await connection.execute(
        insert(appointment),
        [_visit(n, place + 1, windows[place]) for n, place in zip(numbers, places, strict=True)],
    )
    w = diary_window.c
    for place, visits in Counter(places).items():
        used = min(visits * MINUTES, windows[place].minutes)
        routine = min(used, windows[place].minutes - windows[place].held_back_minutes)
        await connection.execute(
            update(diary_window)
            .where(w.id == place + 1)
            .values(used_minutes=used, routine_minutes=routine)
        )


def _report(number: int, talk: int, message: int) -> dict[str, Any]:
    return {
        "reference": f"B{number}", "conversation_id": talk, "message_id": message,
        "issue": f"bench_{number}", "words": "", "facts": {}, "state": "booked", "created_at": NOW,
    }  # fmt: skip


def _order(number: int) -> dict[str, Any]:
    return {
        "reference": f"W{number}", "report_id": number, "issue": "bench", "trade": "plumber",
        "priority": "routine", "minutes": MINUTES, "state": "scheduled", "created_at": NOW,
    }  # fmt: skip


def _visit(number: int, window_id: int, window: DiaryWindow) -> dict[str, Any]:
    return {
        "work_order_id": number, "diary_window_id": window_id, "minutes": MINUTES,
        "counts_as_routine": 1, "state": "scheduled", "created_at": NOW, "changed_at": NOW,
        "earliest_arrival": at_london(window.date, window.earliest),
        "latest_arrival": at_london(window.date, window.latest),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(None))))
