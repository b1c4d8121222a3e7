"""Nothing is lost or doubled: reload, a second tab, a cut line, a deaf line, a lost receipt."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Visit
from tests.browser.line import Line

REPAIR = "my kitchen tap keeps dripping"
# Long enough that a person may look away, short enough that the reconnection pause fits.
BACK_MS = 20_000


@pytest.fixture
def visitor(visit: Visit) -> BrowserContext:
    return visit()


@pytest.fixture
def line_page(visitor: BrowserContext) -> tuple[Line, ChatPage]:
    page = visitor.new_page()
    line = Line(page)
    return line, ChatPage(page).visit().open()


def say_elsewhere(chat: ChatPage, text: str) -> None:
    """The same visitor says something by another way than this page."""
    answer = chat.page.context.request.post(
        "/chat/messages", data={"client_id": f"elsewhere-{text}", "text": text}
    )
    assert answer.ok, answer.text()


def test_a_reload_keeps_the_history(chat: ChatPage) -> None:
    chat.say(REPAIR)
    chat.expect_answer()
    chat.wait_until_shown_equals_stored()
    before = chat.shown()
    chat.page.reload()
    expect(chat.messages).to_have_count(len(before))
    assert chat.shown() == before


def test_a_reload_keeps_what_was_being_typed(chat: ChatPage) -> None:
    chat.box.fill("half a sent")
    chat.page.reload()
    expect(chat.box).to_have_value("half a sent")


def test_old_messages_are_not_announced_again_after_a_reload(chat: ChatPage) -> None:
    chat.say(REPAIR)
    chat.expect_answer()
    chat.page.reload()
    chat.expect_answer()
    assert "said:" not in chat.page.locator("hearthline-chat [aria-live=polite]").first.inner_text()


def test_a_second_tab_shows_the_same_conversation(visitor: BrowserContext) -> None:
    first = ChatPage(visitor.new_page()).visit().open()
    first.say(REPAIR)
    first.expect_answer()
    second = ChatPage(visitor.new_page()).visit().open()
    second.expect_said(REPAIR)
    second.say("it is in the kitchen")
    first.expect_said("it is in the kitchen")
    first.wait_until_shown_equals_stored()
    second.wait_until_shown_equals_stored()


def test_two_visitors_do_not_see_each_other(visit: Visit) -> None:
    one = ChatPage(visit().new_page()).visit().open()
    one.say(REPAIR)
    one.expect_said(REPAIR)
    other = ChatPage(visit().new_page()).visit().open()
    other.page.wait_for_timeout(1_000)
    assert other.stored() == []
    assert other.shown() == []


def test_a_new_message_is_counted_on_the_closed_chat(chat: ChatPage) -> None:
    chat.expect_session()
    chat.page.keyboard.press("Escape")
    say_elsewhere(chat, REPAIR)
    expect(chat.page.locator("hearthline-chat .unread")).to_contain_text("new message")
    chat.open()
    expect(chat.page.locator("hearthline-chat .unread")).to_be_hidden()


def test_what_is_typed_while_the_line_is_cut_is_kept_and_sent_once(
    line_page: tuple[Line, ChatPage],
) -> None:
    line, chat = line_page
    chat.say("hello")
    chat.expect_said("hello")
    line.cut()
    expect(chat.status).to_contain_text("Reconnecting", timeout=BACK_MS)
    chat.say(REPAIR)
    expect(chat.unsent).to_contain_text("Not sent yet")
    expect(chat.unsent.get_by_role("button", name="Try again")).to_be_visible()
    line.mend()
    expect(chat.unsent).to_have_count(0, timeout=BACK_MS)
    chat.expect_said(REPAIR)
    expect(chat.status).not_to_contain_text("Reconnecting", timeout=BACK_MS)
    chat.wait_until_shown_equals_stored()
    assert chat.stored().count(REPAIR) == 1


def test_an_unsent_message_outlives_a_reload(line_page: tuple[Line, ChatPage]) -> None:
    line, chat = line_page
    line.wait_for_socket()
    line.cut()
    chat.say(REPAIR)
    expect(chat.unsent).to_contain_text("Not sent yet")
    line.mend()
    chat.page.reload()
    chat.expect_said(REPAIR)
    chat.wait_until_shown_equals_stored()
    assert chat.stored().count(REPAIR) == 1


def test_an_unsent_message_can_be_removed(line_page: tuple[Line, ChatPage]) -> None:
    line, chat = line_page
    line.wait_for_socket()
    line.cut()
    chat.say(REPAIR)
    chat.unsent.get_by_role("button", name="Remove").click()
    line.mend()
    expect(chat.status).not_to_contain_text("Reconnecting", timeout=BACK_MS)
    assert chat.stored() == []


def test_what_was_said_while_the_line_was_cut_is_shown_after_it(
    line_page: tuple[Line, ChatPage],
) -> None:
    line, chat = line_page
    line.wait_for_socket()
    line.cut()
    say_elsewhere(chat, REPAIR)
    line.mend()
    expect(chat.from_("bot").first).to_be_visible(timeout=BACK_MS)
    chat.wait_until_shown_equals_stored()


def test_a_line_cut_right_after_sending_loses_and_doubles_nothing(
    line_page: tuple[Line, ChatPage],
) -> None:
    line, chat = line_page
    line.wait_for_socket()
    for text in ("hello", REPAIR, "thanks"):
        chat.say(text)
        line.cut()
        chat.page.wait_for_timeout(300)
        line.mend()
        expect(chat.unsent).to_have_count(0, timeout=BACK_MS)
        chat.expect_said(text)
    chat.wait_until_shown_equals_stored()
    assert [chat.stored().count(text) for text in ("hello", REPAIR, "thanks")] == [1, 1, 1]


def test_a_lost_receipt_does_not_double_the_message(line_page: tuple[Line, ChatPage]) -> None:
    line, chat = line_page
    line.wait_for_socket()
    line.deafen()
    chat.say(REPAIR)
    chat.expect_said(REPAIR)
    line.mend()
    chat.wait_until_shown_equals_stored()
    assert chat.stored().count(REPAIR) == 1


def test_a_message_lost_on_the_way_is_fetched_when_the_next_one_shows_the_gap(
    line_page: tuple[Line, ChatPage],
) -> None:
    line, chat = line_page
    line.wait_for_socket()
    line.deafen()
    say_elsewhere(chat, "hello")
    chat.page.wait_for_timeout(2_000)
    line.mend()
    say_elsewhere(chat, REPAIR)
    chat.expect_said("hello")
    chat.wait_until_shown_equals_stored()


def test_without_a_socket_the_chat_goes_on_by_http(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.route("**/socket.io/**", lambda route: route.abort())
    Line(page, websockets=False)
    chat = ChatPage(page).visit().open()
    chat.say(REPAIR)
    chat.expect_said(REPAIR)
    chat.expect_answer()
    expect(chat.status).not_to_contain_text("Reconnecting")


def test_a_forgotten_session_starts_afresh(page: Page) -> None:
    chat = ChatPage(page).visit().open()
    chat.say("hello")
    chat.expect_said("hello")
    page.context.clear_cookies()
    page.reload()
    expect(chat.panel).to_be_visible()
    chat.say(REPAIR)
    chat.expect_said(REPAIR)
    expect(chat.from_("tenant")).to_have_count(1)
