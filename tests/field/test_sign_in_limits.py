"""Tries at signing in, at the desk and at the operatives' door: by the caller's own address, none
unseen however many come at once, and nobody locked out of a browser that they have used."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from ipaddress import ip_network

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.parts import DeskParts
from housing.adapters.sql.tables.desk import audit
from housing.domain.people.desk import SIGN_IN_TRIES_PER_ACCOUNT as PER_ACCOUNT
from housing.domain.people.desk import SIGN_IN_TRIES_PER_DEVICE as PER_DEVICE
from housing.services.people import sign_in
from tests.desk import scene as desk_scene
from tests.desk.browsing import Browser
from tests.field import scene as field_scene
from tests.field.conftest import OpenPhone
from tests.field.scene import OLIVE, TAPPER, Scene, email

HOME, ELSEWHERE = "198.51.100.1", "198.51.100.2"
WRONG = "not it"
SESSIONS = {"hearthline_desk", "hearthline_day"}


@dataclass(frozen=True, slots=True)
class DoorCase:
    path: str
    mine: str
    colleague: str
    password: str


DOORS = (
    DoorCase("/signin", desk_scene.WREN.email, desk_scene.IDRIS.email, desk_scene.PASSWORD),
    DoorCase("/day/signin", email(TAPPER), email(OLIVE), field_scene.PASSWORD),
)


@pytest.fixture
def parts(parts: DeskParts) -> DeskParts:
    """The desk behind a reverse proxy on its own machine."""
    return replace(parts, trusted_proxies=(ip_network("127.0.0.0/8"),))


@pytest.fixture(params=DOORS, ids=["desk", "day"])
def door(request: pytest.FixtureRequest) -> DoorCase:
    case: DoorCase = request.param
    return case


OpenBrowser = Callable[[], Awaitable[Browser]]


@pytest.fixture
async def open_browser(scene: Scene, engine: AsyncEngine, open_phone: OpenPhone) -> OpenBrowser:
    await desk_scene.officers(engine)
    return partial(open_phone, None)


async def post(
    browser: Browser, door: DoorCase, account: str, password: str, address: str, token: str
) -> int:
    client: TestClient = browser.client
    data = {"csrf": token, "email": account, "password": password}
    headers = {"X-Forwarded-For": f"192.0.2.77, {address}"}
    async with client.post(door.path, data=data, headers=headers, allow_redirects=False) as answer:
        return answer.status


async def tries(
    browser: Browser, door: DoorCase, account: str, password: str, address: str = HOME
) -> int:
    """One try in this browser, from this address behind the proxy; 303 is in."""
    browser.client.session.cookie_jar.clear(lambda cookie: cookie.key in SESSIONS)
    form = await browser.get(door.path)
    return await post(browser, door, account, password, address, form.token)


async def test_a_stranger_at_one_address_locks_out_nobody_at_another(
    open_browser: OpenBrowser, door: DoorCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "SIGN_IN_TRIES_PER_ADDRESS", 3)
    stranger, mine = await open_browser(), await open_browser()
    for number in range(3):
        assert await tries(stranger, door, f"guess{number}@x.example", WRONG, ELSEWHERE) == 422
    assert await tries(stranger, door, door.mine, door.password, ELSEWHERE) == 429
    assert await tries(mine, door, door.mine, door.password, HOME) == 303


async def test_neither_door_is_a_way_around_the_others_limit_for_an_address(
    open_browser: OpenBrowser, door: DoorCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "SIGN_IN_TRIES_PER_ADDRESS", 2)
    other = next(one for one in DOORS if one != door)
    browser = await open_browser()
    assert await tries(browser, door, "guess1@x.example", WRONG) == 422
    assert await tries(browser, other, "guess2@x.example", WRONG) == 422
    assert await tries(browser, door, door.mine, door.password) == 429


async def test_of_many_tries_at_once_no_more_are_looked_at_than_of_tries_in_turn(
    open_browser: OpenBrowser, door: DoorCase
) -> None:
    browser = await open_browser()
    token = (await browser.get(door.path)).token
    guesses = (post(browser, door, door.mine, f"guess {n}", HOME, token) for n in range(60))
    assert Counter(await asyncio.gather(*guesses)) == {422: PER_ACCOUNT, 429: 60 - PER_ACCOUNT}


async def test_a_browser_that_signed_in_before_is_not_locked_out_by_a_stranger(
    open_browser: OpenBrowser, door: DoorCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by tries on the account nor from the same address; it is no help to a colleague."""
    monkeypatch.setattr(sign_in, "SIGN_IN_TRIES_PER_ADDRESS", PER_ACCOUNT)
    known, stranger, fresh = [await open_browser() for _ in range(3)]
    assert await tries(known, door, door.mine, door.password) == 303
    for _ in range(PER_ACCOUNT):
        assert await tries(stranger, door, door.mine, WRONG) == 422
    assert await tries(fresh, door, door.mine, door.password) == 429
    assert await tries(known, door, door.colleague, door.password) == 429
    assert await tries(known, door, door.mine, door.password) == 303


async def test_a_known_browser_has_a_limit_of_its_own_and_uses_up_nobody_elses(
    open_browser: OpenBrowser, door: DoorCase
) -> None:
    known, fresh = await open_browser(), await open_browser()
    assert await tries(known, door, door.mine, door.password) == 303
    for _ in range(PER_DEVICE):
        assert await tries(known, door, door.mine, WRONG) == 422
    assert await tries(known, door, door.mine, door.password) == 429
    assert await tries(fresh, door, door.mine, door.password) == 303


async def test_a_right_password_uses_up_no_try(open_browser: OpenBrowser, door: DoorCase) -> None:
    for _ in range(PER_ACCOUNT + 1):
        assert await tries(await open_browser(), door, door.mine, door.password) == 303


async def test_a_token_planted_before_sign_in_is_never_known(
    open_browser: OpenBrowser, door: DoorCase
) -> None:
    known, thief = await open_browser(), await open_browser()
    name = "hearthline_day_device" if door.path.startswith("/day") else "hearthline_desk_device"
    known.client.session.cookie_jar.update_cookies(
        {name: "planted"}, response_url=known.client.make_url(door.path)
    )
    assert await tries(known, door, door.mine, door.password) == 303
    thief.client.session.cookie_jar.update_cookies(
        {name: "planted"}, response_url=thief.client.make_url(door.path)
    )
    for _ in range(PER_ACCOUNT):
        assert await tries(thief, door, door.mine, WRONG) == 422
    assert await tries(thief, door, door.mine, door.password) == 429


async def test_the_device_cookie_is_strict_and_of_the_whole_host(
    open_browser: OpenBrowser, door: DoorCase
) -> None:
    browser = await open_browser()
    await tries(browser, door, door.mine, door.password)
    (cookie,) = [c for c in browser.client.session.cookie_jar if c.key.endswith("_device")]
    assert (cookie["path"], cookie["samesite"], bool(cookie["httponly"])) == ("/", "Strict", True)


async def test_a_lock_is_in_the_audit_trail_once_with_where_it_came_from(
    open_browser: OpenBrowser, door: DoorCase, engine: AsyncEngine
) -> None:
    browser = await open_browser()
    for _ in range(PER_ACCOUNT + 3):
        await tries(browser, door, door.mine, WRONG)
    async with engine.connect() as connection:
        rows = (await connection.execute(select(audit))).all()
    actions = Counter(row.action for row in rows)
    assert actions == {sign_in.REFUSED: PER_ACCOUNT, sign_in.LOCKED: 1}
    assert {row.detail["from"] for row in rows} == {HOME}
