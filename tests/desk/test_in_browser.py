"""The desk in Chromium on a busy morning: reachable by keyboard, true without reloading, and
readable by everybody (axe with the WCAG 2.2 AA tags, 320 px, both colour schemes)."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from housing.adapters.clock import SystemClock
from housing.adapters.deal_files import load_deal
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.unit_of_work import sql_units
from housing.demo.people import OFFICERS
from housing.ports import Units
from housing.services import handoffs
from tests.browser.axe import violations
from tests.desk.busy_day import BusyDay, make_busy_day
from tests.support.desk_process import running_desk

WAIT_MS = 30_000
MANAGER = 2
WREN, IDRIS, MABEL = OFFICERS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


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
            _sign_in(page, officer)
        return page

    expect.set_options(timeout=WAIT_MS)
    yield new_page
    for context in contexts:
        context.close()
    assert problems == []


PAGES = (
    "/promises",
    "/repairs",
    "/search",
    "/hazards/1",
    "/complaints/1",
    "/deal/try?issue=boiler_no_heat_hot_water&gas_credit_out=false",
    "/conversations/2/reports/1/decision",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(
    visit: Callable[..., Page], desk: RunningDesk, scheme: str
) -> None:
    page = visit(sign_in=False, color_scheme=scheme)
    page.goto("/signin")
    assert violations(page) == []
    page.fill("#email", "nobody@landlord.example")
    page.fill("#password", "wrong")
    page.click("button.primary")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    _sign_in(page, 0)
    assert violations(page) == []
    for number in (desk.day.gas, desk.day.heating, desk.day.damp, desk.day.held):
        page.goto(f"/conversations/{number}")
        assert violations(page) == []
    page.goto(f"/conversations/{desk.day.heating}")
    page.click("#claim")
    page.click("#canned > summary")
    assert violations(page) == []
    page.goto(f"/charges/{desk.day.charge}")
    assert violations(page) == []
    for path in (*PAGES, "/nowhere"):
        page.goto(path)
        assert violations(page) == [], path
    manager = visit(MANAGER, color_scheme=scheme)
    manager.goto("/review")
    expect(manager.get_by_label("What the tenant wrote")).to_have_value(
        "im [name] its doing that thing again in the kitchen"
    )
    assert violations(manager) == []


def test_everything_fits_320_pixels(visit: Callable[..., Page], desk: RunningDesk) -> None:
    page = visit(viewport={"width": 320, "height": 640})
    paths = ["/", f"/charges/{desk.day.charge}", *PAGES]
    paths += [f"/conversations/{number}" for number in (desk.day.gas, desk.day.heating)]
    for path in paths:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
    manager = visit(MANAGER, viewport={"width": 320, "height": 640})
    manager.goto("/review")
    assert manager.evaluate("document.documentElement.scrollWidth") == 320


def test_a_new_request_shows_by_itself_and_counts_in_the_title(
    visit: Callable[..., Page], desk: RunningDesk
) -> None:
    page = visit()
    expect(page).to_have_title("(4) Queue - Harbour Row Homes desk")
    desk.change(lambda units: _hand_over(units, desk.day.keys, "The visit never happened"))
    expect(page.get_by_role("link", name="The visit never happened")).to_be_visible()
    expect(page).to_have_title("(5) Queue - Harbour Row Homes desk")


def test_a_handoff_is_answered_by_keyboard_alone(
    visit: Callable[..., Page], desk: RunningDesk
) -> None:
    page = visit()
    page.get_by_role("link", name="No heating or hot water; mother of 82 at home").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Claim this conversation").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have this conversation.", exact=True)).to_be_focused()
    page.get_by_label("Message", exact=True).focus()
    page.keyboard.type("Someone is on the way")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message.officer .text")).to_have_text("Someone is on the way")
    expect(page.locator("#text")).to_have_value("")


def test_what_the_tenant_writes_meanwhile_is_seen_and_the_draft_stays(
    visit: Callable[..., Page], desk: RunningDesk
) -> None:
    page = visit()
    page.goto(f"/conversations/{desk.day.gas}")
    page.click("#claim")
    page.fill("#text", "Are you outside now?")
    desk.change(lambda units: _tenant_says(units, desk.day.gas, "we are all outside"))
    expect(page.locator("#transcript")).to_contain_text("we are all outside")
    expect(page.locator("#text")).to_have_value("Are you outside now?")
    expect(page.locator("#length")).to_have_text("47 characters, 1 text")
    page.reload()
    expect(page.locator("#text")).to_have_value("Are you outside now?")
    page.get_by_role("button", name="Send to tenant").click()
    expect(page.locator(".message.officer .text")).to_have_text(
        "Wren at Harbour Row Homes: Are you outside now?"
    )


def test_the_other_officer_is_told_who_has_it(
    visit: Callable[..., Page], desk: RunningDesk
) -> None:
    wren, idris = visit(0), visit(1)
    for page in (wren, idris):
        page.route("**/events*", lambda route: route.abort())
        page.goto(f"/conversations/{desk.day.heating}")
    wren.click("#claim")
    expect(wren.locator("#reply")).to_be_visible()
    idris.click("#claim")
    expect(idris.get_by_role("alert").first).to_have_text(
        "Wren Officer already has this conversation."
    )


def test_the_desk_works_without_script(visit: Callable[..., Page], desk: RunningDesk) -> None:
    page = visit(java_script_enabled=False)
    ticket = page.get_by_role("listitem").filter(has_text="No heating or hot water")
    ticket.get_by_role("button").click()
    page.fill("#text", "On our way")
    page.get_by_role("button", name="Send to tenant").click()
    expect(page.locator(".message.officer .text")).to_have_text("On our way")
    page.select_option("#outcome", "answered")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("Closed. The tenant has been told.")).to_be_visible()


def test_a_completed_visit_leaves_the_open_repairs(
    visit: Callable[..., Page], desk: RunningDesk
) -> None:
    page = visit(2)
    page.goto(f"/conversations/{desk.day.heating}")
    page.get_by_role("button", name="Mark visit as completed").click()
    expect(page.get_by_text("Visit marked as completed.")).to_be_visible()
    expect(page.get_by_role("button", name="Mark visit as completed")).to_have_count(0)


def _sign_in(page: Page, officer: int) -> None:
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


async def _hand_over(units: Units, conversation_id: int, summary: str) -> None:
    now = SystemClock().now()
    async with units() as uow:
        await handoffs.open_handoff(
            uow,
            conversation_id=conversation_id,
            reason="asked",
            summary=summary,
            priority="routine",
            context={},
            answer_due_at=now + timedelta(minutes=30),
            now=now,
        )


async def _tenant_says(units: Units, conversation_id: int, text: str) -> None:
    async with units() as uow:
        await uow.talk.add_message(
            conversation_id=conversation_id,
            direction="in",
            author="tenant",
            text=text,
            state="received",
            now=SystemClock().now(),
        )
