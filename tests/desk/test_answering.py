"""Officers claim, answer and end conversations, over HTTP on both databases."""

from collections.abc import Callable

import pytest

from housing.domain.messaging.conversation import Channel, Owner
from tests.desk.browsing import Browser
from tests.desk.scene import IDRIS, NOW, WREN, Scene, said_to_tenant

LANDLORD = "Harbour Row Homes"


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
    assert await said_to_tenant(scene, web.conversation_id) == [
        ("system", f"Wren from {LANDLORD} has joined."),
        ("officer", "I\u2019m looking"),
        ("officer", "Nearly there"),
    ]
    assert await said_to_tenant(scene, sms_talk.id) == [
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
    assert await said_to_tenant(scene, handoff.conversation_id) == []
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


async def test_closing_needs_an_outcome_and_asks_the_one_question(
    browser: Browser, scene: Scene
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    await browser.post(f"{url}/claim")
    assert (await browser.post(f"{url}/close", outcome="")).status == 422
    assert (await browser.post(f"{url}/close", outcome="because")).status == 422
    assert (await browser.post(f"{url}/close", outcome="answered", read="answer")).status == 200
    said = [text for _, text in await said_to_tenant(scene, handoff.conversation_id)]
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
    await browser.post(f"{url}/hand-back", read="answer")
    assert "Wren has left." in (await said_to_tenant(scene, handoff.conversation_id))[0][1]
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


async def test_nobody_is_told_that_the_bot_is_silent_before_a_claim(
    browser: Browser, scene: Scene
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    waiting = (await browser.get(url)).text
    assert "the bot goes on with what needs no person" in waiting
    assert "silent" not in waiting
    assert "goes on with what needs no person" not in (await browser.post(f"{url}/claim")).text
