"""An emergency stays on top of the desk until somebody is on the way, and only one is."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables.repairs import appointment
from housing.adapters.sql.tables.talk import due_job
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.work_orders import WorkOrder
from housing.services.repairs import diary
from tests.desk.browsing import Browser
from tests.desk.scene import NOW, Scene, SetClock, said_to_tenant

PLUMBERS = (
    Operative(0, "Ash Drip", ("plumber",), (), "+447700900801"),
    Operative(0, "Birch Drip", ("plumber",), (), "+447700900802"),
)


async def burst_pipe(scene: Scene, within: timedelta = timedelta(hours=4)) -> WorkOrder:
    conversation = await scene.conversation()
    message = await scene.tenant_says(conversation.id, "the pipe has burst")
    async with scene.units() as uow:
        await uow.diary.add_operatives(PLUMBERS)
        report = await uow.reports.open_report(
            reference="R-1",
            conversation_id=conversation.id,
            message_id=message.id,
            issue="pipe_burst",
            words=message.text,
            tenant_id=1,
            home_id=1,
            now=NOW,
        )
        return await diary.raise_work_order(
            uow,
            report_id=report.id,
            home_id=1,
            tenant_id=1,
            issue=report.issue,
            trades=("plumber",),
            priority="emergency",
            minutes=60,
            required_completion=NOW + within,
            now=NOW,
        )


async def test_staff_write_down_who_goes(browser: Browser, scene: Scene) -> None:
    order = await burst_pipe(scene)
    await browser.sign_in()
    page = await browser.get("/")
    assert "Emergencies nobody has accepted: 1" in page.text
    assert "1 Quayside Walk" in page.text
    assert "Ash Drip, +447700900801" in page.text
    after = await browser.post(f"/emergencies/{order.id}/accept", operative="2")
    assert (after.status, after.path) == (200, "/")
    assert "nobody has accepted" not in after.text
    told = await said_to_tenant(scene, (await scene.conversation()).id)
    assert any("Birch has your emergency" in text for _, text in told)
    again = await browser.post(f"/emergencies/{order.id}/accept", operative="1")
    assert again.status == 409
    assert "Birch Drip has taken this one already" in again.text


async def test_an_emergency_is_not_overdue_while_somebody_is_there(
    browser: Browser, scene: Scene, engine: AsyncEngine, clock: SetClock
) -> None:
    order = await burst_pipe(scene)
    await browser.sign_in()
    await browser.post(f"/emergencies/{order.id}/accept", operative="2")
    clock.at = NOW + timedelta(hours=5)
    await browser.sign_in()
    assert "Overdue by 1 h" in (await browser.get("/promises")).text
    async with engine.begin() as connection:
        await connection.execute(update(appointment).values(state="arrived", changed_at=clock.at))
        # The gateway runs these; here nobody does.
        await connection.execute(update(due_job).values(state="dropped"))
    page = (await browser.get("/promises")).text
    assert "Birch Drip" in page
    assert "Overdue" not in page


async def test_who_goes_stands_in_the_conversation_with_by_when(
    browser: Browser, scene: Scene, clock: SetClock
) -> None:
    order = await burst_pipe(scene, within=timedelta(hours=24))
    await browser.sign_in()
    clock.at = NOW + timedelta(minutes=5)
    await browser.post(f"/emergencies/{order.id}/accept", operative="2")
    page = (await browser.get(f"/conversations/{(await scene.conversation()).id}")).text
    assert "Booked: on call, there by Tue 24 Nov 10:00, Birch Drip" in page
    assert "10:05 to 10:00" not in page, "it would end before it begins"


async def test_only_an_operative_can_go_to_an_emergency_that_there_is(
    browser: Browser, scene: Scene
) -> None:
    order = await burst_pipe(scene)
    await browser.sign_in()
    assert (await browser.post(f"/emergencies/{order.id}/accept", operative="99")).status == 404
    assert (await browser.post(f"/emergencies/{order.id}/accept", operative="x")).status == 404
    assert (await browser.post("/emergencies/999/accept", operative="1")).status == 404
