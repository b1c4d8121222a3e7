"""Many tenants, few places: real processes confirm the same slot at the same moment.

Prints the counts as JSON: places, booked, refused, doubled, lost. Anything but booked = places and
nothing doubled or lost is a failure. Give it an empty database of its own.
"""

import asyncio
import json
import multiprocessing
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

import typer
from sqlalchemy import func, select

from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.tables.repairs import appointment, diary_window
from housing.adapters.sql.unit_of_work import sql_units
from housing.domain.conversation import Channel
from housing.domain.diary_windows import DiaryWindow, Operative
from housing.domain.slots import Slot, SlotTaken
from housing.ports import UnitOfWork, Units
from housing.services import diary

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 11, 26)
MINUTES = 60
OPERATIVES = 4
PROCESSES = 4
# Each process keeps its connections well under a small PostgreSQL's hundred.
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """`doubled` counts orders with two visits and minutes over the diary; `lost` got no answer."""

    places: int
    booked: int
    refused: int
    doubled: int
    lost: int

    @property
    def fair(self) -> bool:
        return self.booked == self.places and not (self.doubled or self.lost)


def race(url: str, *, tenants: int, places: int) -> Counts:
    """Lets `tenants` confirm at once for `places` on the empty database at `url`."""
    if places % OPERATIVES:
        raise ValueError(f"places are shared among {OPERATIVES} operatives")
    slot, orders = asyncio.run(_prepare(url, tenants, places))
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(PROCESSES)
    with context.Manager() as manager:
        answers = manager.list()
        shares = [orders[n::PROCESSES] for n in range(PROCESSES)]
        processes = [
            context.Process(target=_run, args=(url, slot, share, start, answers))
            for share in shares
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        said = Counter(answers)
    booked, doubled = asyncio.run(_count(url))
    return Counts(
        places=places,
        booked=booked,
        refused=said["refused"],
        doubled=doubled + abs(booked - said["booked"]),
        lost=tenants - said["booked"] - said["refused"],
    )


async def _prepare(url: str, tenants: int, places: int) -> tuple[Slot, list[int]]:
    engine = open_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    async with sql_units(engine)() as uow:
        slot = await _add_slot(uow, places)
        orders = await _add_orders(uow, tenants)
    await engine.dispose()
    return slot, orders


async def _add_slot(uow: UnitOfWork, places: int) -> Slot:
    minutes = places // OPERATIVES * MINUTES
    await uow.diary.add_operatives(
        Operative(0, f"Racer {n}", ("plumber",), ("Track",)) for n in range(OPERATIVES)
    )
    await uow.diary.add_windows(
        DiaryWindow(operative.id, DAY, "am", time(8), time(12), minutes, 0)
        for operative in await uow.diary.operatives()
    )
    (slot,) = await diary.offer(
        uow, trades=("plumber",), minutes=MINUTES, priority="routine", patch="Track", now=NOW
    )
    return slot


async def _add_orders(uow: UnitOfWork, tenants: int) -> list[int]:
    conversation = await uow.talk.conversation_for(Channel.SMS, "+447700900999", NOW)
    message = await uow.talk.add_message(
        conversation_id=conversation.id,
        direction="in",
        author="tenant",
        text="My tap drips",
        state="done",
        now=NOW,
    )
    return [await _add_order(uow, conversation.id, message.id, n) for n in range(tenants)]


async def _add_order(uow: UnitOfWork, conversation_id: int, message_id: int, number: int) -> int:
    report = await uow.reports.open_report(
        reference=f"RACE{number}",
        conversation_id=conversation_id,
        message_id=message_id,
        issue=f"race_{number}",
        words="My tap drips",
        tenant_id=None,
        home_id=None,
        now=NOW,
    )
    order = await diary.raise_work_order(
        uow,
        report_id=report.id,
        home_id=None,
        tenant_id=None,
        issue=report.issue,
        trades=("plumber",),
        priority="routine",
        minutes=MINUTES,
        required_completion=NOW + timedelta(days=28),
        now=NOW,
    )
    return order.id


def _run(url: str, slot: Slot, orders: Sequence[int], start: Barrier, answers: "list[str]") -> None:
    start.wait()
    answers.extend(asyncio.run(_book_all(url, slot, orders)))


async def _book_all(url: str, slot: Slot, orders: Sequence[int]) -> list[str]:
    engine = open_engine(url)
    units, at_once = sql_units(engine), asyncio.Semaphore(AT_ONCE)

    async def book(order_id: int) -> str:
        async with at_once:
            return await _book(units, slot, order_id)

    said = await asyncio.gather(*map(book, orders), return_exceptions=True)
    await engine.dispose()
    return [answer if isinstance(answer, str) else repr(answer) for answer in said]


async def _book(units: Units, slot: Slot, order_id: int) -> str:
    try:
        async with units() as uow:
            held = await diary.reserve(uow, work_order_id=order_id, slot=slot, now=NOW)
        async with units() as uow:
            await diary.confirm(uow, appointment_id=held.id, now=NOW)
    except SlotTaken:
        return "refused"
    return "booked"


async def _count(url: str) -> tuple[int, int]:
    """Visits that stand, and what is wrong with them."""
    engine = open_engine(url)
    a, w = appointment.c, diary_window.c
    standing = select(a.work_order_id, func.count().label("visits")).where(a.state == "scheduled")
    orders = standing.group_by(a.work_order_id).subquery()
    async with engine.begin() as connection:
        booked = (await connection.execute(select(func.sum(orders.c.visits)))).scalar_one() or 0
        twice = (
            await connection.execute(select(func.count()).where(orders.c.visits > 1))
        ).scalar_one()
        used, over = (
            await connection.execute(
                select(
                    func.sum(w.used_minutes),
                    func.count().filter(w.used_minutes > w.minutes),
                )
            )
        ).one()
    await engine.dispose()
    return int(booked), int(twice + over + abs(used - booked * MINUTES))


def main(url: str = "", tenants: int = 1000, places: int = 100) -> None:
    """Runs one race on the empty database at --url, or on an SQLite file that it throws away."""
    with tempfile.TemporaryDirectory(prefix="hearthline-race-") as folder:
        counts = race(
            url or f"sqlite:///{Path(folder) / 'race.db'}", tenants=tenants, places=places
        )
    print(json.dumps(asdict(counts)))
    sys.exit(0 if counts.fair else 1)


if __name__ == "__main__":
    typer.run(main)
