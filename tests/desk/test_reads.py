"""Whoever is shown personal data at the desk is in the audit trail, whatever the route; managers
read it there."""

import re
from collections.abc import Callable
from datetime import timedelta
from string import Formatter

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.parts import DeskParts
from desk.routes import ROUTES
from desk.security.permissions import GRANTED, Permission, Route
from housing.adapters.sql.tables import desk as tables
from housing.domain.messaging.conversation import Channel
from housing.domain.people.desk import Role
from housing.services.desk import audit
from tests.desk.browsing import Browser
from tests.desk.scene import IDRIS, MABEL, NOW, TENANT_MOBILE, WREN, Scene, SetClock

Line = tuple[str, str]


async def views(engine: AsyncEngine) -> list[Line]:
    query = select(tables.audit.c.actor, tables.audit.c.subject).where(
        tables.audit.c.action == "viewed"
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(query.order_by(tables.audit.c.id))).all()
    return [(row.actor, row.subject) for row in rows]


def test_every_route_says_whose_data_it_shows_by_the_numbers_of_its_own_address() -> None:
    for route in ROUTES:
        in_subject = {name for _, name, _, _ in Formatter().parse(route.shows) if name}
        assert in_subject <= set(re.findall(r"\{(\w+)\}", route.path)), route
    with pytest.raises(TypeError):
        Route("GET", "/new", next(iter(ROUTES)).handler, Permission.READ_CASES)  # type: ignore[call-arg]


async def test_a_page_that_reads_itself_again_is_kept_once_in_ten_minutes_and_a_click_each_time(
    open_browser: Callable[[], Browser], scene: Scene, engine: AsyncEngine, clock: SetClock
) -> None:
    handoff = await scene.waiting()
    path, subject = (f"/{kind}{handoff.conversation_id}" for kind in ("conversations/", ""))
    subject = f"conversation:{handoff.conversation_id}"
    wren, idris = open_browser(), open_browser()
    await wren.sign_in(WREN)
    await idris.sign_in(IDRIS)

    async def after(seconds: int, who: Browser, query: str = "?live=1") -> int:
        clock.at += timedelta(seconds=seconds)
        await who.get(path + query)
        return sum(line[1] == subject for line in await views(engine))

    assert await after(0, wren) == 1
    assert await after(1, wren) == 1
    assert await after(598, wren) == 1
    assert await after(2, wren) == 2
    assert await after(0, idris) == 3
    assert await after(1, wren, "") == 4
    assert await after(1, wren, "") == 5


async def test_a_number_written_otherwise_is_kept_as_the_same(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    handoff = await scene.waiting()
    await browser.sign_in()
    assert (await browser.get(f"/conversations/00{handoff.conversation_id}")).status == 200
    assert (await views(engine))[-1] == (WREN.actor, f"conversation:{handoff.conversation_id}")


async def test_what_cannot_be_kept_is_not_shown(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    handoff = await scene.waiting()
    await browser.sign_in()
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE audit RENAME TO gone"))
    page = await browser.get(f"/conversations/{handoff.conversation_id}")
    assert page.status == 500
    assert TENANT_MOBILE not in page.text


async def test_reading_makes_no_open_queue_read_itself_again(
    browser: Browser, scene: Scene, parts: DeskParts
) -> None:
    await scene.waiting()
    await browser.sign_in()
    before = await parts.views.revision()
    await browser.get("/")
    await browser.get("/repairs")
    assert await parts.views.revision() == before


async def test_managers_read_the_trail_and_nobody_else(
    open_browser: Callable[[], Browser], scene: Scene, clock: SetClock
) -> None:
    handoff = await scene.waiting()
    other = await scene.conversation(Channel.WEBCHAT, "session-1")
    wren, mabel = open_browser(), open_browser()
    await wren.sign_in(WREN)
    await wren.get(f"/conversations/{handoff.conversation_id}")
    clock.at += timedelta(days=1)
    await wren.sign_in(WREN)
    await wren.get(f"/conversations/{other.id}")
    assert (await wren.get("/audit")).status == 403
    await mabel.sign_in(MABEL)
    today, first = f"{clock.at:%Y-%m-%d}", f"conversation:{handoff.conversation_id}"
    second = f"conversation:{other.id}"
    for query, there, not_there in (
        (f"subject={first}", [first], [second]),
        (f"who={WREN.actor}&action=viewed", [first, second], ["Signed in"]),
        (f"who={WREN.actor}&day={today}", [second], [first]),
        (f"who={MABEL.actor}", ["audit"], [first, second]),
        ("action=signed_in", [WREN.actor, MABEL.actor], [first, second]),
        ("subject=%00%25", ["Nothing fits"], [first, second]),
    ):
        page = await mabel.get(f"/audit?{query}")
        listed = page.text.partition('aria-label="Lines')[2]
        assert [text for text in there if text not in listed] == [], query
        assert [text for text in not_there if text in listed] == [], query
    for query in ("day=yesterday", "day=9999-12-31", "day=0001-01-01"):
        assert (await mabel.get(f"/audit?{query}")).status == 422
    assert (await mabel.get("/audit?before=x")).status == 404


async def test_the_trail_is_read_page_by_page(
    browser: Browser, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "LINES_A_PAGE", 2)
    async with scene.units() as uow:
        for number in range(5):
            await uow.desk.record(
                actor="system", action="counted", subject=f"number:{number}", now=NOW
            )
    await browser.sign_in(MABEL)
    pages, query = [], "action=counted"
    while query:
        page = await browser.get(f"/audit?{query}")
        pages.append(re.findall(r"number:\d", page.text))
        older = re.search(r'href="/audit\?([^"]+)">Older', page.text)
        query = older[1].replace("&amp;", "&") if older else ""
    assert pages == [["number:4", "number:3"], ["number:2", "number:1"], ["number:0"]]


def test_only_managers_may_read_it() -> None:
    assert [role for role in Role if Permission.READ_AUDIT in GRANTED[role]] == [Role.MANAGER]
