"""The operatives' door: their own sign-in, their own visits, and no way to or from the desk."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.day.sessions import COOKIE
from desk.routes import ROUTES
from desk.security.sessions import COOKIE as DESK_COOKIE
from housing.domain.people.desk import SIGN_IN_TRIES_PER_ACCOUNT
from housing.domain.repairs.field_work import SESSION_IDLE, SESSION_WHOLE
from tests.desk.browsing import Browser
from tests.desk.scene import SetClock, officers
from tests.field.conftest import OpenPhone
from tests.field.scene import HASHER, OLIVE, PASSWORD, TAPPER, Scene, email


async def booked(scene: Scene) -> int:
    await scene.window(TAPPER)
    return (await scene.book(TAPPER, await scene.order())).id


async def test_signing_in_leads_to_today(open_phone: OpenPhone) -> None:
    page = await (await open_phone(None)).sign_in(TAPPER)
    assert (page.status, page.path) == (200, "/day")
    assert TAPPER.name in page.text


async def test_a_wrong_password_and_an_unknown_account_read_the_same(open_phone: OpenPhone) -> None:
    phone = await open_phone(None)
    wrong = await phone.sign_in(TAPPER, "not it")
    form = await phone.get("/day/signin")
    unknown = await phone.post(
        "/day/signin", token=form.token, email="nobody@landlord.example", password="not it"
    )
    assert wrong.status == unknown.status == 422
    for page in (wrong, unknown):
        assert "That e-mail address and password do not match." in page.text


async def test_tries_are_limited_and_come_back(open_phone: OpenPhone, clock: SetClock) -> None:
    phone = await open_phone(None)
    for _ in range(SIGN_IN_TRIES_PER_ACCOUNT):
        assert (await phone.sign_in(TAPPER, "not it")).status == 422
    assert (await phone.sign_in(TAPPER)).status == 429
    assert (await phone.sign_in(OLIVE)).status == 200
    clock.at += timedelta(minutes=16)
    assert (await phone.sign_in(TAPPER)).status == 200


@pytest.mark.parametrize("next_page", ["/", "//evil.example", "/day/../", "/dayx", "/day//evil"])
async def test_signing_in_leads_nowhere_else(open_phone: OpenPhone, next_page: str) -> None:
    phone = await open_phone(None)
    form = await phone.get("/day/signin")
    fields = {"email": "tapper@landlord.example", "password": "plainly-made-up-2"}
    page = await phone.post("/day/signin", token=form.token, next=next_page, **fields)
    assert page.path == "/day"


async def test_the_cookie_lasts_is_strict_and_goes_to_this_door_alone(
    open_phone: OpenPhone,
) -> None:
    phone = await open_phone(TAPPER)
    cookie = next(c for c in phone.client.session.cookie_jar if c.key == COOKIE)
    assert (cookie["path"], cookie["samesite"], bool(cookie["httponly"])) == (
        "/day",
        "Strict",
        True,
    )
    assert cookie["max-age"] == str(int(SESSION_WHOLE.total_seconds()))


async def test_a_session_outlives_a_weekend_and_no_more(
    open_phone: OpenPhone, clock: SetClock
) -> None:
    phone = await open_phone(TAPPER)
    clock.at += SESSION_IDLE - timedelta(seconds=1)
    assert (await phone.get("/day")).path == "/day"
    clock.at += SESSION_IDLE
    assert (await phone.get("/day")).path == "/day/signin"


async def test_signing_out_ends_it(open_phone: OpenPhone) -> None:
    phone = await open_phone(TAPPER)
    token = phone.cookie(COOKIE)
    assert (await phone.post("/day/signout", token=phone.token)).path == "/day/signin"
    phone.plant(COOKIE, token or "")
    assert (await phone.get("/day")).path == "/day/signin"


async def test_an_operative_reaches_nothing_else_of_the_desk(open_phone: OpenPhone) -> None:
    """Neither by their cookie as it is nor put in place of an officer's."""
    phone = await open_phone(TAPPER)
    phone.plant(DESK_COOKIE, phone.cookie(COOKIE) or "")
    for route in ROUTES:
        if route.path.startswith("/day") or route.path == "/signin":
            continue
        path = numbered(route.path)
        if route.method == "GET":
            page = await phone.get(path)
            assert page.path == "/signin" or page.status == 401, route.path
        else:
            assert (await phone.post(path, token=phone.token)).path == "/signin", route.path


async def test_an_officer_is_nobody_at_the_operatives_door(
    open_phone: OpenPhone, engine: AsyncEngine
) -> None:
    await officers(engine)
    phone = await open_phone(None)
    await Browser.sign_in(phone)
    token = phone.cookie(DESK_COOKIE)
    assert (await phone.get("/")).path == "/"
    phone.plant(COOKIE, token or "")
    for route in ROUTES:
        if route.path.startswith("/day") and route.path != "/day/signin":
            path = numbered(route.path)
            if route.method == "GET":
                assert (await phone.get(path)).path == "/day/signin", route.path
            else:
                page = await phone.post(path)
                assert page.path == "/day/signin", route.path


async def test_another_operatives_job_does_not_exist(scene: Scene, open_phone: OpenPhone) -> None:
    number = await booked(scene)
    tapper, olive = await open_phone(TAPPER), await open_phone(OLIVE)
    await tapper.add_photo(number)
    assert (await olive.get(f"/day/jobs/{number}")).status == 404
    assert (await olive.get("/day/photos/1")).status == 404
    assert "Tidewater" not in (await olive.get("/day")).text
    for kind in ("despatched", "arrived", "completed", "no_access", "note", "follow_on"):
        fields = {"text": "x", "minutes": "60", "why": "part"}
        assert (await olive.send(f"/day/jobs/{number}/{kind}", **fields))[0] == 404
    assert (await olive.add_photo(number))[0] == 404
    assert await scene.state(number) == "scheduled"


@pytest.mark.parametrize(
    "path",
    ["/day/jobs/999", "/day/jobs/x", "/day/jobs/-1", "/day/photos/9", "/day/static/../jobs.py"],
)
async def test_what_does_not_exist_is_a_plain_page(open_phone: OpenPhone, path: str) -> None:
    assert (await (await open_phone(TAPPER)).get(path)).status == 404


async def test_a_tap_without_the_sessions_token_does_nothing(
    scene: Scene, open_phone: OpenPhone
) -> None:
    number = await booked(scene)
    tapper, olive = await open_phone(TAPPER), await open_phone(OLIVE)
    for token in ("", "wrong", olive.token):
        tapper.token = token
        assert (await tapper.send(f"/day/jobs/{number}/despatched"))[0] == 403
    assert await scene.state(number) == "scheduled"


async def test_a_script_without_a_session_is_told_to_sign_in(
    scene: Scene, open_phone: OpenPhone
) -> None:
    number = await booked(scene)
    phone = await open_phone(None)
    assert (await phone.send(f"/day/jobs/{number}/despatched"))[0] == 401


async def test_the_worker_may_serve_the_whole_door_and_keeps_no_old_script(
    open_phone: OpenPhone,
) -> None:
    page = await (await open_phone(None)).get("/day/static/worker.js")
    assert page.headers["service-worker-allowed"] == "/day"
    assert page.headers["cache-control"] == "no-store"


def numbered(path: str) -> str:
    """The address with numbers for its names."""
    return re.sub(r"\{\w+\}", "1", path)


async def test_a_closed_account_ends_its_phones_and_comes_back_without_them(
    scene: Scene, open_phone: OpenPhone
) -> None:
    phone = await open_phone(TAPPER)
    async with scene.units() as uow:
        assert await uow.operatives.close_account(email(TAPPER))
    assert (await phone.get("/day")).path == "/day/signin"
    async with scene.units() as uow:
        await uow.operatives.add_account(
            operative_name=TAPPER.name, email=email(TAPPER), password_hash=HASHER.hash(PASSWORD)
        )
    assert (await phone.get("/day")).path == "/day/signin"
    assert (await phone.sign_in(TAPPER)).path == "/day"
