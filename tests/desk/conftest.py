"""The scene on each database, and the desk's app over it with a browser-like client."""

from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.app import make_app
from desk.canned_replies import load_canned_replies
from desk.parts import DeskParts
from housing.adapters.deal.live import LiveDeal
from housing.adapters.sql.day.views import DayViews
from housing.adapters.sql.unit_of_work import sql_reads, sql_units
from housing.adapters.sql.views.case_views import CaseViews
from housing.adapters.sql.views.repair_views import RepairViews
from housing.domain.deal.deal import Deal
from tests.desk.browsing import Browser
from tests.desk.chromium import chromium, desk, morning, visit
from tests.desk.scene import Scene, SetClock, set_scene

__all__ = ["chromium", "desk", "morning", "visit"]


class Events:
    """Wake-up calls of one process; nobody else is there to hear them."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[], None]] = []

    async def publish(self, kind: str, conversation_id: int) -> None:
        for listener in self.listeners:
            listener()

    def listen(self, listener: Callable[[], None]) -> None:
        self.listeners.append(listener)

    async def follow(self) -> None:
        return


@pytest.fixture(scope="session")
def deal(deals: LiveDeal) -> Deal:
    return deals.deal


@pytest.fixture(scope="session")
def deals() -> LiveDeal:
    return LiveDeal(None, SetClock())


@pytest.fixture
async def scene(engine: AsyncEngine) -> Scene:
    return await set_scene(engine)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def parts(engine: AsyncEngine, deals: LiveDeal, clock: SetClock) -> DeskParts:
    return DeskParts(
        units=sql_units(engine),
        reads=sql_reads(engine),
        views=CaseViews(engine),
        days=DayViews(engine),
        repairs=RepairViews(engine),
        clock=clock,
        deals=deals,
        events=Events(),
        canned_replies=load_canned_replies(),
        gateway_url="https://help.landlord.example",
    )


@pytest.fixture
async def open_browser(parts: DeskParts, scene: Scene) -> AsyncIterator[Callable[[], Browser]]:
    """A new browser at the desk, with cookies of its own, each time it is called."""
    server = TestServer(make_app(parts))
    await server.start_server()
    clients: list[TestClient] = []

    def open_one() -> Browser:
        client = TestClient(server, cookie_jar=CookieJar(unsafe=True))
        clients.append(client)
        return Browser(client)

    yield open_one
    for client in clients:
        await client.close()
    await server.close()


@pytest.fixture
async def browser(open_browser: Callable[[], Browser]) -> Browser:
    return open_browser()
