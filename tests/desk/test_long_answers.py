"""What staff write is never cut or thrown away: sent whole, or refused with the words kept."""

from collections.abc import Awaitable, Callable

import pytest

from housing.domain.messaging.conversation import Channel
from tests.desk.browsing import Browser, Page
from tests.desk.scene import NOW, Scene, said_to_tenant

PARAGRAPHS = "You were right.\n\nTwo visits were missed, and we are sorry."


@pytest.fixture
async def cases(scene: Scene) -> Callable[[Channel], Awaitable[int]]:
    """A complaint and a hazard of one conversation, both with the number 1."""

    async def make(channel: Channel) -> int:
        handoff = await scene.waiting(channel)
        async with scene.units() as uow:
            (message,) = await uow.talk.messages(handoff.conversation_id)
            await uow.reports.file_complaint(
                reference="C-TEST1",
                conversation_id=handoff.conversation_id,
                message_id=message.id,
                tenant_id=1,
                words="nobody ever came",
                acknowledge_by=NOW.date(),
                respond_by=NOW.date(),
                now=NOW,
            )
            await uow.reports.file_hazard(
                reference="H-TEST1",
                conversation_id=handoff.conversation_id,
                message_id=message.id,
                tenant_id=1,
                hazard="damp_mould",
                words="black mould",
                level="significant",
                reported_at=NOW,
                investigate_by=NOW,
            )
        return handoff.conversation_id

    return make


async def _answer(browser: Browser, path: str, text: str) -> Page:
    if path.startswith("/complaints"):
        await browser.post(path, step="acknowledge")
        return await browser.post(path, step="respond", text=text)
    day = NOW.date().isoformat()
    await browser.post(path, step="investigate", on_day=day, text="seen")
    return await browser.post(path, step="summarise", on_day=day, text=text)


@pytest.mark.parametrize("path", ["/complaints/1", "/hazards/1"])
@pytest.mark.parametrize(
    ("channel", "length", "sent"),
    [
        (Channel.SMS, 1200, True),
        (Channel.SMS, 1600, False),
        (Channel.WEBCHAT, 6000, True),
        (Channel.WEBCHAT, 6001, False),
    ],
)
async def test_an_answer_is_sent_whole_or_refused_with_its_words(
    browser: Browser,
    scene: Scene,
    cases: Callable[[Channel], Awaitable[int]],
    path: str,
    channel: Channel,
    length: int,
    sent: bool,
) -> None:
    conversation_id = await cases(channel)
    await browser.sign_in()
    text = ("We looked into it. " * 400)[: length - 4] + "end."
    page = await _answer(browser, path, text)
    told = [words for _, words in await said_to_tenant(scene, conversation_id)]
    assert any(text in words for words in told) is sent
    assert page.status == (200 if sent else 422)
    assert (f">{text}</textarea>" in page.text) is not sent


async def test_paragraphs_arrive_as_they_were_written(
    browser: Browser, scene: Scene, cases: Callable[[Channel], Awaitable[int]]
) -> None:
    conversation_id = await cases(Channel.WEBCHAT)
    await browser.sign_in()
    await _answer(browser, "/complaints/1", PARAGRAPHS)
    assert PARAGRAPHS in (await said_to_tenant(scene, conversation_id))[-1][1]


async def test_words_beside_an_acknowledgement_are_sent(
    browser: Browser, scene: Scene, cases: Callable[[Channel], Awaitable[int]]
) -> None:
    conversation_id = await cases(Channel.SMS)
    await browser.sign_in()
    await browser.post("/complaints/1", step="acknowledge", text="I will ring you on Friday.")
    assert "I will ring you on Friday." in (await said_to_tenant(scene, conversation_id))[-1][1]


async def test_a_reply_that_is_too_long_is_refused_with_its_words(
    browser: Browser, scene: Scene
) -> None:
    handoff = await scene.waiting()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.sign_in()
    seen = (await browser.post(f"{url}/claim")).seen
    text = "We are on our way. " * 90
    page = await browser.post(f"{url}/reply", text=text, seen=seen)
    assert page.status == 422
    assert text.strip() in page.text
    assert "maxlength" not in page.text.split('id="text"')[1].split(">")[0], "a paste is not cut"
