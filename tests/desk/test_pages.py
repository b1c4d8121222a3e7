"""What officers see and do at the desk, over HTTP on both databases."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import ClientResponse
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables import desk as tables
from housing.adapters.sql.tables import reports as report_tables
from housing.adapters.sql.tables import talk as talk_tables
from housing.domain.conversation import Channel, Owner
from housing.services import alerts
from tests.desk.browsing import Browser
from tests.desk.scene import IDRIS, NOW, WREN, Scene, SetClock

LANDLORD = "Harbour Row Homes"


async def test_the_queue_is_in_order_and_says_why(browser: Browser, scene: Scene) -> None:
    rows = (
        ("waits longer", "asked", "urgent", timedelta(minutes=30), NOW - timedelta(minutes=9)),
        ("waits less", "asked", "routine", timedelta(minutes=29), NOW - timedelta(minutes=8)),
        ("due first", "not_understood", "routine", timedelta(minutes=5), NOW),
        ("emergency", "danger", "emergency", timedelta(hours=1), NOW),
    )
    for number, (summary, reason, priority, due_in, at) in enumerate(rows, 1):
        conversation = await scene.conversation(address=f"+4477009002{number:02}")
        await scene.handoff(
            conversation.id, reason=reason, summary=summary, priority=priority, due_in=due_in, at=at
        )
    await browser.sign_in()
    page = await browser.get("/")
    order = sorted((row[0] for row in rows), key=page.text.index)
    assert order == ["emergency", "due first", "waits longer", "waits less"]
    assert "Not understood twice" in page.text
    assert "Due in 5 min" in page.text
    assert "(4) Queue" in page.text


async def test_overdue_is_said_in_words(browser: Browser, scene: Scene, clock: SetClock) -> None:
    await scene.waiting()
    await browser.sign_in()
    clock.at += timedelta(hours=1, minutes=5)
    assert "Overdue by 35 min" in (await browser.get("/")).text


async def test_an_alert_stays_on_top_until_acknowledged(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting()
    message = await scene.tenant_says(handoff.conversation_id, "i smell gas <b>now</b>")
    async with scene.units() as uow:
        alert = await alerts.raise_alert(
            uow,
            conversation_id=handoff.conversation_id,
            message_id=message.id,
            danger="gas",
            words="smell gas <b>now</b>",
            confidence=0.9,
            now=NOW,
        )
    await browser.sign_in()
    page = await browser.get("/")
    assert page.text.index("smell gas &lt;b&gt;now&lt;/b&gt;") < page.text.index(handoff.summary)
    after = await browser.post(f"/alerts/{alert.id}/acknowledge", **{"from": "queue"})
    assert after.path == "/"
    assert "smell gas" not in after.text
    case = await browser.get(f"/conversations/{handoff.conversation_id}")
    assert "acknowledged by Wren Officer" in case.text


async def test_a_name_is_shown_only_once_verified(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting()
    await browser.sign_in()
    assert "Marnie Brightwater" not in (await browser.get("/")).text
    await scene.verified(handoff.conversation_id)
    assert "Marnie Brightwater" in (await browser.get("/")).text
    case = (await browser.get(f"/conversations/{handoff.conversation_id}")).text
    assert "1 Quayside Walk" in case
    assert "Over 60" in case


async def test_the_loser_of_a_claim_is_told_who_has_it(
    open_browser: Callable[[], Browser], scene: Scene
) -> None:
    handoff = await scene.waiting()
    wren, idris = open_browser(), open_browser()
    await wren.sign_in()
    await idris.sign_in(IDRIS)
    url = f"/conversations/{handoff.conversation_id}/claim"
    assert (await wren.post(url)).status == 200
    late = await idris.post(url)
    assert late.status == 409
    assert "Wren Officer already has this conversation." in late.text


async def test_the_web_tenant_is_told_who_joined_and_the_sms_tenant_by_the_first_text(
    browser: Browser, scene: Scene
) -> None:
    web = await scene.waiting(Channel.WEBCHAT)
    sms_talk = await scene.conversation(address="+447700900222")
    await scene.tenant_says(sms_talk.id, "hello")
    await scene.handoff(sms_talk.id)
    await browser.sign_in()
    for number in (web.conversation_id, sms_talk.id):
        await browser.post(f"/conversations/{number}/claim")
        for text in ("I\u2019m looking", "Nearly there"):
            seen = (await browser.get(f"/conversations/{number}")).seen
            await browser.post(f"/conversations/{number}/reply", text=text, seen=seen)
    assert await _said(scene, web.conversation_id) == [
        ("system", f"Wren from {LANDLORD} has joined."),
        ("officer", "I\u2019m looking"),
        ("officer", "Nearly there"),
    ]
    assert await _said(scene, sms_talk.id) == [
        ("officer", f"Wren at {LANDLORD}: I'm looking"),
        ("officer", "Nearly there"),
    ]


async def test_a_reply_past_an_unseen_message_is_refused(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    seen = (await browser.get(url)).seen
    await scene.tenant_says(handoff.conversation_id, "wait, water is coming in")
    refused = await browser.post(f"{url}/reply", text="All fine then", seen=seen)
    assert refused.status == 409
    assert "A new message came in while you were writing" in refused.text
    assert "All fine then" in refused.text
    assert "wait, water is coming in" in refused.text
    assert await _said(scene, handoff.conversation_id) == []
    sent = await browser.post(f"{url}/reply", text="On our way", seen=refused.seen)
    assert sent.status == 200


async def test_the_same_reply_pressed_twice_is_sent_once(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting(Channel.WEBCHAT)
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    seen = (await browser.get(url)).seen
    first = await browser.post(f"{url}/reply", text="Hello", seen=seen)
    second = await browser.post(f"{url}/reply", text="Hello", seen=seen)
    assert (first.status, second.status) == (200, 409)


@pytest.mark.parametrize("action", ["reply", "close", "hand-back", "release"])
async def test_only_the_holder_acts(
    open_browser: Callable[[], Browser], scene: Scene, action: str
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    wren, idris = open_browser(), open_browser()
    await wren.sign_in()
    await idris.sign_in(IDRIS)
    fields = {"text": "hi", "seen": "99", "outcome": "answered"}
    assert (await wren.post(f"{url}/{action}", **fields)).status == 422
    await wren.post(f"{url}/claim")
    assert (await idris.post(f"{url}/{action}", **fields)).status == 409
    assert (await scene.conversation()).owner is Owner.OFFICER


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


async def test_closing_needs_an_outcome_and_asks_the_one_question(
    browser: Browser, scene: Scene
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    assert (await browser.post(f"{url}/close", outcome="")).status == 422
    assert (await browser.post(f"{url}/close", outcome="because")).status == 422
    assert (await browser.post(f"{url}/close", outcome="answered")).status == 200
    said = [text for _, text in await _said(scene, handoff.conversation_id)]
    assert said[0].startswith("Wren has closed this conversation.")
    assert "good or not good enough?" in said[1]
    assert (await scene.conversation()).owner is Owner.CLOSED


async def test_handing_back_tells_the_tenant_and_frees_the_bot(
    browser: Browser, scene: Scene
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    await browser.post(f"{url}/hand-back")
    assert "Wren has left." in (await _said(scene, handoff.conversation_id))[0][1]
    assert (await scene.conversation()).owner is Owner.BOT


async def test_an_officer_can_step_in_where_nobody_asked(browser: Browser, scene: Scene) -> None:
    conversation = await scene.conversation()
    await browser.sign_in()
    page = await browser.post(f"/conversations/{conversation.id}/step-in")
    assert page.status == 200
    after = await scene.conversation()
    assert (after.owner, after.officer_id) == (Owner.OFFICER, WREN.id)


async def test_an_opted_out_tenants_reply_is_kept_and_the_officer_told(
    browser: Browser, scene: Scene
) -> None:
    handoff = await scene.waiting()
    async with scene.units() as uow:
        await uow.talk.set_opted_out(handoff.conversation_id, NOW)
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    page = await browser.post(f"{url}/reply", text="Hello", seen="99")
    assert "Kept, but not sent" in page.text
    assert "Held back: opted out of texts" in page.text


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 1700])
async def test_what_cannot_be_sent_is_refused_kindly(
    browser: Browser, scene: Scene, text: str
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    page = await browser.post(f"{url}/reply", text=text, seen="99")
    assert page.status == 422
    assert 'role="alert"' in page.text


async def test_a_charge_is_decided_once_with_a_reason_and_the_tenant_told(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    handoff = await scene.waiting()
    charge = await _charge(engine, handoff.conversation_id)
    await browser.sign_in()
    assert f"/charges/{charge}" in (await browser.get("/")).text
    url = f"/charges/{charge}"
    assert (await browser.post(url, decision="waive", why=" ")).status == 422
    assert (await browser.post(url, decision="", why="because")).status == 422
    assert (await browser.post(url, decision="waive", why="It was the first time")).status == 200
    again = await browser.post(url, decision="confirm", why="No")
    assert again.status == 409
    async with engine.connect() as connection:
        row = (await connection.execute(select(report_tables.charge))).one()
    assert (row.state, row.decided_by) == ("waived", WREN.id)
    said = await _said(scene, handoff.conversation_id)
    assert len(said) == 1
    assert "you do not have to pay the £65 charge" in said[0][1]
    assert said[0][1].endswith("It was the first time.")


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
    assert await _said(scene, handoff.conversation_id) == []


async def test_a_corrected_issue_keeps_what_it_was_taken_for(
    browser: Browser, scene: Scene, engine: AsyncEngine
) -> None:
    handoff = await scene.waiting()
    await _charge(engine, handoff.conversation_id)
    url = f"/conversations/{handoff.conversation_id}/reports/1/issue"
    await browser.sign_in()
    assert (await browser.post(url, issue="not_in_the_catalogue")).status == 422
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


async def test_hostile_words_are_only_words(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting()
    words = "<script>alert(1)</script>{{ 7*7 }}"
    await scene.tenant_says(handoff.conversation_id, words)
    await browser.sign_in()
    page = await browser.get(f"/conversations/{handoff.conversation_id}")
    assert "<script>alert" not in page.text
    assert "{{ 7*7 }}" in page.text


async def test_the_stream_says_what_changed_and_resumes(browser: Browser, scene: Scene) -> None:
    handoff = await scene.waiting()
    await browser.sign_in()
    url = f"/events?conversation={handoff.conversation_id}"
    async with browser.client.get(url) as stream:
        first = await _event(stream)
        await scene.tenant_says(handoff.conversation_id, "still there?")
        later = [await _event(stream), await _event(stream)]
    assert first["event"] == "ready"
    assert {event["event"] for event in later} == {"queue", "conversation"}
    missed = {"Last-Event-ID": first["id"]}
    async with browser.client.get(url, headers=missed) as stream:
        assert (await _event(stream))["event"] in ("queue", "conversation")


async def _event(stream: ClientResponse) -> dict[str, str]:
    """The next event of the stream, heartbeats passed over."""
    event: dict[str, str] = {}
    while True:
        line = (await stream.content.readline()).decode().rstrip("\n")
        if not line and "event" in event:
            return event
        field, _, value = line.partition(":")
        if field:
            event[field] = value.strip()


async def _said(scene: Scene, conversation_id: int) -> list[tuple[str, str]]:
    """All that went to the tenant, in order."""
    async with scene.units() as uow:
        messages = await uow.talk.messages(conversation_id)
    return [(m.author, m.text) for m in messages if m.direction == "out"]


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
