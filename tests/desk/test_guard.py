"""Nobody gets past a permission, no other site acts for an officer, every session ends."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.app import make_app
from desk.parts import DeskParts
from desk.routes import FILES, ROUTES
from desk.security.permissions import GRANTED, Permission, granted
from desk.security.sessions import COOKIE
from housing.adapters.sql.tables import desk as tables
from housing.domain.people.desk import SESSION_IDLE, SESSION_WHOLE, SIGN_IN_TRIES_PER_ACCOUNT, Role
from tests.desk.browsing import Browser
from tests.desk.scene import IDRIS, PASSWORD, WREN, Scene, SetClock

OTHER_SITES = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)


async def test_every_route_has_a_permission(parts: DeskParts) -> None:
    table = ROUTES.with_files(*FILES)
    for route in make_app(parts).router.routes():
        assert route.resource is not None
        assert table.permission_for(route.method, route.resource.canonical) is not None


async def test_only_sign_in_and_files_are_public(parts: DeskParts) -> None:
    table = ROUTES.with_files(*FILES)
    public = {
        (route.method, route.resource.canonical)
        for route in make_app(parts).router.routes()
        if route.resource is not None
        and table.permission_for(route.method, route.resource.canonical) is Permission.PUBLIC
    }
    assert public == {
        ("GET", "/signin"),
        ("POST", "/signin"),
        ("GET", "/static"),
        ("HEAD", "/static"),
        ("GET", "/day/signin"),
        ("POST", "/day/signin"),
        ("GET", "/day/static"),
        ("HEAD", "/day/static"),
    }


def test_a_route_without_a_permission_is_refused_to_everybody() -> None:
    assert not any(granted(role, None) for role in Role)


def test_every_role_and_permission_is_decided() -> None:
    for role, permission in product(Role, Permission):
        assert granted(role, permission) is (permission in GRANTED[role])


async def test_nobody_reads_anything_before_sign_in(browser: Browser, parts: DeskParts) -> None:
    for route in make_app(parts).router.routes():
        path = route.resource.canonical if route.resource else ""
        if route.method != "GET" or path in ("/signin", "/day/signin", "/events", *FILES):
            continue
        page = await browser.get(re.sub(r"\{\w+\}", "1", path))
        assert page.path == ("/day/signin" if path.startswith("/day") else "/signin")
    assert (await browser.get("/events")).status == 401


async def test_sign_in_leads_to_the_queue(browser: Browser) -> None:
    page = await browser.sign_in()
    assert (page.status, page.path) == (200, "/")
    assert WREN.name in page.text


@pytest.mark.parametrize("next_page", ["//evil.example", "https://evil.example", "/\\evil", "x"])
async def test_sign_in_leads_nowhere_else(browser: Browser, next_page: str) -> None:
    form = await browser.get("/signin")
    fields = {"email": WREN.email, "password": PASSWORD, "next": next_page}
    page = await browser.post("/signin", token=form.token, **fields)
    assert page.path == "/"


async def test_unknown_user_and_wrong_password_read_the_same(browser: Browser) -> None:
    wrong = await browser.sign_in(password="not it")
    form = await browser.get("/signin")
    fields = {"email": "nobody@landlord.example", "password": PASSWORD}
    unknown = await browser.post("/signin", token=form.token, **fields)
    assert wrong.status == unknown.status == 422
    message = "That e-mail address and password do not match. Check both and try again."
    assert message in wrong.text
    assert message in unknown.text


async def test_tries_are_limited_and_come_back(browser: Browser, clock: SetClock) -> None:
    for _ in range(SIGN_IN_TRIES_PER_ACCOUNT):
        assert (await browser.sign_in(password="not it")).status == 422
    assert (await browser.sign_in()).status == 429
    assert (await browser.sign_in(IDRIS)).status == 200
    clock.at += timedelta(minutes=16)
    assert (await browser.sign_in()).status == 200


async def test_sign_in_gives_a_new_session(browser: Browser) -> None:
    """A token planted before sign-in, or used before, opens nothing afterwards."""
    await browser.sign_in()
    first = browser.cookie(COOKIE)
    await browser.post("/signout")
    browser.plant(COOKIE, first or "")
    await browser.sign_in()
    second = browser.cookie(COOKIE)
    assert second not in (None, first)
    browser.plant(COOKIE, first or "")
    assert (await browser.get("/")).path == "/signin"


async def test_the_cookie_is_strict_and_the_table_holds_no_token(
    browser: Browser, engine: AsyncEngine
) -> None:
    await browser.sign_in()
    cookies = [c for c in browser.client.session.cookie_jar if c.key == COOKIE]
    assert cookies[0]["httponly"]
    assert cookies[0]["samesite"] == "Strict"
    async with engine.connect() as connection:
        stored = (await connection.execute(select(tables.officer_session.c.token_hash))).scalars()
        assert cookies[0].value not in list(stored)


@pytest.mark.parametrize("ends_after", [SESSION_IDLE, SESSION_WHOLE])
async def test_a_session_ends(browser: Browser, clock: SetClock, ends_after: timedelta) -> None:
    """Idle or not: reading a page now and then does not make it last beyond its whole time."""
    await browser.sign_in()
    step = timedelta(hours=1, minutes=59)
    start = clock.at
    while ends_after is SESSION_WHOLE and clock.at + step < start + ends_after:
        clock.at += step
        assert (await browser.get("/")).path == "/"
    clock.at = start + ends_after - timedelta(seconds=1)
    assert (await browser.get("/?live=1")).path == "/"
    clock.at = start + ends_after
    assert (await browser.get("/")).path == "/signin"


async def test_a_page_that_refreshes_itself_keeps_no_session_alive(
    browser: Browser, clock: SetClock
) -> None:
    await browser.sign_in()
    for _ in range(5):
        clock.at += timedelta(minutes=30)
        last = await browser.get("/?live=1")
    assert last.path == "/signin"


async def test_an_officer_who_left_is_signed_out(browser: Browser, engine: AsyncEngine) -> None:
    await browser.sign_in()
    async with engine.begin() as connection:
        await connection.execute(
            update(tables.officer).where(tables.officer.c.id == WREN.id).values(active=False)
        )
    assert (await browser.get("/")).path == "/signin"


async def test_a_post_without_the_sessions_token_does_nothing(
    open_browser: Callable[[], Browser], scene: Scene
) -> None:
    handoff = await scene.waiting()
    wren, idris = open_browser(), open_browser()
    await wren.sign_in()
    await idris.sign_in(IDRIS)
    for token in ("", "wrong", (await idris.get("/")).token):
        page = await wren.post(f"/conversations/{handoff.conversation_id}/claim", token=token)
        assert page.status == 403
    assert (await scene.conversation()).officer_id is None


@pytest.mark.parametrize("headers", OTHER_SITES)
async def test_a_post_from_another_site_does_nothing(
    browser: Browser, scene: Scene, headers: dict[str, str]
) -> None:
    """Even with the right token."""
    handoff = await scene.waiting()
    await browser.sign_in()
    token = (await browser.get("/")).token
    url = f"/conversations/{handoff.conversation_id}/claim"
    response = await browser.client.post(url, data={"csrf": token}, headers=headers)
    assert response.status == 403
    assert (await scene.conversation()).officer_id is None


async def test_the_token_may_come_as_a_header(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting()
    await browser.sign_in()
    token = (await browser.get("/")).token
    url = f"/conversations/{handoff.conversation_id}/claim"
    response = await browser.client.post(url, headers={"X-CSRF-Token": token})
    assert response.status == 200


async def test_sign_in_itself_needs_this_sites_token(browser: Browser) -> None:
    fields = {"email": WREN.email, "password": PASSWORD}
    assert (await browser.post("/signin", token="made up", **fields)).status == 403


@pytest.mark.parametrize(
    "path", ["/signin", "/", "/nowhere", "/static/desk.css", "/conversations/x"]
)
async def test_headers_allow_no_inline_script_and_no_frame(browser: Browser, path: str) -> None:
    page = await browser.get(path)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "<script>" not in page.text
    assert " style=" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/conversations/999",
        "/conversations/-1",
        "/conversations/99999999999999999999",
        "/conversations/1%00",
        "/charges/7",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
    ],
)
async def test_what_does_not_exist_is_a_plain_page(browser: Browser, path: str) -> None:
    await browser.sign_in()
    assert (await browser.get(path)).status == 404
