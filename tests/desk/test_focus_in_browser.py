"""Where the keyboard stands at the desk: on what came of an action, every time, and never
somewhere else because the page has read itself again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.desk.chromium import RunningDesk
from tests.desk.writing import hand_over, tenant_says

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

CLAIMED = "You have this conversation."
HEATING = "No heating or hot water; mother of 82 at home"

# Presses the button right after a live update has exchanged it.
PRESS_WHEN_EXCHANGED = """() => {
  const press = () => window.setTimeout(() => document.getElementById('claim').click(), 0);
  document.addEventListener('htmx:afterSwap', press, { once: true });
  htmx.trigger(document.body, 'conversation-changed');
}"""
LOOK_AGAIN = "htmx.trigger(document.body, 'conversation-changed')"


def test_a_claim_right_after_a_live_update_ends_on_its_outcome(
    visit: Callable[..., Page], desk: RunningDesk
) -> None:
    page = visit()
    page.goto(f"/conversations/{desk.day.heating}")
    page.evaluate(PRESS_WHEN_EXCHANGED)
    expect(page.get_by_text(CLAIMED, exact=True)).to_be_focused()
    desk.change(lambda units: tenant_says(units, desk.day.heating, "are you there"))
    expect(page.locator("#transcript")).to_contain_text("are you there")
    expect(page.get_by_text(CLAIMED, exact=True)).to_be_focused()


def test_what_was_read_before_a_claim_does_not_undo_it_on_the_page(
    visit: Callable[..., Page], desk: RunningDesk
) -> None:
    page = visit()
    page.route("**/events*", lambda route: route.abort())
    page.goto(f"/conversations/{desk.day.heating}")
    early: list[tuple[Route, APIResponse]] = []
    page.route("**/*live=1", lambda route: early.append((route, route.fetch())), times=1)
    page.evaluate(LOOK_AGAIN)
    page.wait_for_function("() => document.querySelector('[data-live]').matches('.htmx-request')")
    page.click("#claim")
    expect(page.get_by_text(CLAIMED, exact=True)).to_be_focused()
    for route, answer in early:
        route.fulfill(response=answer)
    page.evaluate(LOOK_AGAIN)
    expect(page.locator("#standing")).to_contain_text("You have this conversation")
    expect(page.locator("#claim")).to_have_count(0)


def test_a_claim_from_the_queue_ends_on_its_outcome(
    visit: Callable[..., Page], desk: RunningDesk
) -> None:
    page = visit()
    page.get_by_role("button", name=f"Claim {HEATING}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(CLAIMED, exact=True)).to_be_focused()


@pytest.mark.parametrize(
    "stands_on",
    [
        f"a:has-text('{HEATING}')",
        ".alerts a.button",
        ".alerts button",
        "#hazards-title + ul a",
        "li.ticket:has-text('No heating') button",
    ],
)
def test_the_queue_reads_itself_again_under_the_keyboard(
    visit: Callable[..., Page], desk: RunningDesk, stands_on: str
) -> None:
    page = visit()
    page.locator(stands_on).first.focus()
    desk.change(lambda units: hand_over(units, desk.day.keys, "The visit never happened"))
    expect(page.get_by_role("link", name="The visit never happened")).to_be_visible()
    expect(page.locator(stands_on).first).to_be_focused()


@pytest.mark.parametrize("line", ["no network", "no desk"])
def test_without_a_connection_the_desk_says_so_and_keeps_the_words(
    visit: Callable[..., Page], desk: RunningDesk, line: str
) -> None:
    page = visit()
    page.goto(f"/conversations/{desk.day.gas}")
    page.click("#claim")
    page.fill("#text", "Are you outside now?")
    if line == "no network":
        page.context.set_offline(True)
    else:
        page.route("**/reply", lambda route: route.abort())
    page.keyboard.press("Control+Enter")
    expect(page.locator("#unsent")).to_be_visible()
    expect(page.locator("#text")).to_have_value("Are you outside now?")
    expect(page.locator("#text")).to_be_focused()
    page.context.set_offline(False)
    page.unroute("**/reply")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message.officer .text")).to_contain_text("Are you outside now?")
    expect(page.locator("#unsent")).to_be_hidden()


@pytest.mark.parametrize("path", ["/complaints/1", "/hazards/1", "/charges/1"])
def test_an_answer_written_without_a_connection_is_kept(
    visit: Callable[..., Page], desk: RunningDesk, path: str
) -> None:
    page = visit()
    page.goto(path)
    page.locator("input[type=radio]").first.check()
    words = page.locator("textarea")
    words.fill("We looked and it was the gutter.")
    page.context.set_offline(True)
    page.locator("form.card button.primary").click()
    expect(page.locator("#unsent")).to_be_visible()
    expect(words).to_have_value("We looked and it was the gutter.")
    page.context.set_offline(False)
    page.locator("form.card button.primary").click()
    expect(page.locator(".notice")).to_be_focused()
