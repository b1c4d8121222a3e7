"""A closed account or a changed password, from the command line: nothing of what was open stays."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from housing.__main__ import app
from housing.adapters.deal.diary_files import load_diary_plan
from housing.domain.deal.deal import Deal
from housing.domain.repairs.field_work import TapKind
from housing.domain.repairs.on_call import CallOutState
from housing.domain.repairs.work_orders import WorkOrder, WorkOrderState
from housing.services.messaging import jobs
from housing.services.messaging.due_work import due_handlers
from housing.services.repairs import calendars, diary, on_call
from tests.desk import scene as desk_scene
from tests.desk.browsing import Browser
from tests.field.conftest import OpenPhone
from tests.field.scene import OLIVE, PASSWORD, TAPPER, Scene, email

# The command line reads the real clock.
SOON = datetime.now(UTC).date() + timedelta(days=2)
NEW_PASSWORD = "another-made-up-password"
MOBILES = {TAPPER: "+447700900801", OLIVE: "+447700900802"}


@pytest.fixture(autouse=True)
def command_line(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)


async def account(*words: str, typed: str = "") -> str:
    """What the command says; it must not fail."""
    result = await asyncio.to_thread(CliRunner().invoke, app, ["account", *words], typed)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


async def emergency(scene: Scene, deal: Deal, home: int, *, taken: bool) -> WorkOrder:
    """Put to Tapper, who has taken it or not answered yet."""
    order = await scene.order(home, priority="emergency")
    async with scene.units() as uow:
        now = datetime.now(UTC)
        await uow.on_call.add_call_out(work_order_id=order.id, operative_id=TAPPER.id, now=now)
        if taken:
            await on_call.accept(uow, deal, work_order_id=order.id, operative_id=TAPPER.id, now=now)
    return order


async def asked(scene: Scene, order: WorkOrder) -> dict[str, CallOutState]:
    async with scene.units() as uow:
        return {one.operative_name: one.state for one in await uow.on_call.call_outs(order.id)}


@pytest.fixture
async def on_rota(scene: Scene) -> None:
    async with scene.units() as uow:
        for operative, number in MOBILES.items():
            await uow.diary.set_operative(replace(operative, mobile=number))


async def test_all_that_was_a_leavers_to_do_goes_to_somebody_else(
    scene: Scene, open_phone: OpenPhone, deal: Deal, on_rota: None
) -> None:
    phone = await open_phone(TAPPER)
    page = await phone.post("/day/calendar", token=phone.token)
    token = re.findall(r"/calendar/([\w-]{32})\.ics", page.text)[0]
    await scene.window(TAPPER, SOON, minutes=120)
    await scene.window(OLIVE, SOON, minutes=60)
    kept, moved = await scene.order(1), await scene.order(2)
    for order in (kept, moved):
        await scene.book(TAPPER, order, day=SOON)
    waiting = await emergency(scene, deal, 3, taken=False)
    taken = await emergency(scene, deal, 4, taken=True)
    plan = load_diary_plan(None)
    handlers = {on_call.CALL_OUT: due_handlers(deal, plan)[on_call.CALL_OUT]}
    await jobs.run_due(scene.units, handlers, datetime.now(UTC))
    assert [len(await asked(scene, order)) for order in (waiting, taken)] == [1, 1]

    said = await account("close", email(TAPPER))

    assert "2 emergencies" in said
    assert "1 visits given to colleagues, 1 called off" in said
    assert (await phone.get("/day")).path == "/day/signin"
    assert (await phone.sign_in(TAPPER)).status == 422
    now = datetime.now(UTC) + timedelta(seconds=1)
    assert await jobs.run_due(scene.units, handlers, now) == 2
    for order in (waiting, taken):
        assert await asked(scene, order) == {
            TAPPER.name: CallOutState.DECLINED,
            OLIVE.name: CallOutState.ALERTED,
        }
    async with scene.units() as uow:
        assert await calendars.find(uow, token=token, now=now) is None
        (visit,) = await uow.appointments.live_appointments(kept.id)
        assert visit.operative_name == OLIVE.name
        back = {moved: WorkOrderState.RAISED} | dict.fromkeys(
            (waiting, taken), WorkOrderState.STAFF
        )
        for order, state in back.items():
            found = await uow.orders.order(order.id)
            assert found is not None
            assert (found.state, found.operative_id) == (state, None)
            assert await uow.appointments.live_appointments(order.id) == ()
        assert TAPPER.name not in {one.name for one in await uow.diary.operatives()}
        assert await uow.on_call.open_call_outs(MOBILES[TAPPER]) == ()
        await diary.top_up(uow, plan=plan, closed=frozenset(), today=SOON)
        slots = await uow.diary.free_slots(
            trades=("plumber",), minutes=30, routine=False, patch=None,
            first=SOON, last=SOON + timedelta(days=7),
        )  # fmt: skip
        offered = {number for slot in slots for number in slot.diary_window_ids}
        theirs = await uow.nearby_jobs.spare_windows(TAPPER.id, SOON)
        assert offered
        assert not offered & {window.diary_window_id for window in theirs}


async def test_a_visit_under_way_is_left_to_staff_and_who_comes_back_is_in_the_diary(
    scene: Scene, open_phone: OpenPhone
) -> None:
    await scene.window(TAPPER, SOON, minutes=120)
    begun, held = await scene.order(1), await scene.order(2)
    visit = await scene.book(TAPPER, begun, day=SOON)
    at = datetime.now(UTC)
    await scene.tap(TAPPER, visit.id, TapKind.DESPATCHED, tapped_at=at, now=at)
    await scene.book(TAPPER, held, day=SOON)
    said = await account("close", email(TAPPER))
    assert "1 called off and offered anew, 1 under way" in said
    assert await scene.state(visit.id) == "despatched"
    async with scene.units() as uow:
        assert await uow.nearby_jobs.spare_windows(TAPPER.id, SOON) == ()
    await account("operative", TAPPER.name, email(TAPPER), typed=f"{PASSWORD}\n{PASSWORD}\n")
    async with scene.units() as uow:
        assert TAPPER.name in {one.name for one in await uow.diary.operatives()}
        assert len(await uow.nearby_jobs.spare_windows(TAPPER.id, SOON)) == 1
    assert (await (await open_phone(None)).sign_in(TAPPER)).path == "/day"


async def test_a_new_password_ends_every_session_at_both_doors(
    scene: Scene, open_phone: OpenPhone, engine: AsyncEngine
) -> None:
    await desk_scene.officers(engine)
    wren, idris = await open_phone(None), await open_phone(None)
    await Browser.sign_in(wren)
    await Browser.sign_in(idris, desk_scene.IDRIS)
    phones = [await open_phone(TAPPER), await open_phone(TAPPER)]
    typed = f"{NEW_PASSWORD}\n{NEW_PASSWORD}\n"
    for address in (desk_scene.WREN.email, email(TAPPER)):
        assert "signed out everywhere" in await account("password", address, typed=typed)
    assert (await wren.get("/")).path == "/signin"
    assert (await idris.get("/")).path == "/"
    for phone in phones:
        assert (await phone.get("/day")).path == "/day/signin"
    assert (await Browser.sign_in(wren)).status == 422
    assert (await Browser.sign_in(wren, password=NEW_PASSWORD)).path == "/"
    assert (await phones[0].sign_in(TAPPER)).status == 422
    assert (await phones[0].sign_in(TAPPER, NEW_PASSWORD)).path == "/day"


async def test_a_closed_officer_is_out_at_once(
    scene: Scene, open_phone: OpenPhone, engine: AsyncEngine
) -> None:
    await desk_scene.officers(engine)
    wren = await open_phone(None)
    await Browser.sign_in(wren)
    await account("close", desk_scene.WREN.email.upper())
    assert (await wren.get("/")).path == "/signin"
    assert (await Browser.sign_in(wren)).status == 422


async def test_a_manager_who_is_none_any_more_manages_nothing_from_then_on(
    scene: Scene, open_phone: OpenPhone, engine: AsyncEngine
) -> None:
    await desk_scene.officers(engine)
    mabel = await open_phone(None)
    await Browser.sign_in(mabel, desk_scene.MABEL)
    assert (await mabel.get("/audit")).status == 200
    await account("officer", desk_scene.MABEL.name, desk_scene.MABEL.email, "--no-manager")
    assert (await mabel.get("/audit")).status == 403
