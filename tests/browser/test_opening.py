"""Opening, closing, and where the focus is (WCAG 2.4.3, 2.4.11, 4.1.2)."""

from playwright.sync_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Visit

PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True}


def test_the_opener_says_whether_the_chat_is_open(page: Page) -> None:
    chat = ChatPage(page).visit()
    expect(chat.opener).to_have_attribute("aria-expanded", "false")
    expect(chat.panel).to_be_hidden()
    chat.open()
    expect(chat.opener).to_have_attribute("aria-expanded", "true")
    expect(chat.panel).to_be_visible()


def test_escape_closes_and_gives_the_focus_back(chat: ChatPage) -> None:
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.opener).to_be_focused()


def test_the_close_button_closes_and_gives_the_focus_back(chat: ChatPage) -> None:
    chat.page.get_by_role("button", name="Close chat").click()
    expect(chat.panel).to_be_hidden()
    expect(chat.opener).to_be_focused()


def test_a_link_of_the_page_opens_the_chat(page: Page) -> None:
    chat = ChatPage(page).visit()
    page.get_by_role("link", name="Start a chat").click()
    expect(chat.box).to_be_focused()
    expect(page).to_have_url(page.url)


def test_the_chat_links_to_the_deal(chat: ChatPage) -> None:
    with chat.page.expect_popup() as opened:
        chat.page.get_by_role("link", name="Our Deal (new tab)").click()
    expect(opened.value.get_by_role("heading", name="Our Deal", exact=True)).to_be_visible()
    expect(chat.panel).to_be_visible()


def test_beside_the_open_chat_the_page_stays_usable_on_a_desktop(chat: ChatPage) -> None:
    chat.page.get_by_role("link", name="Repairs", exact=True).click()
    expect(chat.page).to_have_url("/#repairs")
    expect(chat.panel).to_be_visible()


def test_on_a_phone_the_chat_keeps_the_focus(visit: Visit) -> None:
    chat = ChatPage(visit(**PHONE).new_page()).visit().open()
    for _ in range(20):
        chat.page.keyboard.press("Tab")
        outside = chat.page.evaluate("""() => {
            const active = document.activeElement;
            return !["HEARTHLINE-CHAT", "BODY"].includes(active.tagName);
        }""")
        assert not outside


def test_on_a_phone_escape_closes_and_gives_the_focus_back(visit: Visit) -> None:
    chat = ChatPage(visit(**PHONE).new_page()).visit().open()
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.opener).to_be_focused()


def test_a_visitor_who_never_opens_the_chat_gets_no_session(page: Page) -> None:
    ChatPage(page).visit()
    page.wait_for_load_state("networkidle")
    assert not page.context.cookies()


def test_a_reload_keeps_the_chat_open_without_taking_the_focus(chat: ChatPage) -> None:
    chat.page.reload()
    expect(chat.panel).to_be_visible()
    expect(chat.box).not_to_be_focused()
