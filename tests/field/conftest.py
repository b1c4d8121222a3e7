"""The small landlord on each database, and its operatives' phones at the desk's door."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.app import make_app
from desk.parts import DeskParts
from housing.adapters.sql.unit_of_work import Units
from housing.domain.repairs.diary_windows import Operative
from tests.desk.conftest import deal as deal
from tests.desk.conftest import deals as deals
from tests.desk.conftest import parts as parts
from tests.desk.scene import SetClock
from tests.field.phone import Phone
from tests.field.scene import NOW, Scene

OpenPhone = Callable[[Operative | None], Awaitable[Phone]]


@pytest.fixture
async def scene(units: Units, engine: AsyncEngine) -> Scene:
    scene = Scene(units, engine)
    await scene.set()
    return scene


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
async def open_phone(parts: DeskParts, scene: Scene) -> AsyncIterator[OpenPhone]:
    """A new phone each time it is called, signed in as that operative unless it is None."""
    server = TestServer(make_app(parts))
    await server.start_server()
    clients: list[TestClient] = []

    async def open_one(operative: Operative | None) -> Phone:
        client = TestClient(server, cookie_jar=CookieJar(unsafe=True))
        clients.append(client)
        phone = Phone(client)
        if operative is not None:
            await phone.sign_in(operative)
        return phone

    yield open_one
    for client in clients:
        await client.close()
    await server.close()
