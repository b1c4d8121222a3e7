"""Any order of events in the lives of orders: no minute lost, no illegal status, history whole."""

import asyncio
import itertools
import tempfile
from collections import defaultdict
from collections.abc import Coroutine
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from housing.adapters.deal.files import load_deal
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.tables.repairs import appointment
from housing.adapters.sql.unit_of_work import sql_units
from housing.domain.repairs.appointments import (
    APPOINTMENT_AFTER,
    AppointmentRefused,
    AppointmentState,
    FollowOn,
)
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.work_orders import OrderFinished, WorkOrderState
from housing.domain.slots.slot import SlotTaken
from housing.services.repairs import absences, diary
from tests.diary.scene import NOW, TODAY, Scene

NEXT = set(APPOINTMENT_AFTER.items())
LEGAL = {(before, after) for (before, _), after in NEXT} | {(None, AppointmentState.RESERVED)}
ORDERS = 4
OPERATIVES, DAYS = (1, 2), (1, 2, 3)
UNDER_WAY = {AppointmentState.DESPATCHED, AppointmentState.ARRIVED}
DEAL = load_deal()
PLACES = st.integers(0, 2)
OF_ORDER = st.integers(0, ORDERS - 1)


class LifeOfOrders(RuleBasedStateMachine):
    """Four orders, three days and two operatives, in a database of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.engine = open_engine(f"sqlite:///{Path(self.folder.name) / 'life.db'}")
        self.scene = Scene(sql_units(self.engine))
        self.now = NOW
        self.newest: dict[int, int] = {}
        self.off: set[tuple[int, date]] = set()
        self.run(self._prepare())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    async def _prepare(self) -> None:
        async with self.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        await self.scene.operatives(
            Operative(0, "Tapper", ("plumber",), ("Quayside",)),
            Operative(0, "Olive", ("plumber", "joiner"), ("Quayside",)),
        )
        for operative_id, ahead in itertools.product(OPERATIVES, DAYS):
            await self.scene.window(operative_id, TODAY + timedelta(days=ahead), minutes=60)
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
            [
                *(diary.despatch, diary.arrive, diary.complete, diary.no_access, diary.cancel),
                *(diary.miss, partial(diary.follow_on, minutes=30, what=FollowOn.PART)),
            ]
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
            arguments = {"appointment_id": self.newest[number], "with_order": True}
            self.run(self._try(number, diary.cancel, **arguments))

    @rule(operative_id=st.sampled_from(OPERATIVES), ahead=st.sampled_from(DAYS))
    def is_off(self, operative_id: int, ahead: int) -> None:
        self.off.add((operative_id, TODAY + timedelta(days=ahead)))
        self.run(self._take_off(operative_id, TODAY + timedelta(days=ahead)))

    async def _take_off(self, operative_id: int, day: date) -> None:
        async with self.scene.units() as uow:
            await absences.take_off(
                uow, DEAL, operative_id=operative_id, day=day, actor="officer:1", now=self.now
            )
            for visit in await uow.appointments.visits_of(operative_id, day):
                assert visit.state in UNDER_WAY, "only what is under way is left to staff"
            for number, order in enumerate(self.orders):
                for visit in await uow.appointments.live_appointments(order.id):
                    self.newest[number] = visit.id

    @precondition(lambda self: self.off)
    @rule()
    def is_back(self) -> None:
        operative_id, day = self.off.pop()
        self.run(self._back(operative_id, day))

    async def _back(self, operative_id: int, day: date) -> None:
        async with self.scene.units() as uow:
            await absences.back_at_work(uow, operative_id=operative_id, day=day)

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
                for line in await uow.appointments.history(order.id):
                    assert line.from_state == last.get(line.appointment_id)
                    assert (line.from_state, line.to_state) in LEGAL
                    last[line.appointment_id] = line.to_state
                for appointment_id, state in last.items():
                    now = await uow.appointments.appointment(appointment_id)
                    assert now is not None
                    assert now.state is state
                order_now = await diary.order_of(uow, order.id)
                live = await uow.appointments.live_appointments(order.id)
                assert order_now.open or not live
                firm = [visit for visit in live if visit.state is not AppointmentState.RESERVED]
                assert len(firm) <= 1
                assert bool(firm) == (order_now.state is WorkOrderState.SCHEDULED)
                assert all(visit.ended_by is None for visit in live)


LifeOfOrders.TestCase.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
TestLifeOfOrders = LifeOfOrders.TestCase
