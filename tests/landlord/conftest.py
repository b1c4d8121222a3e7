"""An order with a visit in our diary, and the two landlord's systems that may hear of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from housing.adapters.landlord_api import LandlordApi
from housing.adapters.own_diary import OwnDiary
from housing.adapters.sql.unit_of_work import Units
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.landlord_commands import QueuedCommand
from housing.ports.repairs.landlord import LandlordSystem
from housing.services.repairs import diary, landlord_answers
from tests.diary.scene import NOW, TODAY, Scene
from tests.landlord.recorded import TOKEN, Recorded


@dataclass(frozen=True, slots=True)
class Booked:
    """A repair with a visit, and what was queued of it."""

    units: Units
    order_id: int
    appointment_id: int

    async def queued(self) -> QueuedCommand | None:
        async with self.units() as uow:
            return await landlord_answers.next_command(uow, now=NOW + timedelta(days=2))

    async def all_queued(self) -> list[QueuedCommand]:
        """Every command in the order in which they are sent, each answered."""
        found = []
        while (command := await self.queued()) is not None:
            found.append(command)
            async with self.units() as uow:
                await landlord_answers.answered(uow, command=command, reference="J", now=NOW)
        return found


@pytest.fixture
async def booked(units: Units) -> Booked:
    scene = Scene(units)
    await scene.operatives(Operative(0, "Tapper", ("plumber",), ("Quayside",)))
    for later in (1, 2, 3):
        await scene.window(1, TODAY + timedelta(days=later), minutes=120)
    order = await scene.order()
    slot = (await scene.slots())[0]
    async with units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
        visit = await diary.confirm(uow, appointment_id=held.id, now=NOW)
    return Booked(units, order.id, visit.id)


@pytest.fixture
async def recorded() -> AsyncIterator[tuple[Recorded, str]]:
    landlord = Recorded()
    server = TestServer(landlord.app())
    await server.start_server()
    yield landlord, str(server.make_url(""))
    await server.close()


@pytest.fixture
async def api(recorded: tuple[Recorded, str]) -> AsyncIterator[LandlordApi]:
    async with aiohttp.ClientSession() as session:
        yield LandlordApi(session, recorded[1], TOKEN, timeout_s=0.5, longest_pause_s=0.05)


@pytest.fixture(params=["own diary", "over HTTP"])
def system(request: pytest.FixtureRequest, units: Units, api: LandlordApi) -> LandlordSystem:
    """Both adapters of the port, under the same tests."""
    return OwnDiary(units) if request.param == "own diary" else api


def unknown(command: QueuedCommand) -> QueuedCommand:
    """The same about an order that nobody has."""
    changed = replace(command.command, work_order="W-UNKNOWN")
    return replace(command, key="unknown", command=changed)
