"""The desk's page of promises: who has what and by when, what nobody has, and jobs that fail."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.parts import DeskParts
from housing.adapters.sql.tables import desk as tables
from housing.adapters.sql.tables.talk import due_job
from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.loose_ends import LooseEndKind, NewLooseEnd
from housing.services.casework import promise_sweep
from housing.services.desk import answer_clock
from housing.services.messaging import jobs
from tests.desk.browsing import Browser
from tests.desk.scene import IDRIS, MABEL, NOW, WREN, Scene, SetClock
from tests.diary.scene import Scene as DiaryScene

ROW = re.compile(r'<th scope="row">(.*?)</tr>', re.DOTALL)


def rows(page: str) -> list[str]:
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in ROW.findall(page)]


async def test_what_nobody_has_stands_first(
    browser: Browser, scene: Scene, engine: AsyncEngine, parts: DeskParts
) -> None:
    await browser.sign_in(MABEL)
    waiting = await scene.waiting()
    await DiaryScene(parts.units).order(number=9, required_completion=NOW + timedelta(days=5))
    async with engine.begin() as connection:
        await connection.execute(update(due_job).values(state="dropped"))
    page = await browser.get("/promises")
    first, second = rows(page.text)
    assert "Repair: W-" in first
    assert "Nobody" in first
    assert f"Conversation {waiting.conversation_id}" in second
    assert "The queue" in second
    assert "1 that nobody has" in page.text
    assert len(rows((await browser.get("/promises?show=unheld")).text)) == 1
    assert len(rows((await browser.get("/promises?kind=handoff")).text)) == 1
    assert "Nothing is open here" in (await browser.get("/promises?kind=hazard")).text
    assert rows((await browser.get("/promises?kind=x&show=y")).text) == []


async def test_a_promise_is_shown_with_who_has_it_and_when(
    browser: Browser, scene: Scene, clock: SetClock
) -> None:
    handoff = await scene.waiting()
    await browser.sign_in()
    await browser.post(f"/conversations/{handoff.conversation_id}/claim")
    (row,) = rows((await browser.get("/promises")).text)
    assert WREN.name in row
    clock.at = NOW + timedelta(hours=1)
    assert "Overdue by 30 min" in rows((await browser.get("/promises?show=late")).text)[0]


async def test_what_nobody_has_stands_before_what_has_no_date(
    browser: Browser, scene: Scene, engine: AsyncEngine, parts: DeskParts
) -> None:
    await browser.sign_in()
    await scene.waiting()
    orders = DiaryScene(parts.units)
    await orders.order(number=8, chat=101)
    await orders.order(number=9, required_completion=NOW + timedelta(days=5))
    await orders.order(number=10)
    async with engine.begin() as connection:
        await connection.execute(update(due_job).values(state="dropped"))
    page = (await browser.get("/promises")).text
    held = ["Nobody" in row for row in rows(page)]
    assert held == [True, True, False, False]
    assert "No date" in rows(page)[2], "then what has none and needs one"
    assert "2 that nobody has" in page
    assert "2 without a date" in page
    assert len(rows((await browser.get("/promises?show=unheld")).text)) == 2
    assert len(rows((await browser.get("/promises?show=undated")).text)) == 2


async def test_what_was_answered_is_not_overdue(
    browser: Browser, scene: Scene, clock: SetClock, parts: DeskParts
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    page = await browser.get(url)
    await browser.post(f"{url}/reply", text="Somebody rings you today.", seen=page.seen)
    clock.at = NOW + timedelta(hours=1)
    page = (await browser.get("/promises")).text
    (row,) = rows(page)
    assert "Answered: waits for the tenant" in row
    assert "Overdue" not in row
    assert "There is none that nobody has." in page
    assert "without a date." not in page
    assert "Nothing is open here" in (await browser.get("/promises?show=late")).text
    async with parts.units() as uow:
        assert await promise_sweep.unheld(uow, parts.deal.calendar, now=clock.at) == ()
    asked = await scene.tenant_says(handoff.conversation_id, "and when?", at=clock.at)
    async with parts.units() as uow:
        await answer_clock.tenant_wrote(uow, parts.deal.landlord, [asked])
    clock.at += timedelta(hours=5)
    await browser.sign_in()
    assert "Overdue" in rows((await browser.get("/promises")).text)[0]


async def test_a_further_task_stands_on_the_card_and_in_the_conversation(
    browser: Browser, scene: Scene
) -> None:
    handoff = await scene.waiting()
    await scene.handoff(handoff.conversation_id, reason="needs_time", summary="W-1 needs a time")
    await browser.sign_in()
    for page in ("/", f"/conversations/{handoff.conversation_id}"):
        text = (await browser.get(page)).text
        assert "W-1 needs a time" in text
        assert "A repair needs a time" in text


async def test_a_loose_end_stands_on_top_of_the_queue_until_it_heals(
    browser: Browser, parts: DeskParts
) -> None:
    await browser.sign_in()
    found = NewLooseEnd("promise:order:1", LooseEndKind.PROMISE, "W-1, order: nobody has it")
    revisions = [await parts.views.revision()]
    async with parts.units() as uow:
        await uow.loose_ends.open(found, now=NOW)
    page = await browser.get("/")
    assert "W-1, order: nobody has it" in page.text
    assert 'data-waiting="1"' in page.text
    revisions.append(await parts.views.revision())
    async with parts.units() as uow:
        await uow.loose_ends.heal(found.key, now=NOW)
    revisions.append(await parts.views.revision())
    assert "W-1, order" not in (await browser.get("/")).text
    assert len(set(revisions)) == 3, "open pages are told of both"


@pytest.fixture
async def failing(parts: DeskParts, scene: Scene) -> int:
    """A call-out that has just failed; returns the job."""

    async def fail(_uow: UnitOfWork, _payload: Mapping[str, Any], _now: datetime) -> None:
        raise RuntimeError("the provider is down")

    async with parts.units() as uow:
        await jobs.schedule(uow, kind="call_out", key="x", payload={}, due_at=NOW)
    await jobs.run_due(parts.units, {"call_out": fail}, NOW)
    async with parts.reads() as uow:
        (job,) = await uow.jobs.failing()
    return job.id


@pytest.mark.parametrize(("act", "state"), [("try", "due"), ("drop", "dropped")])
async def test_a_manager_tries_a_failing_job_now_or_gives_it_up(
    browser: Browser, engine: AsyncEngine, failing: int, act: str, state: str
) -> None:
    await browser.sign_in(MABEL)
    front = (await browser.get("/")).text
    assert "Asking who is on call. Since" in front
    assert "RuntimeError" not in front
    page = await browser.get("/promises")
    assert "Asking who is on call" in page.text
    assert "the provider is down" not in page.text
    assert (await browser.post(f"/promises/jobs/{failing}/{act}")).status == 200
    async with engine.connect() as connection:
        row = (await connection.execute(select(due_job).where(due_job.c.id == failing))).one()
        audit = await connection.execute(
            select(tables.audit.c.action).where(tables.audit.c.subject == f"due_job:{failing}")
        )
    assert row.state == state
    assert act == "drop" or row.due_at == NOW, "it is due at once, not after the pause"
    assert len(audit.all()) == 1
    if act == "drop":
        assert "Asking who is on call" not in (await browser.get("/")).text
        assert (await browser.post(f"/promises/jobs/{failing}/drop")).status == 409


async def test_an_officer_sees_a_failing_job_and_cannot_drop_it(
    browser: Browser, failing: int
) -> None:
    await browser.sign_in(IDRIS)
    page = await browser.get("/promises")
    assert "Asking who is on call" in page.text
    assert "RuntimeError" not in page.text, "an officer can do nothing with it"
    assert "Give it up" not in page.text
    assert (await browser.post(f"/promises/jobs/{failing}/drop")).status == 403


async def test_a_neighbour_case_is_closed_by_an_officer(
    browser: Browser, scene: Scene, parts: DeskParts
) -> None:
    talk = await scene.conversation()
    message = await scene.tenant_says(talk.id, "next door is loud")
    async with parts.units() as uow:
        report = await uow.reports.open_report(
            reference="R-1",
            conversation_id=talk.id,
            message_id=message.id,
            issue="asb_noise",
            words=message.text,
            tenant_id=None,
            home_id=None,
            now=NOW,
        )
        case = await uow.reports.open_asb_case(
            reference="A-1", report=report, kind="asb_noise", now=NOW
        )
    await browser.sign_in()
    assert "A-1" in (await browser.get("/promises")).text
    assert "Case closed" in (await browser.post(f"/promises/asb/{case.id}/close")).text
    assert "A-1" not in (await browser.get("/promises")).text
    assert (await browser.post("/promises/asb/99/close")).status == 404
