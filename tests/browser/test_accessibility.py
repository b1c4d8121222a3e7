"""WCAG 2.2 AA by axe in every state of the chat, and what axe cannot see: reflow and zoom."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Visit

REPAIR = "my kitchen tap keeps dripping"
NARROW = {"width": 320, "height": 640}
# 1280 x 1024 at 400%.
ZOOMED = {"width": 320, "height": 256}


@pytest.fixture
def page(visit: Visit) -> Page:
    """Not watched for refused styles: axe brings one of its own, which the gateway refuses."""
    return visit().new_page()


def test_the_closed_chat(page: Page) -> None:
    ChatPage(page).visit()
    assert violations(page) == []


def test_the_open_chat(chat: ChatPage) -> None:
    assert violations(chat.page) == []


def test_a_chat_with_messages_and_answers(chat: ChatPage) -> None:
    chat.say(REPAIR)
    expect(chat.choices.first).to_be_visible()
    assert violations(chat.page) == []
    chat.choices.first.click()
    chat.expect_answer(after=1)
    assert violations(chat.page) == []


def test_a_chat_that_waits_for_a_person(chat: ChatPage) -> None:
    chat.page.get_by_role("button", name="Talk to a person").click()
    expect(chat.presence).to_contain_text("Waiting for a person")
    assert violations(chat.page) == []


def test_a_dark_chat(visit: Visit) -> None:
    chat = ChatPage(visit(color_scheme="dark").new_page()).visit().open()
    chat.say(REPAIR)
    expect(chat.choices.first).to_be_visible()
    assert violations(chat.page) == []


def test_a_message_that_was_not_sent(visit: Visit) -> None:
    page = visit().new_page()
    page.route("**/chat/**", lambda route: route.abort())
    page.route("**/socket.io/**", lambda route: route.abort())
    chat = ChatPage(page).visit().open()
    chat.say(REPAIR)
    expect(chat.unsent).to_contain_text("Not sent yet")
    expect(page.get_by_role("alert").filter(has_text="has not been sent")).to_be_attached()
    assert violations(page) == []


def test_a_narrow_chat_needs_no_scrolling_sideways(visit: Visit) -> None:
    for size in (NARROW, ZOOMED):
        chat = ChatPage(visit(viewport=size).new_page()).visit().open()
        chat.say("a" * 200)
        chat.say(REPAIR)
        expect(chat.choices.first).to_be_visible()
        assert sideways(chat.page) == []
        assert violations(chat.page) == []


def test_at_400_percent_everything_can_be_reached(visit: Visit) -> None:
    chat = ChatPage(visit(viewport=ZOOMED).new_page()).visit().open()
    chat.say(REPAIR)
    expect(chat.choices.first).to_be_visible()
    for reachable in (
        chat.page.get_by_role("button", name="Talk to a person"),
        chat.choices.first,
        chat.box,
        chat.page.get_by_role("button", name="Send"),
        chat.page.get_by_role("link", name="Download this chat"),
    ):
        reachable.scroll_into_view_if_needed()
        expect(reachable).to_be_in_viewport(ratio=0.9)


def test_reduced_motion_stills_every_animation(visit: Visit) -> None:
    chat = ChatPage(visit(reduced_motion="reduce").new_page()).visit().open()
    chat.say(REPAIR)
    assert chat.page.evaluate("document.getAnimations().length") == 0


def test_the_phone_simulator(visit: Visit) -> None:
    for scheme in ("light", "dark"):
        page = visit(color_scheme=scheme).new_page()
        page.goto("/phone")
        expect(page.get_by_role("radio").first).to_be_checked()
        assert violations(page) == []


@pytest.mark.parametrize("path", ["/chat", "/deal"])
def test_the_plain_page(page: Page, path: str) -> None:
    page.goto(path)
    assert violations(page) == []


def sideways(page: Page) -> list[str]:
    """What is wider than the screen: the page, and each part of the chat that clips or scrolls."""
    wide: list[str] = page.evaluate("""() => {
        const root = document.querySelector("hearthline-chat").shadowRoot;
        const boxes = [document.documentElement, ...root.querySelectorAll(".panel, .log, .help")];
        return boxes.filter(box => box.scrollWidth > box.clientWidth + 1)
            .map(box => box.className || box.tagName);
    }""")
    return wide
