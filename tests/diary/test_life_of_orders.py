"""Any order of events in the lives of orders: no minute lost, no illegal status, history whole."""

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.tables.repairs import appointment
from housing.adapters.sql.unit_of_work import sql_units
from housing.domain.appointments import APPOINTMENT_AFTER, AppointmentRefused, AppointmentState
from housing.domain.diary_windows import Operative
from housing.domain.slots import SlotTaken
from housing.domain.work_orders import OrderFinished
from housing.services import diary
from tests.diary.scene import NOW, TODAY, Scene

NEXT = set(APPOINTMENT_AFTER.items())
LEGAL = {(before, after) for (before, _), after in NEXT} | {(None, AppointmentState.RESERVED)}
ORDERS = 4
PLACES = st.integers(0, 2)
OF_ORDER = st.integers(0, ORDERS - 1)


class LifeOfOrders(RuleBasedStateMachine):
    """Four orders and three places, in a database of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.engine = open_engine(f"sqlite:///{Path(self.folder.name) / 'life.db'}")
        self.scene = Scene(sql_units(self.engine))
        self.now = NOW
        self.newest: dict[int, int] = {}
        self.run(self._prepare())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    async def _prepare(self) -> None:
        async with self.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        await self.scene.operatives(Operative(0, "Tapper", ("plumber",), ("Quayside",)))
        for ahead in (1, 2, 3):
            await self.scene.window(1, TODAY + timedelta(days=ahead), minutes=60)
        self.slots = await self.scene.slots()
        self.orders = [await self.scene.order(number) for number in range(ORDERS)]

    def teardown(self) -> None:
        self.run(self.engine.dispose())
        self.runner.close()
        self.folder.cleanup()

    async def _try(self, number: int, service: Any, **arguments: Any) -> None:
        try:
            async with self.scene.units() as uow:
                changed = await service(uow, now=self.now, **arguments)
        except (SlotTaken, AppointmentRefused, OrderFinished):
            return
        self.newest[number] = changed.id

    @rule(number=OF_ORDER, place=PLACES)
    def reserve(self, number: int, place: int) -> None:
        order, slot = self.orders[number], self.slots[place]
        self.run(self._try(number, diary.reserve, work_order_id=order.id, slot=slot))

    @precondition(lambda self: self.newest)
    @rule(number=OF_ORDER, place=PLACES)
    def move(self, number: int, place: int) -> None:
        if number in self.newest:
            self.run(
                self._try(
                    number, diary.move, appointment_id=self.newest[number], slot=self.slots[place]
                )
            )

    @precondition(lambda self: self.newest)
    @rule(number=OF_ORDER, service=st.sampled_from([diary.confirm, diary.cancel]))
    def by_the_tenant(self, number: int, service: Any) -> None:
        if number in self.newest:
            self.run(self._try(number, service, appointment_id=self.newest[number]))

    @precondition(lambda self: self.newest)
    @rule(
        number=OF_ORDER,
        service=st.sampled_from(
            [diary.despatch, diary.arrive, diary.complete, diary.no_access, diary.cancel]
        ),
    )
    def by_staff(self, number: int, service: Any) -> None:
        if number in self.newest:
            arguments = {"appointment_id": self.newest[number], "actor": "officer:1"}
            self.run(self._try(number, service, **arguments))

    @precondition(lambda self: self.newest)
    @rule(number=OF_ORDER)
    def drop_the_repair(self, number: int) -> None:
        if number in self.newest:
            arguments = {"appointment_id": self.newest[number], "drop_order": True}
            self.run(self._try(number, diary.cancel, **arguments))

    @rule(minutes=st.integers(0, 15))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.run(self._expire())

    async def _expire(self) -> None:
        async with self.scene.units() as uow:
            await diary.expire_holds(uow, now=self.now)

    @invariant()
    def no_minute_is_lost_or_made(self) -> None:
        self.run(self._count_minutes())

    async def _count_minutes(self) -> None:
        standing: dict[int, int] = defaultdict(int)
        async with self.engine.begin() as connection:
            for row in await connection.execute(select(appointment)):
                if row.state != AppointmentState.CANCELLED:
                    standing[row.diary_window_id] += row.minutes
        used = await self.scene.used()
        assert {window: minutes for window, (minutes, _) in used.items() if minutes} == standing
        assert all(minutes == routine <= 60 for minutes, routine in used.values())

    @invariant()
    def every_change_is_legal_and_written(self) -> None:
        self.run(self._read_histories())

    async def _read_histories(self) -> None:
        for order in self.orders:
            last: dict[int, AppointmentState] = {}
            async with self.scene.units() as uow:
                for line in await uow.diary.history(order.id):
                    assert line.from_state == last.get(line.appointment_id)
                    assert (line.from_state, line.to_state) in LEGAL
                    last[line.appointment_id] = line.to_state
                for appointment_id, state in last.items():
                    now = await uow.diary.appointment(appointment_id)
                    assert now is not None
                    assert now.state is state
                order_now = await diary.order_of(uow, order.id)
                assert order_now.open or not await uow.diary.live_appointments(order.id)


LifeOfOrders.TestCase.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
TestLifeOfOrders = LifeOfOrders.TestCase
