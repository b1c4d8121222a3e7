"""The desk in Chromium on a busy morning: reachable by keyboard, true without reloading, and
readable by everybody (axe with the WCAG 2.2 AA tags, 320 px, both colour schemes)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.desk.chromium import RunningDesk, sign_in_at
from tests.desk.writing import hand_over, tenant_says

MANAGER = 2

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


PAGES = (
    "/promises",
    "/conversations/1/tenant",
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
    sign_in_at(page, 0)
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
    desk.change(lambda units: hand_over(units, desk.day.keys, "The visit never happened"))
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
    desk.change(lambda units: tenant_says(units, desk.day.gas, "we are all outside"))
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
    page.get_by_text("Mark visit as completed").click()
    page.get_by_role("button", name="Yes, the work is done").click()
    expect(page.get_by_text("Visit marked as completed.")).to_be_visible()
    expect(page.get_by_text("Mark visit as completed")).to_have_count(0)
    page.get_by_role("button", name="Take back: it is not done").click()
    expect(page.get_by_text("Taken back: the visit stands as it was booked.")).to_be_focused()
    expect(page.get_by_text("Mark visit as completed")).to_have_count(1)
