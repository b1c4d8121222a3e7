"""The web chat: sessions nobody can guess, no message lost or doubled, Rasa's event names."""

import asyncio
from typing import Any

import aiohttp
import pytest
import socketio

from housing.domain.messaging.conversation import Owner, Reply
from housing.services.desk import handoffs
from housing.services.messaging import outbox
from tests.gateway.browser import Browser, Socket, browsing, connected
from tests.gateway.conftest import Gateway
from tests.gateway.phone import until


async def _has(socket: Socket, count: int) -> list[dict[str, Any]]:
    async def look() -> bool:
        return len(socket.uttered) >= count

    await until(look)
    return socket.uttered


async def _conversation_id(gateway: Gateway, browser: Browser) -> int:
    from gateway.chat import session as chat_session

    found = await chat_session.resume(gateway.services, browser.session_id)
    assert found is not None
    return found.conversation_id


async def test_a_session_is_a_cookie_that_only_the_browser_can_use(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser:
        opened = await browser.open()
        assert opened["state"]["owner"] == "bot"
        assert opened["state"]["phone"] == gateway.services.deal.landlord.phone
        (cookie,) = browser.session.cookie_jar
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert (await browser.open())["session_id"] == opened["session_id"]
    async with gateway.services.reads() as uow:
        from housing.domain.messaging.conversation import Channel

        assert await uow.talk.find(Channel.WEBCHAT, opened["session_id"]) is None, "hashed"


async def test_over_http_alone_a_message_is_sent_once_and_answered(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser:
        await browser.open()
        status, receipt = await browser.send("my tap drips", "a-1")
        assert (status, receipt["ok"]) == (200, True)
        assert (await browser.send("my tap drips", "a-1"))[1]["id"] == receipt["id"]

        async def answered() -> bool:
            return len(await browser.texts()) == 2

        await until(answered)
        mine, its = (await browser.after())["messages"]
        assert (mine["client_id"], mine["author"]["kind"]) == ("a-1", "tenant")
        assert (its["text"], its["author"]["kind"]) == ("You said: my tap drips", "bot")
        assert (await browser.after(mine["seq"]))["messages"] == [its]
        async with browser.session.get(f"{gateway.base}/chat/transcript.txt") as answer:
            words = await answer.text()
        assert "You: my tap drips" in words
        assert "You said: my tap drips" in words


@pytest.mark.parametrize(
    ("text", "status"), [("x" * 4001, 413), (None, 400), (7, 400), (["x"], 400), ({}, 400)]
)
async def test_what_is_not_a_message_is_refused_with_a_sentence(
    gateway: Gateway, text: Any, status: int
) -> None:
    async with browsing(gateway.base) as browser:
        await browser.open()
        answered, body = await browser.send(text)
        assert answered == status
        assert body["error"]
        assert await browser.texts() == []


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "<b>hi</b>", "/restart", "x" * 4000])
async def test_odd_messages_are_ordinary_ones(gateway: Gateway, text: str) -> None:
    gateway.rasa.answer = lambda _asked: [{"text": "Sorry?"}]
    async with browsing(gateway.base) as browser:
        await browser.open()
        assert (await browser.send(text))[0] == 200

        async def answered() -> bool:
            return (await browser.texts())[1:] == ["Sorry?"]

        await until(answered)


async def test_without_a_session_nothing_is_read_or_sent(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser:
        for path in ("/chat/messages", "/chat/transcript.txt"):
            async with browser.session.get(f"{gateway.base}{path}") as answer:
                assert answer.status == 401
        assert (await browser.send("hello"))[0] == 401


async def test_a_foreign_page_may_not_use_the_chat(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser:
        await browser.open()
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            for path in ("/chat/session", "/chat/messages", "/chat/plain"):
                async with browser.session.post(
                    f"{gateway.base}{path}", json={"text": "x"}, headers=headers
                ) as answer:
                    assert answer.status == 403, path
        assert await browser.texts() == []
    with pytest.raises(socketio.exceptions.ConnectionError):
        async with connected(gateway.base, {"Origin": "https://evil.example"}):
            pass
    async with connected(gateway.base, {"Origin": gateway.base}) as socket:
        assert (await socket.request())["session_id"]


async def test_a_rasa_widget_connects_talks_and_is_given_buttons(gateway: Gateway) -> None:
    gateway.rasa.answer = lambda _asked: [
        {"text": "Can you turn it off?", "buttons": [{"title": "Yes", "payload": "Yes"}]}
    ]
    async with connected(gateway.base) as socket:
        confirmed = await socket.request()
        assert confirmed["seq"] == 0
        await socket.client.emit(
            "user_uttered", {"message": "my tap drips", "session_id": confirmed["session_id"]}
        )
        (message,) = await _has(socket, 1)
        assert message["text"] == "Can you turn it off?"
        assert message["quick_replies"] == [{"title": "Yes", "payload": "Yes"}]
        assert message["seq"] == 2


async def test_an_acknowledged_message_is_stored_and_not_echoed_to_its_own_socket(
    gateway: Gateway,
) -> None:
    async with browsing(gateway.base) as browser:
        token = (await browser.open())["session_id"]
        async with connected(gateway.base) as one, connected(gateway.base) as other:
            await one.request(token)
            await other.request(token)
            receipt = await one.say("hello", client_id="c1")
            assert (receipt["ok"], receipt["seq"]) == (True, 1)
            assert [m["text"] for m in await _has(one, 1)] == ["You said: hello"]
            heard = await _has(other, 2)
            assert [m["author"]["kind"] for m in heard] == ["tenant", "bot"]
            assert heard[0]["client_id"] == "c1"


@pytest.mark.parametrize("body", [None, "text", 5, [], {"message": None}, {"message": 3}])
async def test_a_broken_utterance_is_refused_and_the_socket_lives(
    gateway: Gateway, body: Any
) -> None:
    async with connected(gateway.base) as socket:
        await socket.request()
        refused = await socket.client.call("user_uttered", body, timeout=5)
        assert refused["ok"] is False
        assert (await socket.say("hello"))["ok"] is True


async def test_a_second_client_cannot_read_or_speak_as_another(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser, connected(gateway.base) as stranger:
        await browser.open()
        number = await _conversation_id(gateway, browser)
        for guess in (str(number), "", browser.session_id[:-1], browser.session_id + "x", "sid"):
            confirmed = await stranger.request(guess)
            assert confirmed["session_id"] not in (browser.session_id, guess)
        await browser.send("my secret")
        await stranger.say("hello", session_id=browser.session_id[:-1])
        await _has(stranger, 1)
        assert "my secret" not in str(stranger.uttered)
        assert "hello" not in await browser.texts()


async def test_a_socket_that_was_cut_reads_on_from_the_last_message_it_saw(
    gateway: Gateway,
) -> None:
    """Cut at every point of a scripted chat, what the browser has seen equals the log."""
    script = ["one", "two", "three"]
    async with browsing(gateway.base) as browser:
        token = (await browser.open())["session_id"]
        seen: dict[int, str] = {}
        for number, text in enumerate(script, start=1):
            async with connected(gateway.base) as socket:
                await socket.request(token)
                await socket.say(text)
                if number % 2:
                    await _has(socket, 1)
                seen |= {m["seq"]: m["text"] for m in socket.uttered}

            async def answered(count: int = 2 * number) -> bool:
                return len(await browser.texts()) == count

            await until(answered)
            last = max(seen, default=0)
            seen |= {m["seq"]: m["text"] for m in (await browser.after(last))["messages"]}
            first = (await browser.after(0))["messages"][0]
            seen.setdefault(first["seq"], first["text"])
        log = (await browser.after())["messages"]
        everything = {m["seq"]: m["text"] for m in log}
        assert [m["seq"] for m in log] == list(range(1, 7))
        assert all(everything[seq] == text for seq, text in seen.items())
        assert set(everything) - set(seen) <= {
            m["seq"] for m in log if m["author"]["kind"] == "tenant"
        }


async def test_waiting_and_an_officer_are_told_as_state_and_by_name(gateway: Gateway) -> None:
    services = gateway.services
    async with browsing(gateway.base) as browser, connected(gateway.base) as socket:
        token = (await browser.open())["session_id"]
        await socket.request(token)
        number = await _conversation_id(gateway, browser)
        now = services.clock.now()
        async with services.units() as uow:
            await handoffs.open_handoff(
                uow,
                conversation_id=number,
                reason="asked",
                summary="Wants a person",
                priority="routine",
                context={},
                answer_due_at=services.deal.landlord.opening_hours.answer_by(now),
                now=now,
            )
        await services.events.publish("queue", number)

        async def told() -> bool:
            return bool(socket.states)

        await until(told)
        state = socket.states[-1]
        assert (state["owner"], state["position"]) == (Owner.WAITING, 1)
        assert state["answer_by"].startswith("Someone will reply by")
        async with services.units() as uow:
            await outbox.enqueue(
                uow, conversation_id=number, author="system", reply=Reply("Hello"), now=now
            )
        assert (await _has(socket, 1))[0]["author"]["kind"] == "system"


async def test_too_many_messages_are_refused_kindly_and_none_when_redis_is_away(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.rate_limit.MESSAGES_A_MINUTE", 2)
    async with browsing(gateway.base) as browser:
        await browser.open()
        statuses = [(await browser.send(f"{n}"))[0] for n in range(3)]
        assert statuses == [200, 200, 429]


async def test_the_plain_page_works_without_script(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser:
        async with browser.session.get(f"{gateway.base}/chat") as page:
            assert page.status == 200
        async with browser.session.post(
            f"{gateway.base}/chat/plain", data={"text": "<i>my tap</i>"}
        ) as page:
            html = await page.text()
        assert page.url.path == "/chat"
        assert html.count('id="newest"') == 1
        assert "You said: &lt;i&gt;my tap&lt;/i&gt;" in html
        assert "<i>my tap</i>" not in html


async def test_pages_and_files_are_served_with_guarding_headers(gateway: Gateway) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/", "/chat", "/widget.js", "/static/site.css", "/phone", "/nowhere"):
            async with session.get(f"{gateway.base}{path}") as answer:
                assert answer.status == (404 if path == "/nowhere" else 200), path
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
        async with session.get(f"{gateway.base}/metrics") as answer:
            assert "hearthline_messages_received_total" in await answer.text()
        async with session.post(f"{gateway.base}/sms/inbound", data=b"x" * 70_000) as answer:
            assert answer.status == 413
    await asyncio.sleep(0)
