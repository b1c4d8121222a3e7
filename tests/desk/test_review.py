"""Managers say what a misread text means; officers do not see the list."""

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables.review import review as table
from tests.desk.browsing import Browser
from tests.desk.scene import MABEL, NOW, WREN, Scene


async def test_officers_neither_see_nor_reach_it(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    await _listed(scene, engine)
    await browser.sign_in(WREN)
    assert 'href="/review"' not in (await browser.get("/")).text
    assert (await browser.get("/review")).status == 403
    assert (await browser.post("/review/1", decision="reject")).status == 403


async def test_a_text_is_accepted_with_another_label(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    await _listed(scene, engine)
    await browser.sign_in(MABEL)
    assert 'href="/review"' in (await browser.get("/")).text
    page = (await browser.get("/review")).text
    assert "it wont &lt;b&gt; stop" in page
    assert 'value="report_problem/tap_dripping" selected' in page
    assert "35% sure" in page
    accepted = await browser.post(
        "/review/1", decision="accept", label="affirm", text="it wont stop im Ben"
    )
    assert "Accepted" in accepted.text
    assert "Nothing to review" in accepted.text
    async with engine.connect() as connection:
        row = (await connection.execute(select(table))).one()
    assert (row.state, row.label_intent, row.label_issue) == ("accepted", "affirm", None)
    assert (row.text, row.decided_by) == ("it wont stop im [name]", MABEL.id)


async def test_what_cannot_be_is_refused_with_a_sentence(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    await _listed(scene, engine)
    await browser.sign_in(MABEL)
    for fields in ({"decision": ""}, {"decision": "accept", "label": "report_problem/nothing"}):
        refused = await browser.post("/review/1", **fields)
        assert refused.status == 422
        assert "Choose what it means." in refused.text
    assert (await browser.post("/review/1", decision="reject")).status == 200
    again = await browser.post("/review/1", decision="accept", label="affirm", text="x")
    assert again.status == 409
    assert (await browser.post("/review/2", decision="reject")).status == 404
    assert (await browser.post("/review/x", decision="reject")).status == 404


async def _listed(scene: Scene, engine: AsyncEngine) -> None:
    """One text of which the bot was unsure, with id 1."""
    conversation = await scene.conversation()
    message = await scene.tenant_says(conversation.id, "it wont stop")
    async with engine.begin() as connection:
        await connection.execute(
            insert(table).values(
                id=1,
                message_id=message.id,
                source="unsure",
                text="it wont <b> stop",
                read_intent="report_problem",
                read_issue="tap_dripping",
                confidence=0.35,
                state="to_review",
                created_at=NOW,
            )
        )
