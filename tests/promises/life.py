"""Whole lives of open work in a copy of the demonstration's town, in a database of their own."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import desk, metadata
from housing.adapters.sql.tables.talk import due_job
from housing.adapters.sql.unit_of_work import Units, sql_units
from housing.domain.casework.promises import Fault, PromiseKind
from housing.domain.messaging.conversation import Channel
from housing.domain.people.desk import Officer, Role
from housing.services.casework import promise_sweep
from housing.services.desk import replies as desk_replies
from housing.services.messaging import due_work, jobs
from tests.conversation.talker import DEAL, HANDLERS, Talker, open_town
from tests.diary.scene import NOW

TENANTS = ("+447700900001", "+447700900002", "+447700900003")
WREN = Officer(901, "Wren Officer", "wren@landlord.example", Role.MANAGER)
IDRIS = Officer(902, "Idris Officer", "idris@landlord.example", Role.OFFICER)
# Swept once when time has passed; every five minutes of it would only find the same again.
WORK = {kind: do for kind, do in HANDLERS.items() if kind != promise_sweep.SWEEP}
# These wait for a person's decision: past their date they are put before staff, as they should be.
FOR_STAFF = {PromiseKind.HAZARD, PromiseKind.COMPLAINT, PromiseKind.CHARGE, PromiseKind.OWED}


class Life:
    """`now` is where the life has got to. Work runs on one loop of its own."""

    _folder: tempfile.TemporaryDirectory[str] | None = None

    def __init__(self) -> None:
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        file = Path(self.folder.name) / "life.db"
        shutil.copy(self._made_once(), file)
        self.engine: AsyncEngine = open_engine(f"sqlite:///{file}")
        self.units: Units = sql_units(self.engine)
        self.now: datetime = NOW
        self.tenants = [Talker(self.units, self.now, mobile) for mobile in TENANTS]

    def _made_once(self) -> Path:
        if Life._folder is None:
            Life._folder = tempfile.TemporaryDirectory()
            self.run(_make(Path(Life._folder.name) / "town.db"))
        return Path(Life._folder.name) / "town.db"

    def close(self) -> None:
        self.run(self.engine.dispose())
        self.runner.close()
        self.folder.cleanup()

    def run[Answer](self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return self.runner.run(work)

    async def says(self, who: int, words: str, *issues: str, intent: str = "") -> str:
        tenant = self.tenants[who]
        tenant.now = self.now
        said = await tenant.says(words, *issues, intent=intent)
        self.now = tenant.now
        return said

    async def answers_until(self, who: int, wanted: str, *answers: str) -> None:
        """Gives the answers in turn, for as long as nothing says what is wanted."""
        for answer in answers:
            if wanted in (self.tenants[who].texts or [""])[-1]:
                return
            await self.says(who, answer)

    async def is_handed_back(self, who: int) -> None:
        """Whatever a person has of this tenant's is answered and handed back."""
        async with self.units() as uow:
            talk = await uow.talk.conversation_for(Channel.SMS, TENANTS[who], self.now)
            handoff = await uow.desk.open_handoff(talk.id)
            if handoff is None or handoff.officer_id not in (None, WREN.id):
                return
            given: dict[str, Any] = {"officer": WREN, "texts": DEAL.texts, "now": self.now}
            await desk_replies.claim(uow, handoff_id=handoff.id, **given)
            await desk_replies.hand_back(uow, handoff_id=handoff.id, **given)

    async def passes(self, length: timedelta) -> None:
        """Time passes and what falls due in it is done when it does, as the gateway would."""
        until = self.now + length
        while (due := await self._next_due()) is not None and due <= until:
            self.now = max(self.now, due)
            await jobs.run_due(self.units, WORK, self.now)
        self.now = until
        async with self.units() as uow:
            await promise_sweep.sweep(uow, DEAL.calendar, now=self.now)

    async def _next_due(self) -> datetime | None:
        async with self.engine.connect() as connection:
            query = select(func.min(due_job.c.due_at)).where(
                due_job.c.state == "due", due_job.c.kind.in_(WORK)
            )
            found: datetime | None = (await connection.execute(query)).scalar()
            return found

    async def wrong(self) -> list[str]:
        """What the sweep would find now, but for what waits for a person's decision past its date;
        and what is failing."""
        async with self.units() as uow:
            found = await promise_sweep.unheld(uow, DEAL.calendar, now=self.now)
            failing = await uow.jobs.failing()
        return [
            f"{one.kind} {one.reference} {one.what}: {fault}, {one.holders}"
            for one, fault in found
            if not (fault is Fault.LATE and one.kind in FOR_STAFF)
        ] + [f"{job.kind} fails: {job.error}" for job in failing]


async def _make(file: Path) -> None:
    engine = open_engine(f"sqlite:///{file}")
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    units = sql_units(engine)
    await open_town(units, NOW)
    async with engine.begin() as connection:
        for one in (WREN, IDRIS):
            await connection.execute(
                insert(desk.officer).values(
                    id=one.id,
                    name=one.name,
                    email=f"life-{one.email}",
                    role=one.role.value,
                    password_hash="",
                    active=True,
                )
            )
    async with units() as uow:
        await due_work.keep_watch(uow, now=NOW)
        for mobile in TENANTS:
            talk = await uow.talk.conversation_for(Channel.SMS, mobile, NOW)
            household = await uow.homes.household_by_mobile(mobile, today=NOW.date())
            if household is not None:
                await uow.talk.identify(talk.id, household.tenant.id, NOW)
    await engine.dispose()
