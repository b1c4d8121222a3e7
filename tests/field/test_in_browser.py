"""The operative's day on a phone in Chromium: without a signal a tap is saved and sent once when
it is back; readable by everybody (axe with the WCAG 2.2 AA tags, 320 px, both colour schemes)."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Page,
    Route,
    expect,
    sync_playwright,
)

from housing.adapters.clock import SystemClock
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.tables import metadata
from housing.adapters.sql.unit_of_work import sql_units
from housing.domain.clock.local_time import to_london
from housing.domain.repairs.diary_windows import DiaryWindow
from housing.services.repairs import diary
from tests.browser.axe import violations
from tests.field.scene import ALL_DAY, PASSWORD, TAPPER, Scene, email
from tests.support.desk_process import running_desk

WAIT_MS = 30_000
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0f01f0005000101ff5a9c2a"
    "a30000000049454e44ae426082"
)

# How much is left of taps and of who was signed in, as a page without the day's script sees it.
IN_STORES = """new Promise((resolve) => {
  const request = indexedDB.open("hearthline-day", 1);
  request.onsuccess = () => {
    const transaction = request.result.transaction(["taps", "me"]);
    const counts = ["taps", "me"].map((name) => transaction.objectStore(name).count());
    transaction.oncomplete = () => resolve(counts.map((count) => count.result));
  };
})"""

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@dataclass(frozen=True, slots=True)
class RunningDay:
    """The desk as its own process; `visits` are today's, in the order of the round."""

    url: str
    database_url: str
    visits: tuple[int, ...]

    def look[Result](self, work: Callable[[Scene], Awaitable[Result]]) -> Result:
        """Works on the database from beside the desk."""
        # Playwright keeps a loop running in this thread.
        with ThreadPoolExecutor(1) as other:
            return other.submit(lambda: asyncio.run(_with_scene(self.database_url, work))).result()


@pytest.fixture
def day(tmp_path: Path) -> Iterator[RunningDay]:
    database_url = f"sqlite:///{tmp_path / 'hearthline.db'}"
    made = RunningDay("", database_url, ())
    visits = made.look(_two_visits)
    with running_desk(database_url, tmp_path) as url:
        yield replace(made, url=url, visits=visits)


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
def hold_phone(chromium: Browser, day: RunningDay) -> Iterator[Callable[..., Page]]:
    """A signed-in operative's phone; a script error or a refused resource fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def new_phone(**options: object) -> Page:
        context = chromium.new_context(base_url=day.url, **{**PHONE, **options})  # type: ignore[arg-type]
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: problems.append(m.text) if "Policy" in m.text else None)
        page.goto("/day")
        page.fill("#email", email(TAPPER))
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Today")
        return page

    expect.set_options(timeout=WAIT_MS)
    yield new_phone
    for context in contexts:
        context.close()
    assert problems == []


def test_a_tap_without_a_signal_arrives_once_when_it_is_back(
    hold_phone: Callable[..., Page], day: RunningDay
) -> None:
    page, first = hold_phone(), day.visits[0]
    expect_kept(page, f"/day/jobs/{first}")
    page.context.set_offline(True)
    page.goto(f"/day/jobs/{first}")
    expect(page.get_by_text("My kitchen tap drips")).to_be_visible()
    page.get_by_role("button", name="I have arrived").click()
    expect(page.locator("#line")).to_have_text("Saved, will be sent: 1 update.")
    page.locator("#note-text").fill("Stopcock is stiff")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#line")).to_have_text("Saved, will be sent: 2 updates.")
    page.goto("/day")
    expect(page.get_by_text("There now (saved, will be sent)")).to_be_visible()
    assert day.look(lambda scene: scene.state(first)) == "scheduled"
    page.context.set_offline(False)
    expect(page.locator("#line")).to_have_text("Sent.")
    page.goto(f"/day/jobs/{first}")
    expect(page.locator("[data-state-words]")).to_have_text("There now")
    assert day.look(lambda scene: _states(scene, first)) == ["scheduled", "arrived"]
    expect(page.get_by_text("Stopcock is stiff")).to_have_count(1)


def test_an_answer_that_is_lost_on_the_way_counts_once(
    hold_phone: Callable[..., Page], day: RunningDay
) -> None:
    """The office has the tap, the phone does not know it: it is sent again under the same key."""
    page, first = hold_phone(), day.visits[0]
    page.goto(f"/day/jobs/{first}")
    lost: list[str] = []

    def lose_first_answer(route: Route) -> None:
        if not lost:
            lost.append("answer")
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.context.route("**/day/jobs/*/note", lose_first_answer)
    page.locator("#note-text").fill("Seal is worn")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#line")).to_have_text("Saved, will be sent: 1 update.")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#line")).to_have_text("Sent.")
    page.reload()
    expect(page.get_by_text("Seal is worn")).to_have_count(1)


def test_a_tap_that_no_longer_fits_is_told(
    hold_phone: Callable[..., Page], day: RunningDay
) -> None:
    page, first = hold_phone(), day.visits[0]
    page.goto(f"/day/jobs/{first}")
    day.look(lambda scene: _cancel(scene, first))
    page.get_by_role("button", name="On my way").click()
    expect(page.get_by_role("alert")).to_contain_text("This visit was moved or cancelled.")
    expect(page.locator("[data-state-words]")).to_have_text("Called off")


def test_a_visit_from_setting_off_to_done_with_a_photo(
    hold_phone: Callable[..., Page], day: RunningDay
) -> None:
    page, first = hold_phone(), day.visits[0]
    page.goto(f"/day/jobs/{first}")
    page.get_by_role("button", name="On my way").click()
    expect(page.locator("#line")).to_be_focused()
    expect(page.locator("#line")).to_have_text("Sent.")
    page.get_by_role("button", name="I have arrived").click()
    page.locator("#photo-file").set_input_files(
        [{"name": "tap.png", "mimeType": "image/png", "buffer": PNG}]
    )
    page.get_by_role("button", name="Add photo").click()
    expect(page.locator("#photos img")).to_have_count(1)
    page.locator("#done-text").fill("New washer")
    page.get_by_role("button", name="Completed").click()
    expect(page.locator("[data-state-words]")).to_have_text("Done")
    expect(page.get_by_role("button", name="Completed")).to_be_hidden()
    expect(page.locator("#line")).to_have_text("Sent.")
    states = day.look(lambda scene: _states(scene, first))
    assert states == ["scheduled", "despatched", "arrived", "completed"]


def test_signing_out_leaves_nothing_to_read_on_the_phone(
    hold_phone: Callable[..., Page], day: RunningDay
) -> None:
    page = hold_phone()
    expect_kept(page, f"/day/jobs/{day.visits[0]}")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Your day")).to_be_visible()
    assert "day-pages" not in page.evaluate("caches.keys()")
    page.context.set_offline(True)
    page.goto(f"/day/jobs/{day.visits[0]}")
    expect(page.get_by_role("heading", name="No signal")).to_be_visible()
    expect(page.get_by_text("Tidewater")).to_have_count(0)


def test_signing_out_warns_of_what_is_not_sent_and_then_forgets_it(
    hold_phone: Callable[..., Page], day: RunningDay
) -> None:
    page, asked = hold_phone(), []
    page.goto(f"/day/jobs/{day.visits[0]}")
    # The worker behind the page sends as well, and only the context's routes see it.
    page.context.route("**/day/jobs/*/arrived", lambda route: route.abort())
    page.get_by_role("button", name="I have arrived").click()
    expect(page.locator("#line")).to_have_text("Saved, will be sent: 1 update.")
    for answer, kept in ((Dialog.dismiss, 1), (Dialog.accept, 0)):
        page.once("dialog", lambda dialog, a=answer: (asked.append(dialog.message), a(dialog)))
        # The phone asks once it has counted: a second press before that would answer both times.
        with page.expect_event("dialog"):
            page.get_by_role("button", name="Sign out").click()
        if kept:
            assert page.evaluate("Outbox.mine().then(taps => taps.length)") == kept
    page.wait_for_url("**/day/signin**")
    expect(page.get_by_role("heading", name="Your day")).to_be_visible()
    assert all("Not sent yet: 1 update." in message for message in asked)
    assert len(asked) == 2
    assert page.evaluate(IN_STORES) == [0, 0]


def test_the_phone_forgets_after_a_day_and_says_what_was_never_sent(
    hold_phone: Callable[..., Page], day: RunningDay
) -> None:
    page, path = hold_phone(), f"/day/jobs/{day.visits[0]}"
    expect_kept(page, path)
    page.context.set_offline(True)
    page.goto(path)
    page.get_by_role("button", name="I have arrived").click()
    expect(page.locator("#line")).to_have_text("Saved, will be sent: 1 update.")
    page.evaluate("Outbox.forgetOld(Date.now() + Outbox.KEPT_MS - 600000)")
    expect_kept(page, path)
    assert page.evaluate("Outbox.mine().then(taps => taps.length)") == 1
    page.evaluate("Outbox.forgetOld(Date.now() + Outbox.KEPT_MS + 1000)")
    assert page.evaluate("caches.open('day-pages').then(c => c.keys()).then(k => k.length)") == 0
    page.goto(path)
    expect(page.get_by_role("heading", name="No signal")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/day")
    expect(page.locator("#problem")).to_have_text(
        "Never sent, and too old now: 1 update. Ring the office."
    )


def test_the_day_works_without_script(hold_phone: Callable[..., Page], day: RunningDay) -> None:
    page = hold_phone(java_script_enabled=False)
    page.get_by_role("link", name="Dripping or stiff tap").first.click()
    page.get_by_role("button", name="On my way").click()
    expect(page.get_by_text("Marked as on the way.")).to_be_visible()
    page.get_by_text("More work needed").click()
    page.select_option("#follow-why", "part")
    page.locator("#follow-text").fill("22 mm valve")
    page.get_by_role("button", name="Done for today, more to do").click()
    expect(page.get_by_text("Marked as done for today, with more to do.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(
    hold_phone: Callable[..., Page], day: RunningDay, scheme: str
) -> None:
    page = hold_phone(color_scheme=scheme, viewport={"width": 320, "height": 640})
    for path in ("/day", f"/day/jobs/{day.visits[0]}", "/day/near", "/day/jobs/999"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        small = page.locator("button:visible, a.button:visible, summary:visible").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect().height).filter(h => h < 36)"
        )
        assert small == []
    page.goto("/day")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Your day")).to_be_visible()
    assert violations(page) == []


def expect_kept(page: Page, path: str) -> None:
    """Waits until the worker behind the page keeps it for when there is no signal."""
    kept = "path => caches.match(path, { cacheName: 'day-pages' }).then(found => Boolean(found))"
    deadline = time.monotonic() + WAIT_MS / 1000
    while not page.evaluate(kept, path):
        assert time.monotonic() < deadline, "the page is not kept"
        page.wait_for_timeout(100)


async def _with_scene[Result](
    database_url: str, work: Callable[[Scene], Awaitable[Result]]
) -> Result:
    engine = open_engine(database_url)
    try:
        return await work(Scene(sql_units(engine), engine))
    finally:
        await engine.dispose()


async def _two_visits(scene: Scene) -> tuple[int, ...]:
    """Whatever the hour and the day of the week is, the operative's window is open."""
    async with scene.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await scene.set()
    now = SystemClock().now()
    today = to_london(now).date()
    async with scene.units() as uow:
        await uow.diary.add_windows([DiaryWindow(1, today, "all_day", *ALL_DAY, 240, 0)])
        await uow.site_alerts.set_person_alert(1, "two_to_attend", "Since May.")
        await uow.site_alerts.set_location_alert(
            1, "access", "Buzzer 4 is dead: ring from the street."
        )
    visits = [
        (await scene.book(TAPPER, order, day=today, window="all_day", now=now)).id
        for order in [await scene.order(home, now=now) for home in (1, 2)]
    ]
    return tuple(visits)


async def _states(scene: Scene, appointment_id: int) -> list[str]:
    async with scene.units() as uow:
        appointment = await uow.appointments.appointment(appointment_id)
        assert appointment is not None
        history = await uow.appointments.history(appointment.work_order_id)
    return [line.to_state.value for line in history if line.from_state is not None]


async def _cancel(scene: Scene, appointment_id: int) -> None:
    async with scene.units() as uow:
        await diary.cancel(uow, appointment_id=appointment_id, now=SystemClock().now())
