"""Ending a chat at a computer that others use: asked once, then nothing of it is left there."""

from playwright.sync_api import Page, expect

from tests.browser.chat_page import NO_SESSION, ChatPage

STORED = """() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]
  .filter(key => key.startsWith("hearthline."))"""


def test_an_ended_chat_leaves_nothing_in_the_browser(chat: ChatPage) -> None:
    page = chat.page
    chat.say("my kitchen tap keeps dripping")
    chat.expect_answer()
    chat.box.fill("a draft")
    page.get_by_role("button", name="End chat").click()
    page.get_by_role("button", name="No, keep it").click()
    expect(page.get_by_role("button", name="End chat")).to_be_focused()
    chat.expect_said("my kitchen tap keeps dripping")
    page.get_by_role("button", name="End chat").click()
    page.get_by_role("button", name="Yes, end it").click()
    expect(chat.panel).to_be_hidden()
    assert page.context.cookies() == []
    assert page.evaluate(STORED) == []
    assert page.context.request.get("/chat/transcript.txt").status == NO_SESSION
    chat.open()
    chat.expect_session()
    expect(chat.messages).to_have_count(0)
    expect(chat.box).to_have_value("")
    chat.say("hello")
    chat.expect_answer()
    assert "my kitchen tap keeps dripping" not in chat.stored()


def test_the_chat_links_to_the_privacy_notice(page: Page) -> None:
    chat = ChatPage(page).visit().open()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Your privacy (new tab)").click()
    expect(opened.value.get_by_role("heading", name="Your privacy", exact=True)).to_be_visible()
    expect(chat.panel).to_be_visible()
