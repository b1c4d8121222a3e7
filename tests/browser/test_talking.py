"""Talking: sending, being answered, answering with a button, asking for a person."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chat_page import ChatPage

REPAIR = "my kitchen tap keeps dripping"
MARKUP = '<img src=x onerror="document.title=1"><b>bold</b> <script>document.title=2</script>'


def test_a_message_is_answered_by_the_assistant(chat: ChatPage) -> None:
    chat.say(REPAIR)
    chat.expect_said(REPAIR)
    expect(chat.box).to_have_value("")
    chat.expect_answer()
    expect(chat.from_("bot").first.locator(".author")).to_contain_text("Assistant")


def test_each_new_message_is_announced_once_and_the_list_is_not_live(chat: ChatPage) -> None:
    polite = chat.page.locator("hearthline-chat [aria-live=polite]")
    chat.say(REPAIR)
    expect(polite.get_by_text("Message sent.")).to_have_count(1)
    expect(polite.get_by_text("Assistant said:").first).to_be_attached()
    assert chat.page.locator("hearthline-chat .log [aria-live]").count() == 0


def test_a_pressed_answer_is_sent_and_the_buttons_become_text(chat: ChatPage) -> None:
    chat.say(REPAIR)
    expect(chat.choices.first).to_be_visible()
    answer = chat.choices.first.inner_text()
    asked = chat.messages.nth(len(chat.shown()) - 1)
    chat.choices.first.click()
    chat.expect_said(answer)
    expect(asked.locator("button")).to_have_count(0)
    expect(asked.locator(".chosen")).to_contain_text(answer)


def test_a_typed_answer_counts_as_well_as_a_button(chat: ChatPage) -> None:
    chat.say(REPAIR)
    expect(chat.choices.first).to_be_visible()
    answer = chat.choices.first.inner_text()
    answers_so_far = chat.from_("bot").count()
    chat.say(answer.lower())
    chat.expect_answer(after=answers_so_far)
    expect(chat.page.locator("hearthline-chat .chosen").first).to_contain_text(answer)


def test_answers_are_reached_and_given_with_the_keyboard(chat: ChatPage) -> None:
    chat.say(REPAIR)
    expect(chat.choices.first).to_be_visible()
    chat.page.keyboard.press("Shift+Tab")
    expect(chat.choices.last).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator("hearthline-chat .is-closed").last).to_be_focused()


def test_an_answer_pressed_twice_is_sent_once(chat: ChatPage) -> None:
    chat.say(REPAIR)
    expect(chat.choices.first).to_be_visible()
    chat.choices.first.dblclick()
    chat.expect_answer(after=1)
    assert chat.from_("tenant").count() == 2


def test_typed_markup_is_shown_as_text(chat: ChatPage) -> None:
    title = chat.page.title()
    chat.say(MARKUP)
    chat.expect_said(MARKUP)
    chat.page.reload()
    chat.expect_said(MARKUP)
    assert chat.page.title() == title
    assert chat.page.locator("hearthline-chat .log img, hearthline-chat .log b").count() == 0


def test_web_addresses_open_safely_and_nothing_else_becomes_a_link(chat: ChatPage) -> None:
    chat.say("see https://deal.example/taps?x=1. not javascript:alert(1) or data:text/html,x")
    links = chat.from_("tenant").get_by_role("link")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://deal.example/taps?x=1")
    expect(links).to_have_attribute("target", "_blank")
    expect(links).to_have_attribute("rel", "noopener noreferrer")


def test_a_new_message_does_not_take_the_focus(chat: ChatPage) -> None:
    person = chat.page.get_by_role("button", name="Talk to a person")
    chat.say(REPAIR)
    person.focus()
    chat.expect_answer()
    expect(person).to_be_focused()


def test_a_person_is_always_one_press_away(chat: ChatPage) -> None:
    person = chat.page.get_by_role("button", name="Talk to a person")
    expect(person).to_be_visible()
    person.click()
    expect(chat.presence).to_contain_text("Waiting for a person")
    expect(chat.page.locator("hearthline-chat p.waiting")).to_contain_text("keep your place")
    expect(person).to_be_visible()


def test_asking_again_says_where_one_stands(chat: ChatPage) -> None:
    person = chat.page.get_by_role("button", name="Talk to a person")
    person.click()
    expect(chat.presence).to_contain_text("Waiting for a person")
    person.click()
    expect(chat.from_("bot").last).to_contain_text("Someone will reply")
    chat.wait_until_shown_equals_stored()


def test_the_phone_number_is_always_shown(chat: ChatPage) -> None:
    link = chat.page.locator("hearthline-chat .phone a")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", re.compile(r"^tel:0\d{9,10}$"))


def test_too_long_a_message_is_counted_and_kept(chat: ChatPage) -> None:
    chat.say("a" * 1601)
    expect(chat.page.locator("hearthline-chat p.count")).to_have_text("1 character too many")
    expect(chat.box).to_have_attribute("aria-invalid", "true")
    expect(chat.from_("tenant")).to_have_count(0)
    chat.box.press("Backspace")
    expect(chat.page.locator("hearthline-chat p.count")).to_have_text("0 characters left")
    chat.box.press("Enter")
    chat.expect_said("a" * 1600)


def test_an_empty_message_is_not_sent(chat: ChatPage) -> None:
    chat.say("   ")
    expect(chat.page.locator("hearthline-chat p.count")).to_have_text("Type a message first.")
    assert chat.stored() == []


def test_the_whole_chat_can_be_downloaded(chat: ChatPage) -> None:
    chat.say(REPAIR)
    chat.expect_answer()
    with chat.page.expect_download() as download:
        chat.page.get_by_role("link", name="Download this chat").click()
    assert REPAIR in download.value.path().read_text()


def test_a_leading_slash_is_an_ordinary_message(chat: ChatPage) -> None:
    chat.say("/restart")
    chat.expect_said("/restart")
    chat.expect_answer()


def test_the_home_page_has_no_script_errors(page: Page) -> None:
    ChatPage(page).visit().open()
    page.wait_for_load_state("networkidle")
