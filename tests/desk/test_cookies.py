"""Over https a door's cookies belong to its host alone; plain names are for this machine."""

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from desk.app import make_app
from desk.parts import DeskParts
from housing.adapters.host_cookies import PREFIX
from tests.desk.scene import PASSWORD, WREN, Scene

HTTPS = {"X-Forwarded-Proto": "https"}
Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(parts: DeskParts, scene: Scene) -> AsyncIterator[Client]:
    """A browser that keeps no cookie by itself."""
    async with TestClient(TestServer(make_app(parts)), cookie_jar=DummyCookieJar()) as client:
        yield client


async def _sign_in(client: Client, headers: dict[str, str]) -> dict[str, str]:
    """The cookies of a signed-in browser, each named and valued as it was set."""
    form = await client.get("/signin", headers=headers)
    (name, morsel), *_ = form.cookies.items()
    found = re.search(r'name="csrf" value="([^"]+)"', await form.text())
    assert found
    fields = {"email": WREN.email, "password": PASSWORD, "csrf": found[1]}
    answer = await client.post(
        "/signin",
        data=fields,
        headers=headers | {"Cookie": f"{name}={morsel.value}"},
        allow_redirects=False,
    )
    assert answer.status == 303
    for one in answer.cookies.values():
        assert (one["path"], bool(one["secure"]), one["domain"]) == ("/", bool(headers), "")
    given = {name: one.value for name, one in answer.cookies.items() if one.value}
    # The browser is known from now on, by a cookie that opens nothing.
    return {name: value for name, value in given.items() if not name.endswith("_device")}


@pytest.mark.parametrize("headers", [{}, HTTPS])
async def test_a_session_is_the_hosts_own_over_https(
    client: Client, headers: dict[str, str]
) -> None:
    ((name, value),) = (await _sign_in(client, headers)).items()
    assert name == (PREFIX if headers else "") + "hearthline_desk"
    page = await client.get("/", headers=headers | {"Cookie": f"{name}={value}"})
    assert page.url.path == "/"


async def test_over_https_a_plain_cookie_opens_nothing(client: Client) -> None:
    """Any other site of the domain could have set it."""
    ((name, value),) = (await _sign_in(client, HTTPS)).items()
    planted = {"Cookie": f"{name.removeprefix(PREFIX)}={value}"}
    page = await client.get("/", headers=HTTPS | planted)
    assert page.url.path == "/signin"


async def test_signing_out_takes_the_same_cookie_back(client: Client) -> None:
    ((name, value),) = (await _sign_in(client, HTTPS)).items()
    headers = HTTPS | {"Cookie": f"{name}={value}"}
    page = await client.get("/", headers=headers)
    found = re.search(r'name="csrf" value="([^"]+)"', await page.text())
    assert found
    answer = await client.post(
        "/signout", data={"csrf": found[1]}, headers=headers, allow_redirects=False
    )
    assert answer.cookies[name]["max-age"] == "0"
    assert (await client.get("/", headers=headers)).url.path == "/signin"
