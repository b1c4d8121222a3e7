"""Odd bodies, charsets, numbers and headers are refused at every door of the gateway."""

import aiohttp
import pytest

from gateway.app import create_app
from gateway.chat.session import COOKIE
from tests.gateway.browser import browsing
from tests.gateway.conftest import Gateway
from tests.support.odd_bodies import BODIES, HEADERS, NUMBERS, VALUES, Body

TAKES_SOCKETS = "/socket.io/"


async def status(gateway: Gateway, path: str, body: Body, **more: str) -> int:
    async with gateway.session.post(
        gateway.base + path,
        data=body.content,
        headers={**body.headers, **more},
        skip_auto_headers=("Content-Type",),
        allow_redirects=False,
    ) as answer:
        await answer.read()
        return answer.status


async def test_no_body_is_an_error_of_ours(gateway: Gateway) -> None:
    posts = {
        route.resource.canonical.replace("{token}", "x").replace("{account}", "AC1")
        for route in create_app(gateway.services).router.routes()
        if route.method == "POST" and route.resource is not None
    }
    assert {"/sms/inbound", "/chat/messages", "/v/x/move", "/phone/api/send"} <= posts
    async with browsing(gateway.base) as browser:
        token = (await browser.open())["session_id"]
    cookie = {"Cookie": f"{COOKIE}={token}"}
    failed = [
        (path, name, found)
        for path in sorted(posts - {TAKES_SOCKETS})
        for name, body in BODIES.items()
        if (found := await status(gateway, path, body, **cookie)) in range(500, 600)
        and (path, found) != ("/phone/api/send", 502)
    ]
    assert failed == []


@pytest.mark.parametrize("path", ["/sms/inbound", "/sms/status?message=1"])
async def test_no_signed_field_is_an_error_of_ours(gateway: Gateway, path: str) -> None:
    phone = gateway.phone()
    names = ("MessageSid", "From", "Body", "NumMedia", "MediaUrl0", "OptOutType", "ErrorCode")
    for value in (one for one in VALUES if one != "\ud800"):
        for name in (*names, "MessageStatus"):
            answer = await phone.post(path, phone.form("x") | {name: value[:5000]})
            assert answer.status < 500, (name, value[:40])


@pytest.mark.parametrize(
    "path",
    [
        *("/chat/messages?after={}", "/v/{}", "/v/{}/calendar.ics", "/v/{}/move", "/v/{}/drop"),
        *("/calendar/{}.ics", "/phone/api/thread?number={}", "/static/{}", "/{}"),
    ],
)
async def test_nothing_asked_for_is_an_error_of_ours(gateway: Gateway, path: str) -> None:
    async with browsing(gateway.base) as browser:
        await browser.open()
        for value in NUMBERS:
            url = aiohttp.client.URL(gateway.base + path.format(value), encoded=True)
            async with browser.session.get(url) as answer:
                assert answer.status < 500, value


async def test_no_header_is_an_error_of_ours(gateway: Gateway) -> None:
    for headers in HEADERS:
        for path in ("/chat/session", "/chat/messages", "/sms/inbound", "/chat/plain"):
            assert await status(gateway, path, BODIES["nothing"], **headers) < 500, headers


async def test_what_cannot_be_read_is_refused(gateway: Gateway) -> None:
    for name, found in (("no boundary", 400), ("gzip", 415), ("charset base64", 415)):
        assert await status(gateway, "/chat/plain", BODIES[name]) == found
    for name in ("json list", "json nested", "json bad utf-8"):
        async with browsing(gateway.base) as browser:
            opened = await browser.open()
        cookie = {"Cookie": f"{COOKIE}={opened['session_id']}"}
        assert await status(gateway, "/chat/messages", BODIES[name], **cookie) == 400
