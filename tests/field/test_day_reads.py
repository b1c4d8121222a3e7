"""Whoever is shown a tenant's data on an operative's phone is in the audit trail."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.routes import ROUTES
from desk.security.permissions import NOTHING
from housing.domain.people.audit import VIEW_AGAIN_AFTER
from tests.desk.scene import SetClock
from tests.desk.test_reads import views
from tests.field.conftest import OpenPhone
from tests.field.phone import Phone
from tests.field.scene import TAPPER, Scene

DAY_ROUTES = [route for route in ROUTES if route.path.startswith("/day")]
PERSONAL = re.compile(r"Tidewater|Marrowby|HL\d|kitchen tap|\+44")
# They begin or end the session, so they are no routes to go on from.
DOOR = ("/day/signin", "/day/signout")
ACTOR = "operative:1"


@pytest.fixture
async def phone(scene: Scene, open_phone: OpenPhone) -> Phone:
    """Tapper's, with a visit, a photo taken there, and a job near by that can be taken."""
    await scene.window(TAPPER)
    visit = await scene.book(TAPPER, await scene.order())
    await scene.order(2)
    phone = await open_phone(TAPPER)
    await phone.add_photo(visit.id)
    return phone


@pytest.mark.parametrize("query", ["", "?live=1", "?done=arrived"])
async def test_every_page_of_the_day_that_shows_a_person_is_kept(
    phone: Phone, engine: AsyncEngine, clock: SetClock, query: str
) -> None:
    for route in DAY_ROUTES:
        if route.method != "GET" or route.shows == NOTHING:
            continue
        clock.at += VIEW_AGAIN_AFTER + timedelta(seconds=1)
        before = await views(engine)
        async with phone.client.get(re.sub(r"\{\w+\}", "1", route.path) + query) as answer:
            assert answer.status == 200, route.path
        line = (ACTOR, re.sub(r"\{\w+\}", "1", route.shows))
        assert (await views(engine))[len(before) :] == [line], route.path


async def test_no_route_of_the_day_shows_personal_data_unseen(
    phone: Phone, engine: AsyncEngine, clock: SetClock
) -> None:
    shown = 0
    for route in DAY_ROUTES:
        if route.path in DOOR:
            continue
        clock.at += VIEW_AGAIN_AFTER + timedelta(seconds=1)
        before = len(await views(engine))
        path = re.sub(r"\{kind\}", "note", route.path)
        async with phone.client.request(
            route.method,
            re.sub(r"\{\w+\}", "1", path),
            data={"csrf": phone.token} if route.method == "POST" else None,
            allow_redirects=False,
        ) as answer:
            body = (await answer.read()).decode(errors="replace")
        if PERSONAL.search(body):
            shown += 1
            assert len(await views(engine)) > before, f"{route.method} {route.path}"
    assert shown > 3


async def test_pages_that_the_phone_reads_ahead_are_kept_once_in_a_while(
    phone: Phone, engine: AsyncEngine, clock: SetClock
) -> None:
    for _ in range(3):
        await phone.get("/day/jobs/1")
    assert (await views(engine)).count((ACTOR, "job:1")) == 1
    clock.at += VIEW_AGAIN_AFTER + timedelta(seconds=1)
    await phone.get("/day/jobs/1")
    assert (await views(engine)).count((ACTOR, "job:1")) == 2
