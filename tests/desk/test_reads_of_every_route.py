"""Every route of the desk over a busy day: none shows a tenant's data and leaves no line."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.parts import DeskParts
from desk.routes import ROUTES
from desk.security.permissions import NOTHING, Route
from housing.adapters.sql.tables import desk as tables
from housing.adapters.sql.tables import homes, repairs, reports, talk
from housing.demo.people import OFFICERS
from housing.domain.people.audit import VIEW_AGAIN_AFTER
from housing.domain.people.desk import Officer, Role
from housing.domain.repairs.photos import Photo
from tests.desk.browsing import Browser
from tests.desk.busy_day import make_busy_day
from tests.desk.scene import NOW, Scene, SetClock
from tests.desk.test_reads import views

DESK_ROUTES = [route for route in ROUTES if not route.path.startswith("/day")]
# Ends the session, so it is no route to go on from.
SIGN_OUT = "/signout"


async def numbers(engine: AsyncEngine) -> dict[str, int]:
    """A row that there is for each number in an address."""
    wanted = {
        "report_id": select(reports.report.c.id).where(reports.report.c.decision.is_not(None)),
        "complaint_id": select(reports.complaint.c.id),
        "hazard_id": select(reports.hazard_report.c.id),
        "charge_id": select(reports.charge.c.id),
        "photo_id": text("SELECT id FROM visit_photo"),
        "appointment_id": select(repairs.appointment.c.id),
        "alert_id": select(tables.alert.c.id),
        "work_order_id": select(repairs.work_order.c.id),
        "owed_id": text("SELECT 1"),
        "review_id": text("SELECT id FROM review"),
        "case_id": select(reports.asb_case.c.id),
        "job_id": select(talk.due_job.c.id),
    }
    found = {}
    async with engine.connect() as connection:
        for name, query in wanted.items():
            row = (await connection.execute(query)).first()  # type: ignore[call-overload]
            found[name] = int(row[0]) if row else 1
        of = select(reports.report.c.conversation_id).where(
            reports.report.c.id == found["report_id"]
        )
        found["conversation_id"] = int((await connection.execute(of)).scalar_one())
    return found


async def personal(engine: AsyncEngine) -> set[str]:
    """What of tenants must not be shown unseen: names, addresses, numbers and words."""
    columns = (
        homes.tenant.c.name,
        homes.home.c.address,
        homes.home.c.postcode,
        talk.conversation.c.address,
        talk.message.c.text,
    )
    async with engine.connect() as connection:
        rows = [(await connection.execute(select(column))).scalars().all() for column in columns]
    return {value for column in rows for value in column if value and len(value) > 5}


def address(route: Route, known: dict[str, int]) -> str:
    path = route.path.replace("{kind}", "person").replace("{code}", "x")
    return re.sub(r"\{(\w+)\}", lambda part: str(known[part[1]]), path)


@pytest.fixture
async def scene(parts: DeskParts, engine: AsyncEngine) -> Scene:
    """A day with everything on it that has a page of its own."""
    day = await make_busy_day(parts.units, parts.deal, NOW)
    appointment_id = (await numbers(engine))["appointment_id"]
    async with parts.units() as uow:
        said = (await uow.talk.messages(day.heating))[0]
        await uow.reports.file_complaint(
            reference="C-TEST1", conversation_id=day.heating, message_id=said.id, tenant_id=1,
            words=said.text, acknowledge_by=NOW.date(), respond_by=NOW.date(), now=NOW,
        )  # fmt: skip
        visit = await uow.appointments.appointment(appointment_id)
        assert visit is not None
        await uow.field.add_photo(
            appointment_id=visit.id,
            operative_id=visit.operative_id,
            photo=Photo("image/png", b"\x89PNG\r\n\x1a\n"),
            taken_at=NOW,
        )
    return Scene(parts.units)


@pytest.fixture
async def busy(scene: Scene, engine: AsyncEngine) -> dict[str, int]:
    return await numbers(engine)


@pytest.fixture
async def manager(browser: Browser, parts: DeskParts) -> Officer:
    """A manager who has signed in."""
    demo = next(one for one in OFFICERS if one.role == Role.MANAGER)
    form = await browser.get("/signin")
    fields = {"email": demo.email, "password": demo.password}
    assert (await browser.post("/signin", token=form.token, **fields)).path == "/"
    async with parts.reads() as uow:
        found = await uow.officers.officer_with_hash(demo.email)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("query", ["", "?live=1", "?done=claimed"])
async def test_every_page_that_shows_a_person_is_kept(
    browser: Browser,
    engine: AsyncEngine,
    manager: Officer,
    busy: dict[str, int],
    clock: SetClock,
    query: str,
) -> None:
    """The first view always is, also of a fragment that refreshes itself."""
    token = (await browser.get("/")).token
    for route in DESK_ROUTES:
        if route.method != "GET" or route.shows == NOTHING:
            continue
        # A fragment that refreshes itself keeps no session; the officer does.
        await browser.post("/stay", token=token)
        clock.at += VIEW_AGAIN_AFTER + timedelta(seconds=1)
        before = await views(engine)
        async with browser.client.get(address(route, busy) + query) as answer:
            assert answer.status == 200, route.path
        line = (manager.actor, route.shows.format_map(busy))
        assert (await views(engine))[len(before) :] == [line], route.path


async def test_no_route_shows_personal_data_unseen(
    browser: Browser, engine: AsyncEngine, manager: Officer, busy: dict[str, int], clock: SetClock
) -> None:
    """Reads, and forms without what they need: a refusal often shows the page again."""
    secrets, token, shown = await personal(engine), (await browser.get("/")).token, 0
    for route in DESK_ROUTES:
        if route.path in ("/events", SIGN_OUT):
            continue
        clock.at += VIEW_AGAIN_AFTER + timedelta(seconds=1)
        before = len(await views(engine))
        async with browser.client.request(
            route.method,
            address(route, busy),
            data={"csrf": token} if route.method == "POST" else None,
            allow_redirects=False,
        ) as answer:
            body = (await answer.read()).decode(errors="replace")
        if any(secret in body for secret in secrets):
            shown += 1
            assert len(await views(engine)) > before, f"{route.method} {route.path}"
    assert shown > 10
