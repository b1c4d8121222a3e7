"""The phone simulator: being a tenant by text, in a browser."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def phone(page: Page) -> Page:
    page.goto("/phone")
    expect(page.get_by_role("radio").first).to_be_checked()
    return page


def text(phone: Page, body: str) -> None:
    phone.get_by_label("Text message").fill(body)
    phone.get_by_role("button", name="Send").click()


def test_each_demo_tenant_shows_what_verifies_them(phone: Page) -> None:
    card = phone.locator("label.person").first
    expect(card).to_contain_text("+447700900")
    expect(card).to_contain_text("Postcode")
    expect(card).to_contain_text("born")


def test_the_list_can_be_narrowed(phone: Page) -> None:
    cards = phone.locator("label.person:visible")
    everyone = cards.count()
    phone.get_by_label("Find by name").fill("vulnerable")
    assert 0 < cards.count() < everyone
    for card in cards.all():
        expect(card).to_contain_text("Vulnerable")
    phone.get_by_label("Find by name").fill("")
    expect(cards).to_have_count(everyone)


def test_a_text_is_answered_and_its_delivery_followed(phone: Page) -> None:
    text(phone, "my kitchen tap keeps dripping")
    expect(phone.locator("li.text:not(.is-incoming)").last).to_contain_text("dripping")
    answer = phone.locator("li.text.is-incoming").last
    expect(answer).to_contain_text("delivered")
    expect(answer).to_contain_text("segment")
    expect(phone.get_by_label("Text message")).to_have_value("")


def test_a_reload_keeps_the_phone_and_its_texts(phone: Page) -> None:
    phone.get_by_role("radio").nth(1).check()
    text(phone, "hello")
    expect(phone.locator("li.text").first).to_be_visible()
    owner = phone.locator("#owner").inner_text()
    phone.reload()
    expect(phone.locator("#owner")).to_have_text(owner)
    expect(phone.locator("li.text").first).to_be_visible()


def test_any_number_can_be_a_phone(phone: Page) -> None:
    phone.get_by_label("Another number").fill("07700 900999")
    phone.get_by_role("button", name="Use this number").click()
    expect(phone.locator("#owner")).to_have_text("Phone +447700900999")
    text(phone, "<b>hello</b>")
    expect(phone.locator("li.text").first).to_contain_text("<b>hello</b>")


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("", ""),
        ("hello", "5 characters, 1 segment (GSM-7)"),
        ("a" * 160, "160 characters, 1 segment (GSM-7)"),
        ("a" * 161, "161 characters, 2 segments (GSM-7)"),
        ("a" * 306, "306 characters, 2 segments (GSM-7)"),
        ("a" * 307, "307 characters, 3 segments (GSM-7)"),
        ("€" * 80, "80 characters, 1 segment (GSM-7)"),
        ("€" * 81, "81 characters, 2 segments (GSM-7)"),
        ("\N{GRINNING FACE}" * 35, "35 characters, 1 segment (UCS-2)"),
        ("\N{GRINNING FACE}" * 36, "36 characters, 2 segments (UCS-2)"),
    ],
)
def test_segments_are_counted_as_they_are_billed(phone: Page, body: str, count: str) -> None:
    phone.get_by_label("Text message").fill(body)
    expect(phone.locator("#count")).to_have_text(count)
