"""The front page on both databases: its order, its reasons, and how it keeps itself true."""

from collections.abc import Callable
from datetime import timedelta

from aiohttp import ClientResponse

from housing.services.desk import alerts
from tests.desk.browsing import Browser
from tests.desk.scene import IDRIS, NOW, Scene, SetClock


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


async def test_officers_see_who_else_opened_a_conversation(
    open_browser: Callable[[], Browser], scene: Scene, clock: SetClock
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    wren, idris = open_browser(), open_browser()
    await wren.sign_in()
    await idris.sign_in(IDRIS)
    assert "opened this" not in (await wren.get(url)).text
    assert "Wren Officer opened this" in (await idris.get(url)).text
    assert "Idris Officer opened this" in (await wren.get(f"{url}?live=1")).text
    clock.at += timedelta(minutes=11)
    assert "opened this" not in (await wren.get(f"{url}?live=1")).text
