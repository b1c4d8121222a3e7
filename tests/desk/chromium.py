"""The desk as its own process on a busy morning, and officers' pages in Chromium."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from housing.adapters.clock import SystemClock
from housing.adapters.deal.files import load_deal
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.unit_of_work import Units, sql_units
from housing.demo.people import OFFICERS
from tests.desk.busy_day import BusyDay, make_busy_day
from tests.support.desk_process import running_desk

__all__ = ["RunningDesk", "chromium", "desk", "morning", "sign_in_at", "visit"]

WAIT_MS = 30_000


@dataclass(frozen=True, slots=True)
class RunningDesk:
    """The desk as its own process over a file; `url` is where, `day` what is in it."""

    url: str
    day: BusyDay
    database_url: str

    def change[Result](self, work: Callable[[Units], Awaitable[Result]]) -> Result:
        """Works on the database from beside the desk, as the gateway does."""

        async def run() -> Result:
            engine = open_engine(self.database_url)
            try:
                return await work(sql_units(engine))
            finally:
                await engine.dispose()

        # Playwright keeps a loop running in this thread.
        with ThreadPoolExecutor(1) as other:
            return other.submit(lambda: asyncio.run(run())).result()


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BusyDay]:
    """The busy morning as a file, made once; each test works on a copy."""
    file = tmp_path_factory.mktemp("morning") / "hearthline.db"
    with ThreadPoolExecutor(1) as other:
        return file, other.submit(lambda: asyncio.run(_seed(f"sqlite:///{file}"))).result()


@pytest.fixture
def desk(tmp_path: Path, morning: tuple[Path, BusyDay]) -> Iterator[RunningDesk]:
    file, day = morning
    database_url = f"sqlite:///{shutil.copy(file, tmp_path)}"
    with running_desk(database_url, tmp_path) as url:
        yield RunningDesk(url, day, database_url)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, desk: RunningDesk) -> Iterator[Callable[..., Page]]:
    """Makes a signed-in officer's page; a script error or a refused resource fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def new_page(officer: int = 0, *, sign_in: bool = True, **options: object) -> Page:
        context = chromium.new_context(base_url=desk.url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: problems.append(m.text) if "Policy" in m.text else None)
        if sign_in:
            sign_in_at(page, officer)
        return page

    expect.set_options(timeout=WAIT_MS)
    yield new_page
    for context in contexts:
        context.close()
    assert problems == []


def sign_in_at(page: Page, officer: int) -> None:
    page.goto("/signin")
    page.fill("#email", OFFICERS[officer].email)
    page.fill("#password", OFFICERS[officer].password)
    page.click("button.primary")
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()


async def _seed(database_url: str) -> BusyDay:
    engine = open_engine(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    day = await make_busy_day(sql_units(engine), load_deal(None), SystemClock().now())
    await engine.dispose()
    return day
