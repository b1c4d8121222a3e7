"""The reply is in reach on an officer's screen, and nothing that is sent moves what they read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.desk.chromium import RunningDesk
from tests.desk.writing import tenant_says

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SCREEN = {"width": 1366, "height": 768}
LOOK_AGAIN = "htmx.trigger(document.body, 'conversation-changed')"
PLACE = "() => [window.scrollY, document.querySelector('.transcript').scrollTop]"
AT_END = """() => { const list = document.querySelector('.transcript');
  return list.scrollHeight - list.scrollTop - list.clientHeight < 2; }"""


async def _much_is_said(units: object, conversation_id: int) -> None:
    for number in range(30):
        await tenant_says(units, conversation_id, f"and another thing, number {number}")  # type: ignore[arg-type]


def _held(visit: Callable[..., Page], desk: RunningDesk, conversation_id: int) -> Page:
    desk.change(lambda units: _much_is_said(units, conversation_id))
    page = visit(viewport=SCREEN)
    page.goto(f"/conversations/{conversation_id}")
    page.click("#claim")
    expect(page.locator("#reply")).to_be_visible()
    return page


def _in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= SCREEN["height"]


@pytest.mark.parametrize("about", ["heating", "gas", "damp"])
def test_the_reply_is_in_reach_wherever_the_page_stands(
    visit: Callable[..., Page], desk: RunningDesk, about: str
) -> None:
    page = _held(visit, desk, getattr(desk.day, about))
    bottom = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    for place in (0, bottom // 3, bottom // 2, bottom):
        page.evaluate("place => window.scrollTo(0, place)", place)
        assert _in_view(page, "#text"), place
        assert _in_view(page, "#reply button.primary"), place
    page.evaluate("window.scrollTo(0, 0)")
    newest = page.locator(".message").last.bounding_box()
    composer = page.locator(".composer").bounding_box()
    assert newest is not None
    assert composer is not None
    assert newest["y"] + newest["height"] <= composer["y"], "the newest message is not covered"


def test_sending_moves_nothing(visit: Callable[..., Page], desk: RunningDesk) -> None:
    page = _held(visit, desk, desk.day.heating)
    assert page.evaluate(AT_END), "it opens at the newest"
    page.evaluate("window.scrollTo(0, 150)")
    page.evaluate("document.querySelector('.transcript').scrollTop = 120")
    before = page.evaluate(PLACE)
    assert before == [150, 120]
    page.fill("#text", "Someone is on the way")
    page.get_by_role("button", name="Send to tenant").click()
    expect(page.get_by_text("Sent.", exact=True)).to_be_focused()
    expect(page.get_by_text("Sent.", exact=True)).to_be_in_viewport(ratio=1)
    assert page.evaluate(PLACE) == before
    desk.change(lambda units: tenant_says(units, desk.day.heating, "thank you"))
    expect(page.locator("#transcript")).to_contain_text("thank you")
    assert page.evaluate(PLACE) == before, "nor does what the tenant writes"


def test_who_reads_the_newest_sees_what_they_sent(
    visit: Callable[..., Page], desk: RunningDesk
) -> None:
    page = _held(visit, desk, desk.day.heating)
    page.fill("#text", "Someone is on the way")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Sent.", exact=True)).to_be_focused()
    expect(page.locator(".message.officer").last).to_be_in_viewport(ratio=1)
    assert page.evaluate(AT_END)
    assert page.evaluate("window.scrollY") == 0
