"""The chat without script: a form that posts, and a page with the history."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

REPAIR = "my kitchen tap keeps <i>dripping</i>"


@pytest.fixture
def plain(visit: Visit) -> Page:
    page = visit(java_script_enabled=False).new_page()
    page.goto("/chat")
    return page


def messages(page: Page, kind: str) -> list[str]:
    return page.locator(f"li.from-{kind}").all_inner_texts()


def wait_for_an_answer(page: Page) -> None:
    for _ in range(30):
        if messages(page, "bot"):
            return
        page.wait_for_timeout(1_000)
        page.get_by_role("link", name="Look for new messages").click()
    assert messages(page, "bot")


def test_the_home_page_leads_to_it(visit: Visit) -> None:
    page = visit(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("link", name="Start a chat").click()
    expect(page).to_have_url("/chat")


def test_a_message_is_sent_and_answered(plain: Page) -> None:
    plain.get_by_label("Your message").fill(REPAIR)
    plain.get_by_role("button", name="Send").click()
    wait_for_an_answer(plain)
    assert REPAIR in messages(plain, "tenant")[0]


def test_what_was_sent_and_its_answer_are_seen_after_sending(visit: Visit) -> None:
    page = visit(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto("/chat")
    for words in (REPAIR, "what happens next", "can i talk to a person"):
        page.get_by_label("Your message").fill(words)
        page.get_by_role("button", name="Send").click()
        wait_for_an_answer(page)
    expect(page.locator("#newest")).to_contain_text("can i talk to a person")
    expect(page.locator("#newest")).to_be_in_viewport()
    expect(page.locator("li.from-bot").last).to_be_in_viewport()


def test_an_answer_can_be_pressed(plain: Page) -> None:
    plain.get_by_label("Your message").fill(REPAIR)
    plain.get_by_role("button", name="Send").click()
    wait_for_an_answer(plain)
    choice = plain.locator(".choices button").first
    title = choice.inner_text()
    choice.click()
    expect(plain.locator("li.from-tenant").last).to_contain_text(title)


def test_a_person_can_be_asked_for(plain: Page) -> None:
    plain.get_by_role("button", name="Talk to a person").click()
    expect(plain.locator("li.from-tenant").last).to_contain_text("Talk to a person")
