"""A chat's token is new once somebody proves who they are, and ends when they end the chat."""

from typing import Any

import aiohttp
import pytest

from gateway.chat import session as chat_session
from housing.domain.messaging.conversation import Reply
from housing.domain.messaging.dialogue import Asked, Dialogue, OpenQuestion
from housing.services.messaging import outbox
from tests.gateway.browser import Browser, browsing, connected
from tests.gateway.conftest import Gateway
from tests.gateway.phone import until


async def _conversation_id(gateway: Gateway, token: str) -> int:
    found = await chat_session.resume(gateway.services, token)
    assert found is not None
    return found.conversation_id


async def _asks(gateway: Gateway, conversation_id: int, kind: Asked) -> None:
    dialogue = Dialogue(OpenQuestion(kind, "What is the code?"))
    async with gateway.services.units() as uow:
        await uow.talk.save_dialogue(conversation_id, dialogue.as_json())


async def _status(browser: Browser, method: str, path: str, **more: Any) -> int:
    async with browser.session.request(method, f"{browser.base}{path}", **more) as answer:
        return answer.status


def _with(token: str) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookies={chat_session.COOKIE: token})


async def test_who_planted_the_token_is_left_behind_when_a_code_is_sent(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser, connected(gateway.base) as attacker:
        planted = (await browser.open())["session_id"]
        assert (await attacker.request(planted))["session_id"] == planted
        talk = await _conversation_id(gateway, planted)
        await _asks(gateway, talk, Asked.CODE)
        status, receipt = await browser.send("123456", "c-1")
        assert status == 200
        assert receipt["session_id"] != planted
        assert await _conversation_id(gateway, receipt["session_id"]) == talk
        assert await chat_session.resume(gateway.services, planted) is None

        async def answered() -> bool:
            return len(await browser.texts()) == 2

        await until(answered)
        assert attacker.uttered == []
        async with _with(planted) as stale:
            assert await _status(Browser(gateway.base, stale), "GET", "/chat/messages") == 401


async def test_no_other_message_changes_the_token(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser:
        token = (await browser.open())["session_id"]
        assert (await browser.send("hello", "c-1"))[1]["session_id"] == token
        await _asks(gateway, await _conversation_id(gateway, token), Asked.MOBILE)
        assert (await browser.send("07700 900001", "c-2"))[1]["session_id"] == token


async def test_by_socket_a_code_goes_over_http_or_under_a_new_token(gateway: Gateway) -> None:
    async with connected(gateway.base) as socket:
        token = (await socket.request())["session_id"]
        talk = await _conversation_id(gateway, token)
        await _asks(gateway, talk, Asked.CODE)
        ours = await socket.say("123456", client_id="c-1")
        assert (ours["ok"], ours["over_http"]) == (False, True)
        assert (await socket.say("123456"))["ok"]
        renewed = (await socket.confirmed.get())["session_id"]
        assert renewed != token
        assert await _conversation_id(gateway, renewed) == talk


async def test_an_ended_chat_is_gone_from_the_browser_and_kept_for_staff(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser, connected(gateway.base) as tab:
        token = (await browser.open())["session_id"]
        await tab.request(token)
        talk = await _conversation_id(gateway, token)
        await browser.send("my tap drips")
        assert await _status(browser, "POST", "/chat/end") == 200
        for path in ("/chat/messages", "/chat/transcript.txt"):
            assert await _status(browser, "GET", path) == 401
        async with _with(token) as copied:
            assert await _status(Browser(gateway.base, copied), "GET", "/chat/messages") == 401
        again = await browser.open()
        assert again["is_new"]
        assert await browser.texts() == []
        assert await _status(browser, "POST", "/chat/end") == 200
        assert await _status(browser, "POST", "/chat/end") == 200
    async with gateway.services.reads() as uow:
        kept = [one.text for one in await uow.talk.messages(talk)]
    assert kept[0] == "my tap drips"
    assert gateway.services.deal.texts.line("chat_ended") in kept


async def test_on_the_plain_page_it_is_asked_first(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser:
        await browser.open()
        assert await _status(browser, "GET", "/chat/plain/end") == 200
        assert await _status(browser, "GET", "/chat/messages") == 200
        foreign = {"Origin": "https://evil.example"}
        for path in ("/chat/plain/end", "/chat/end"):
            assert await _status(browser, "POST", path, headers=foreign) == 403
        assert await _status(browser, "GET", "/chat/messages") == 200
        done = await _status(browser, "POST", "/chat/plain/end", allow_redirects=False)
        assert done == 303
        assert await _status(browser, "GET", "/chat/messages") == 401


@pytest.mark.parametrize("path", ["/chat", "/", "/deal"])
async def test_the_privacy_notice_is_one_click_away(gateway: Gateway, path: str) -> None:
    landlord = gateway.services.deal.landlord
    async with browsing(gateway.base) as browser:
        async with browser.session.get(f"{gateway.base}{path}") as answer:
            assert 'href="/privacy"' in await answer.text()
        async with browser.session.get(f"{gateway.base}/privacy") as answer:
            notice = await answer.text()
    assert landlord.privacy
    assert all(part.title in notice for part in landlord.privacy)
    assert landlord.email in notice


def test_the_privacy_notice_is_in_the_first_text_and_in_help(gateway: Gateway) -> None:
    address = f"{gateway.services.settings.gateway_url}/privacy"
    for key in ("welcome", "help"):
        assert address in gateway.services.deal.texts.line(key)


async def test_what_a_browser_took_of_an_officer_counts_as_read(gateway: Gateway) -> None:
    services = gateway.services

    async def said(author: str) -> int:
        async with services.units() as uow:
            message = await outbox.enqueue(
                uow,
                conversation_id=talk,
                author=author,
                reply=Reply("Hello"),
                now=services.clock.now(),
            )
        services.wakes.chats.call()
        return message.seq

    async def read() -> int:
        async with services.reads() as uow:
            return (await uow.talk.conversation(talk)).read_seq

    async with browsing(gateway.base) as browser:
        token = (await browser.open())["session_id"]
        talk = await _conversation_id(gateway, token)
        await said("bot")
        unread = await said("officer")
        assert await read() == 0
        await browser.after()
        assert await read() == unread
        async with connected(gateway.base) as socket:
            await socket.request(token)
            newest = await said("officer")

            async def taken() -> bool:
                return await read() == newest

            await until(taken)
