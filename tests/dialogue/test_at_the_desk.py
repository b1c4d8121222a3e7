"""A person answers: the bot is silent while they do, answers when handed back, asks when closed."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from housing.demo.people import OFFICERS
from tests.dialogue.conftest import Rows
from tests.dialogue.officers import OfficerAtDesk
from tests.dialogue.people import Tenant
from tests.support.stack import Stack


@pytest.fixture
async def wren(stack: Stack) -> AsyncIterator[OfficerAtDesk]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        officer = OfficerAtDesk(stack.desk, http)
        await officer.sign_in(OFFICERS[0])
        yield officer


async def test_an_officer_answers_and_hands_back(
    tenant: Tenant, wren: OfficerAtDesk, rows: Rows
) -> None:
    await tenant.says("can I talk to a person please", "passing you to a person")
    waiting = _newest_handoff(rows)
    assert waiting["state"] == "waiting"
    number = waiting["conversation_id"]
    await wren.does(number, "claim")
    if tenant.channel.name == "webchat":
        await tenant.hears("Wren from Harbour Row Homes has joined.")
    await wren.does(number, "reply", text="Hello, what can I do for you?")
    await tenant.hears("Hello, what can I do for you?", "Wren at" if _is_sms(tenant) else "")
    for words in ("yes", "2", "/restart", "my tap is dripping"):
        await tenant.hears_nothing_after(words, wait_s=2.0)
    await wren.does(number, "hand-back")
    await tenant.hears("Wren has left.")
    await tenant.says("my kitchen tap is dripping", "tap")


async def test_closing_asks_whether_it_was_good_enough(
    tenant: Tenant, wren: OfficerAtDesk, rows: Rows
) -> None:
    await tenant.says("can i just speak to a real person please", "passing you to a person")
    handoff = _newest_handoff(rows)
    number = handoff["conversation_id"]
    await wren.does(number, "claim")
    await wren.does(number, "reply", text="All sorted for you now.")
    await wren.does(number, "close", outcome="answered")
    await tenant.hears("All sorted for you now.", "good or not good enough?")
    await tenant.says("not good enough", "What went wrong?")
    kept = rows(
        "select rating from feedback where about = 'handoff' and about_id = ?", handoff["id"]
    )
    assert kept == [{"rating": "not_good_enough"}]


def _newest_handoff(rows: Rows) -> dict[str, Any]:
    return rows("select * from handoff order by id desc limit 1")[0]


def _is_sms(tenant: Tenant) -> bool:
    return tenant.channel.name == "sms"
