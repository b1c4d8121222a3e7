"""What holds a conversation together: help, why, again, corrections, digressions, bad input."""

import pytest

from tests.dialogue.conftest import MeetTenant, Rows
from tests.dialogue.people import Phone, Tenant


async def test_greeting_help_thanks_and_bye(tenant: Tenant) -> None:
    await tenant.says("hiya", "assistant", "not a person")
    await tenant.says("what can you do", "repairs")
    await tenant.says("thanks", "welcome")
    await tenant.says("bye", "bye")


async def test_why_do_you_ask(meet: MeetTenant) -> None:
    tenant = meet("webchat")
    await tenant.says("tap dripping", "turn the tap off")
    await tenant.says("why do you ask?", "turn the tap off")


async def test_repeat(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await tenant.says("tap dripping", "turn the tap off")
    await tenant.says("say that again please", "turn the tap off")


async def test_a_question_in_the_middle_and_back(meet: MeetTenant) -> None:
    tenant = meet("webchat")
    await tenant.says("tap dripping", "turn the tap off")
    await tenant.says("what time are you open", "monday to friday", "turn the tap off")
    await tenant.says("yes", "simple repair")


async def test_start_over_and_cancel(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await tenant.says("tap dripping", "turn the tap off")
    await tenant.says("start over", "start again")
    await tenant.says("tap dripping", "turn the tap off")
    await tenant.says("never mind forget it", "no visit was booked")


async def test_a_correction_of_the_last_answer(meet: MeetTenant) -> None:
    tenant = meet("webchat")
    await tenant.says("tap dripping", "turn the tap off")
    await tenant.says("yes", "simple repair")
    await tenant.says("sorry i meant no it wont turn off", "stopcock")


async def test_charge_query(tenant: Tenant) -> None:
    await tenant.says("how much do you charge for a lock change", "£65", "dispute")


async def test_who_fixes_the_fence(tenant: Tenant) -> None:
    await tenant.says("who is responsible for my fence", "fence")


@pytest.mark.parametrize(
    "words",
    ["", "   ", "😀😀😀", "/restart", '/report_problem{"issue":"x"}', "a" * 1600, "tap\x00 drips"],
    ids=["blank", "spaces", "emoji", "command", "payload", "1600", "null"],
)
async def test_odd_texts_get_an_ordinary_answer(meet: MeetTenant, words: str) -> None:
    tenant = meet("sms")
    await tenant.says(words)


async def test_html_is_words(meet: MeetTenant, rows: Rows) -> None:
    tenant = meet("webchat")
    await tenant.says("<script>alert(1)</script> tap dripping", "turn the tap off")
    assert rows("select * from message where text like '<script>%'")


async def test_the_same_webhook_twice_is_answered_once(meet: MeetTenant) -> None:
    tenant = meet("sms")
    assert isinstance(tenant.channel, Phone)
    await tenant.channel.send("tap dripping", sid="SMdialogue0000000000000000000000ab")
    await tenant.hears("turn the tap off")
    await tenant.channel.send("tap dripping", sid="SMdialogue0000000000000000000000ab")
    await tenant.says("yes", "simple repair", never=("turn the tap off",))
