"""From the chat to the desk and back: two browsers, one officer, one tenant."""

from playwright.sync_api import Page, expect

from housing.demo.people import OFFICERS
from tests.browser.axe import violations
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Visit
from tests.support.stack import Stack

WREN = OFFICERS[0]
REPAIR = "my kitchen tap keeps dripping"


def signed_in(visit: Visit, stack: Stack) -> Page:
    page = visit(base_url=stack.desk).new_page()
    page.goto("/")
    page.get_by_label("E-mail address").fill(WREN.email)
    page.get_by_label("Password").fill(WREN.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue", exact=True)).to_be_visible()
    return page


def claim_the_newest(desk: Page) -> None:
    desk.locator("li.ticket").last.get_by_role("link").first.click()
    desk.get_by_role("button", name="Claim this conversation").click()
    expect(desk.get_by_label("Message", exact=True)).to_be_visible()


def test_an_officer_answers_in_the_chat(chat: ChatPage, visit: Visit, stack: Stack) -> None:
    chat.say(REPAIR)
    chat.expect_answer()
    chat.page.get_by_role("button", name="Talk to a person").click()
    expect(chat.presence).to_contain_text("Waiting for a person")
    bot_has_said = chat.from_("bot").count()

    desk = signed_in(visit, stack)
    claim_the_newest(desk)
    expect(desk.locator("#transcript")).to_contain_text(REPAIR)
    expect(chat.presence).to_have_text("You are talking to Wren.")
    expect(chat.from_("system").last).to_contain_text("Wren")

    desk.get_by_label("Message", exact=True).fill("Hello, I can help with <b>that</b> tap.")
    desk.get_by_role("button", name="Send to tenant").click()
    answer = chat.from_("officer").last
    expect(answer).to_contain_text("Hello, I can help with <b>that</b> tap.")
    expect(answer.locator(".author")).to_contain_text("Wren")

    for text in ("yes please", "/restart"):
        chat.say(text)
        chat.expect_said(text)
    expect(desk.locator("#transcript")).to_contain_text("/restart")
    assert chat.from_("bot").count() == bot_has_said

    desk.get_by_label("How did it end?").select_option("answered")
    desk.get_by_role("button", name="Close", exact=True).click()
    expect(chat.choices.first).to_be_visible()
    chat.wait_until_shown_equals_stored()
    assert violations(desk) == []
