"""What officers decide and leave behind: charges, corrections, notes, the audit trail."""

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables import desk as tables
from housing.adapters.sql.tables import reports as report_tables
from housing.adapters.sql.tables import talk as talk_tables
from tests.desk.browsing import Browser
from tests.desk.scene import MABEL, NOW, WREN, Scene, said_to_tenant


async def test_a_charge_is_decided_once_with_a_reason_and_the_tenant_told(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    handoff = await scene.waiting()
    charge = await _charge(engine, handoff.conversation_id)
    await browser.sign_in(MABEL)
    assert f"/charges/{charge}" in (await browser.get("/")).text
    url = f"/charges/{charge}"
    assert (await browser.post(url, decision="waive", why=" ")).status == 422
    assert (await browser.post(url, decision="", why="because")).status == 422
    assert (await browser.post(url, decision="waive", why="It was the first time")).status == 200
    again = await browser.post(url, decision="confirm", why="No")
    assert again.status == 409
    async with engine.connect() as connection:
        row = (await connection.execute(select(report_tables.charge))).one()
    assert (row.state, row.decided_by) == ("waived", MABEL.id)
    said = await said_to_tenant(scene, handoff.conversation_id)
    assert len(said) == 1
    assert "you do not have to pay the £65 charge" in said[0][1]
    assert said[0][1].endswith("It was the first time.")


async def test_only_a_manager_waives(browser: Browser, scene: Scene, engine: AsyncEngine) -> None:
    handoff = await scene.waiting()
    url = f"/charges/{await _charge(engine, handoff.conversation_id)}"
    await browser.sign_in()
    assert 'value="waive"' not in (await browser.get(url)).text
    refused = await browser.post(url, decision="waive", why="They asked")
    assert refused.status == 403
    assert "Only a manager may waive a charge" in refused.text
    assert await said_to_tenant(scene, handoff.conversation_id) == []
    assert (await browser.post(url, decision="withdraw", why="Our fault")).status == 200


async def test_what_a_tenant_never_agreed_to_is_never_owed(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    handoff = await scene.waiting()
    charge = await _charge(engine, handoff.conversation_id)
    disputed = update(report_tables.charge).values(state="disputed", agreed_at=None)
    async with engine.begin() as connection:
        await connection.execute(disputed)
    await browser.sign_in()
    url = f"/charges/{charge}"
    assert 'value="confirm"' not in (await browser.get(url)).text
    refused = await browser.post(url, decision="confirm", why="It is due")
    assert "The tenant never agreed to this charge" in refused.text
    assert await said_to_tenant(scene, handoff.conversation_id) == []


async def test_a_corrected_issue_keeps_what_it_was_taken_for(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    handoff = await scene.waiting()
    await _charge(engine, handoff.conversation_id)
    url = f"/conversations/{handoff.conversation_id}/reports/1/issue"
    await browser.sign_in()
    assert (await browser.post(url, issue="not_in_the_catalogue")).status == 422
    elsewhere = url.replace("/reports/", "/reports/99")
    assert (await browser.post(elsewhere, issue="internal_door")).status == 404
    assert (await browser.post(url, issue="internal_door")).status == 200
    async with engine.connect() as connection:
        corrected = select(tables.audit.c.detail).where(tables.audit.c.action == "issue_corrected")
        detail = (await connection.execute(corrected)).scalar_one()
    assert (detail["from"], detail["to"]) == ("lost_keys", "internal_door")


async def test_what_officers_do_is_in_the_audit_trail(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.get(url)
    await browser.get(f"{url}?live=1")
    await browser.post(f"{url}/claim")
    await browser.post(f"{url}/reply", text="Hello", seen="99")
    await browser.post(f"{url}/release")
    await browser.post(f"{url}/claim")
    await browser.post(f"{url}/close", outcome="answered")
    async with engine.connect() as connection:
        subject = f"conversation:{handoff.conversation_id}"
        query = (
            select(tables.audit.c.action, tables.audit.c.actor)
            .where(tables.audit.c.subject == subject)
            .order_by(tables.audit.c.id)
        )
        rows = (await connection.execute(query)).all()
    expected = ["viewed", "claimed", "replied", "released", "claimed", "closed"]
    assert [row.action for row in rows] == expected
    assert {row.actor for row in rows} == {WREN.actor}


async def test_a_note_is_never_a_message(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    secret = "sounded frightened of her partner"
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    assert secret in (await browser.post(f"{url}/note", note=secret)).text
    async with engine.connect() as connection:
        texts = (await connection.execute(select(talk_tables.message.c.text))).scalars().all()
        notes = (await connection.execute(select(tables.note.c.text))).scalars().all()
        audited = (await connection.execute(select(tables.audit.c.detail))).scalars().all()
    assert notes == [secret]
    assert not any(secret in text for text in texts)
    assert secret not in str(audited)


async def test_hostile_words_are_only_words(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting()
    words = "<script>alert(1)</script>{{ 7*7 }}"
    await scene.tenant_says(handoff.conversation_id, words)
    await browser.sign_in()
    page = await browser.get(f"/conversations/{handoff.conversation_id}")
    assert "<script>alert" not in page.text
    assert "{{ 7*7 }}" in page.text


async def _charge(engine: AsyncEngine, conversation_id: int) -> int:
    """A charge of £65 that the tenant agreed to; its report has id 1."""
    async with engine.begin() as connection:
        message = select(talk_tables.message.c.id).limit(1)
        message_id = (await connection.execute(message)).scalar_one()
        await connection.execute(
            insert(report_tables.report).values(
                id=1,
                reference="R-TEST1",
                conversation_id=conversation_id,
                message_id=message_id,
                issue="lost_keys",
                words="lost my keys",
                facts={},
                state="decided",
                created_at=NOW,
            )
        )
        result = await connection.execute(
            insert(report_tables.charge)
            .values(
                report_id=1,
                code="lock_change",
                amount_pence=6_500,
                reason="The lock has to be changed.",
                state="agreed",
                agreed_at=NOW,
                created_at=NOW,
            )
            .returning(report_tables.charge.c.id)
        )
        return int(result.scalar_one())
