"""Many tenants, few places: in real processes all text back the same slot at the same moment.

Each text goes through the conversation's own door. Prints the counts of each database as JSON:
places, booked, refused (kindly, with other slots), doubled, lost. Anything but booked = places and
nothing doubled or lost is a failure.
"""

import asyncio
import json
import multiprocessing
import re
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

from housing.adapters.deal.files import load_deal
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.tables.repairs import appointment, diary_window
from housing.adapters.sql.unit_of_work import UnitOfWork, Units, sql_units
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel, Choice, Message
from housing.domain.messaging.dialogue import Asked, Case, Dialogue, OpenQuestion
from housing.domain.repairs.diary_windows import DiaryWindow, Operative
from housing.domain.slots.slot import Slot
from housing.services.conversation.take_turn import take_turn
from housing.services.conversation.turn import Heard
from housing.services.repairs import diary
from ops.running.postgres import PostgresMissing, temporary_cluster

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 11, 26)
ISSUE, TRADE, MINUTES = "tap_dripping", "plumber", 60
OTHER_DAYS = 3
BOOKED = re.compile(r"Booked\b")
OPERATIVES = 4
PROCESSES = 4
# Each process keeps its connections well under a small PostgreSQL's hundred.
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """`refused` were told kindly, with other slots; `doubled` counts orders with two visits and
    minutes over the diary; `lost` got no answer, or none that helps."""

    places: int
    booked: int
    refused: int
    doubled: int
    lost: int

    @property
    def fair(self) -> bool:
        return self.booked == self.places and not (self.doubled or self.lost)


def race(url: str, *, tenants: int, places: int) -> Counts:
    """Lets `tenants` choose and confirm at once for `places` on the empty database at `url`."""
    if places % OPERATIVES:
        raise ValueError(f"places are shared among {OPERATIVES} operatives")
    talks = asyncio.run(_prepare(url, tenants, places))
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(PROCESSES)
    with context.Manager() as manager:
        answers = manager.list()
        shares = [talks[n::PROCESSES] for n in range(PROCESSES)]
        processes = [
            context.Process(target=_run, args=(url, share, start, answers)) for share in shares
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


async def _prepare(url: str, tenants: int, places: int) -> list[int]:
    """A conversation for each tenant, in which the same slot stands on offer first."""
    engine = open_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    async with sql_units(engine)() as uow:
        slot = await _add_slots(uow, places)
        talks = [await _add_tenant(uow, slot, number) for number in range(tenants)]
    await engine.dispose()
    return talks


async def _add_slots(uow: UnitOfWork, places: int) -> Slot:
    """The slot that everybody wants; the days after it have room for those who do not get it."""
    minutes = places // OPERATIVES * MINUTES
    await uow.diary.add_operatives(
        Operative(0, f"Racer {n}", (TRADE,), ("Track",)) for n in range(OPERATIVES)
    )
    operatives = await uow.diary.operatives()
    await uow.diary.add_windows(
        DiaryWindow(operative.id, DAY + timedelta(days=later), "am", time(8), time(12), minutes, 0)
        for operative in operatives
        for later in range(OTHER_DAYS + 1)
    )
    first, *_ = await diary.offer(
        uow, trades=(TRADE,), minutes=MINUTES, priority="routine", patch="Track", now=NOW
    )
    return first


async def _add_tenant(uow: UnitOfWork, slot: Slot, number: int) -> int:
    """One who has reported a dripping tap and was asked which time suits."""
    talk = await uow.talk.conversation_for(Channel.SMS, f"+4477009{number:05}", NOW)
    message = await _says(uow, talk.id, "My tap drips")
    report = await uow.reports.open_report(
        reference=f"RACE{number}",
        conversation_id=talk.id,
        message_id=message.id,
        issue=ISSUE,
        words=message.text,
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
        trades=(TRADE,),
        priority="routine",
        minutes=MINUTES,
        required_completion=NOW + timedelta(days=28),
        now=NOW,
    )
    offer = OpenQuestion(
        Asked.SLOT,
        "When suits you?",
        (Choice(slot.words(), slot.words()),),
        data={"slots": [slot.as_json()], "more": False, "skip": 0},
    )
    dialogue = Dialogue(offer, Case(ISSUE, report.id, work_order_id=order.id))
    await uow.talk.save_dialogue(talk.id, dialogue.as_json())
    return talk.id


async def _says(uow: UnitOfWork, conversation_id: int, text: str) -> Message:
    return await uow.talk.add_message(
        conversation_id=conversation_id,
        direction="in",
        author="tenant",
        text=text,
        state="done",
        now=NOW,
    )


def _run(url: str, talks: Sequence[int], start: Barrier, answers: "list[str]") -> None:
    deal = load_deal()
    start.wait()
    answers.extend(asyncio.run(_choose_all(url, deal, talks)))


async def _choose_all(url: str, deal: Deal, talks: Sequence[int]) -> list[str]:
    engine = open_engine(url)
    units, at_once = sql_units(engine), asyncio.Semaphore(AT_ONCE)

    async def choose(talk: int) -> str:
        async with at_once:
            return await _choose(units, deal, talk)

    said = await asyncio.gather(*map(choose, talks), return_exceptions=True)
    await engine.dispose()
    return [answer if isinstance(answer, str) else repr(answer) for answer in said]


async def _choose(units: Units, deal: Deal, talk: int) -> str:
    """The tenant texts "1", as everybody does at this moment."""
    async with units() as uow:
        heard = Heard((await _says(uow, talk, "1")).id, "1", "answer", 1.0)
        result = await take_turn(
            uow, deal, conversation_id=talk, action="action_answer", heard=heard, now=NOW
        )
    told = " ".join(reply.text for reply in result.replies)
    if BOOKED.match(told):
        return "booked"
    others = [choice for reply in result.replies for choice in reply.choices]
    kindly = deal.texts.line("slot_taken") in told and len(others) >= OTHER_DAYS
    return "refused" if kindly else f"unkind: {told}"


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


def main(tenants: int = 1000, places: int = 100) -> None:
    """Runs one race on each database that this machine has and prints the counts of both."""
    with tempfile.TemporaryDirectory(prefix="hearthline-race-") as folder:
        counts = {
            "sqlite": race(f"sqlite:///{Path(folder) / 'race.db'}", tenants=tenants, places=places)
        }
    try:
        with temporary_cluster() as cluster, cluster.database() as url:
            counts["postgresql"] = race(url, tenants=tenants, places=places)
    except PostgresMissing as missing:
        print(f"{missing} The race on PostgreSQL was not run.", file=sys.stderr)
    print(json.dumps({name: asdict(count) for name, count in counts.items()}))
    sys.exit(0 if all(count.fair for count in counts.values()) else 1)


if __name__ == "__main__":
    typer.run(main)
