"""An officer's answer in a chat that nobody has open follows by text: once, where it may."""

from datetime import datetime, timedelta

import pytest

from housing.adapters.deal.diary_files import load_diary_plan
from housing.adapters.deal.files import load_deal
from housing.domain.messaging.conversation import Channel
from housing.domain.messaging.handoff import Handoff
from housing.services.desk import handoffs
from housing.services.desk import replies as desk_replies
from housing.services.messaging import jobs
from housing.services.messaging.due_work import due_handlers
from housing.services.messaging.inbox import opt_out
from tests.desk.scene import NOW, TENANT_MOBILE, WREN, Scene

DEAL = load_deal()
HANDLERS = due_handlers(DEAL, load_diary_plan())
GIVEN = "+447700900177"
ANSWER = "Your rent account is clear."
EVENING = NOW.replace(hour=21)


async def _answered(
    scene: Scene,
    *,
    at: datetime = NOW,
    given: str | None = None,
    priority: str = "routine",
    words: tuple[str, ...] = (ANSWER,),
    verified: bool = False,
) -> Handoff:
    talk = await scene.conversation(Channel.WEBCHAT, "c" * 64)
    if verified:
        await scene.verified(talk.id)
    async with scene.units() as uow:
        handoff = await handoffs.open_handoff(
            uow,
            conversation_id=talk.id,
            reason="asked",
            summary="Asks about the rent",
            priority=priority,
            context={} if given is None else {"reach_by": given},
            answer_due_at=at + timedelta(minutes=30),
            now=at,
        )
        await desk_replies.claim(uow, handoff_id=handoff.id, officer=WREN, texts=DEAL.texts, now=at)
        for one in words:
            await desk_replies.reply(
                uow,
                handoff_id=handoff.id,
                officer=WREN,
                text=one,
                seen_seq=99,
                texts=DEAL.texts,
                now=at,
            )
    return handoff


async def _runs(scene: Scene, at: datetime) -> None:
    while await jobs.run_due(scene.units, HANDLERS, at):
        pass


async def _texts(scene: Scene, number: str) -> list[tuple[str, str]]:
    async with scene.units() as uow:
        talk = await uow.talk.find(Channel.SMS, number)
        found = () if talk is None else await uow.talk.messages(talk.id)
    return [(one.text, one.state) for one in found]


def _line(answer: str) -> str:
    return DEAL.texts.line("answer_by_text", name="Wren", answer=answer)


async def test_it_goes_to_the_number_that_was_given_once(scene: Scene) -> None:
    await _answered(scene, given=GIVEN, words=(ANSWER, "Anything else?"))
    await _runs(scene, NOW + timedelta(minutes=1, seconds=59))
    assert await _texts(scene, GIVEN) == []
    for minutes in (2, 3, 60):
        await _runs(scene, NOW + timedelta(minutes=minutes))
    assert await _texts(scene, GIVEN) == [(_line(f"{ANSWER} Anything else?"), "queued")]


async def test_it_goes_to_the_number_on_record_of_who_is_verified(scene: Scene) -> None:
    await _answered(scene, verified=True)
    await _runs(scene, NOW + timedelta(minutes=2))
    assert await _texts(scene, TENANT_MOBILE) == [(_line(ANSWER), "queued")]


async def test_nobody_is_texted_whose_number_is_not_known(scene: Scene) -> None:
    await _answered(scene, given="not a number")
    await _runs(scene, NOW + timedelta(minutes=2))
    assert await _texts(scene, TENANT_MOBILE) == []


async def test_what_a_browser_has_taken_is_not_texted(scene: Scene) -> None:
    handoff = await _answered(scene, given=GIVEN)
    async with scene.units() as uow:
        last = (await uow.talk.messages(handoff.conversation_id))[-1]
        await uow.talk.mark_read(handoff.conversation_id, last.seq)
        await uow.talk.mark_read(handoff.conversation_id, 1)
    await _runs(scene, NOW + timedelta(minutes=2))
    assert await _texts(scene, GIVEN) == []


async def test_who_stopped_our_texts_is_left_in_peace(scene: Scene) -> None:
    phone = await scene.conversation(Channel.SMS, GIVEN)
    async with scene.units() as uow:
        await opt_out(uow, phone.id, NOW)
    await _answered(scene, given=GIVEN)
    await _runs(scene, NOW + timedelta(minutes=2))
    assert await _texts(scene, GIVEN) == []


@pytest.mark.parametrize(("priority", "at_once"), [("routine", 0), ("urgent", 1), ("emergency", 1)])
async def test_only_what_is_urgent_is_texted_at_night(
    scene: Scene, priority: str, at_once: int
) -> None:
    await _answered(scene, given=GIVEN, at=EVENING, priority=priority)
    await _runs(scene, EVENING + timedelta(minutes=2))
    assert len(await _texts(scene, GIVEN)) == at_once
    await _runs(scene, EVENING + timedelta(hours=11))
    assert len(await _texts(scene, GIVEN)) == 1


async def test_what_is_too_long_for_a_text_is_told_of(scene: Scene) -> None:
    await _answered(scene, given=GIVEN, words=("long " * 400,))
    await _runs(scene, NOW + timedelta(minutes=2))
    told = DEAL.texts.line("answer_too_long_for_text", name="Wren")
    assert await _texts(scene, GIVEN) == [(told, "queued")]
