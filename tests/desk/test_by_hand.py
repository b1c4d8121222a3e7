"""What an officer adds by hand: that it is an emergency, and where to come."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables import desk as tables
from housing.domain.messaging.conversation import Channel
from housing.domain.repairs.diary_windows import Operative
from housing.services.repairs import diary
from tests.desk.browsing import Browser
from tests.desk.scene import IDRIS, NOW, WREN, Scene, said_to_tenant

ADDRESS = "4 Heron Court, ZZ1 9ZZ"
ON_CALL = "+447700900801"


async def _trail(engine: AsyncEngine, action: str) -> list[tuple[str, dict[str, object]]]:
    kept = select(tables.audit).where(tables.audit.c.action == action)
    async with engine.connect() as connection:
        return [(row.actor, row.detail) for row in await connection.execute(kept)]


async def _report(scene: Scene, conversation_id: int, home_id: int | None = None) -> int:
    said = await scene.tenant_says(conversation_id, "the pipe has burst")
    async with scene.units() as uow:
        report = await uow.reports.open_report(
            reference="R-1",
            conversation_id=conversation_id,
            message_id=said.id,
            issue="pipe_burst",
            words=said.text,
            tenant_id=None,
            home_id=home_id,
            now=NOW,
        )
    return report.id


async def test_an_officer_raises_a_conversation_to_an_emergency(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    other = await scene.conversation(address="+447700900202")
    await scene.handoff(other.id, summary="asked before", at=NOW)
    handoff = await scene.waiting(Channel.WEBCHAT)
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    assert (await browser.post(f"{url}/raise", reason=" ")).status == 422
    page = await browser.post(f"{url}/raise", reason="She is 82 and alone in the cold")
    assert "Raised: it is an emergency in the queue now." in page.text
    assert "Wren Officer: She is 82 and alone in the cold" in page.text
    assert "Wants to talk about the heating" in page.text, "what it was about stays on the card"
    assert "Raise to emergency</button>" not in page.text
    again = await browser.post(f"{url}/raise", reason="still")
    assert "It is an emergency already." in again.text
    await browser.post(f"{url}/release")
    queue = (await browser.get("/")).text
    assert queue.index("alone in the cold") < queue.index("asked before")
    assert 'class="tag emergency">Emergency' in queue
    detail = {"handoff": handoff.id, "from": "routine", "why": "She is 82 and alone in the cold"}
    assert await _trail(engine, "priority_raised") == [(WREN.actor, detail)]


async def test_an_officer_enters_the_address_that_nobody_told_the_service(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    handoff = await scene.waiting(Channel.WEBCHAT)
    report_id = await _report(scene, handoff.conversation_id)
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    assert "Enter the address" not in (await browser.get(url)).text
    await browser.post(f"{url}/claim")
    assert "Enter the address" in (await browser.get(url)).text
    address_url = f"{url}/reports/{report_id}/address"
    assert (await browser.post(address_url, address=" ")).status == 422
    assert (await browser.post(address_url, address="x" * 201)).status == 422
    page = await browser.post(address_url, address=f"  {ADDRESS} ")
    assert "Address kept as told. It is not checked." in page.text
    assert f"Address as told: {ADDRESS}" in page.text
    assert "Not known who this is." in page.text, "an address proves nobody"
    await browser.post(address_url, address=ADDRESS)
    detail = {"report": "R-1", "from": None, "to": ADDRESS}
    assert await _trail(engine, "address_entered") == [(WREN.actor, detail)], "once"
    assert (await browser.post(f"{url}/reports/999/address", address=ADDRESS)).status == 404


async def test_whoever_was_called_out_is_told_the_address(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting()
    report_id = await _report(scene, handoff.conversation_id)
    async with scene.units() as uow:
        await uow.diary.add_operatives([Operative(0, "Ash Drip", ("plumber",), (), ON_CALL)])
        order = await diary.raise_work_order(
            uow,
            report_id=report_id,
            home_id=None,
            tenant_id=None,
            issue="pipe_burst",
            trades=("plumber",),
            priority="emergency",
            minutes=60,
            required_completion=None,
            now=NOW,
        )
        await uow.on_call.add_call_out(work_order_id=order.id, operative_id=1, now=NOW)
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    await browser.post(f"{url}/reports/{report_id}/address", address=ADDRESS)
    told = await said_to_tenant(scene, (await scene.conversation(address=ON_CALL)).id)
    assert any(ADDRESS in text for _, text in told)


@pytest.mark.parametrize("action", ["raise", "reports/1/address"])
async def test_only_who_has_the_conversation_adds_to_it(
    open_browser: Callable[[], Browser], scene: Scene, action: str
) -> None:
    handoff = await scene.waiting()
    await _report(scene, handoff.conversation_id)
    url = f"/conversations/{handoff.conversation_id}"
    wren, idris = open_browser(), open_browser()
    await wren.sign_in()
    await idris.sign_in(IDRIS)
    fields = {"reason": "It burns", "address": ADDRESS}
    assert (await wren.post(f"{url}/{action}", **fields)).status == 422
    await wren.post(f"{url}/claim")
    assert (await idris.post(f"{url}/{action}", **fields)).status == 409


async def test_a_home_on_record_is_not_written_over(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting()
    report_id = await _report(scene, handoff.conversation_id, home_id=1)
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    page = await browser.post(f"{url}/claim")
    assert "Enter the address" not in page.text
    refused = await browser.post(f"{url}/reports/{report_id}/address", address=ADDRESS)
    assert refused.status == 422
    assert "This report has a home on record." in refused.text
