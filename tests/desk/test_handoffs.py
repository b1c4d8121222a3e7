"""Handoffs on both databases: one place in the queue, one winner of a claim, a lease on it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables import desk as tables
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel, Owner
from housing.domain.messaging.handoff import (
    CLAIM_LEASE,
    Handoff,
    HandoffRefused,
    HandoffState,
    HandoffTaken,
    Priority,
)
from housing.domain.people.desk import Officer, Role
from housing.services.desk import actions as desk_actions
from housing.services.desk import alerts, handoffs
from housing.services.desk import replies as desk_replies
from tests.desk.scene import IDRIS, NOW, WREN, Scene

RACERS = 12


async def test_opening_makes_the_bot_silent_under_a_new_fence(scene: Scene) -> None:
    before = await scene.conversation()
    await scene.handoff(before.id)
    after = await scene.conversation()
    assert (before.owner, after.owner) == (Owner.BOT, Owner.WAITING)
    assert after.fence == before.fence + 1


async def test_two_requests_are_one_place_in_the_queue(scene: Scene) -> None:
    conversation = await scene.conversation()
    first = await scene.handoff(conversation.id, summary="first")
    second = await scene.handoff(conversation.id, summary="second", due_in=timedelta(hours=2))
    assert second.id == first.id
    assert second.summary == "first"
    assert [task["summary"] for task in second.also] == ["second"]
    again = await scene.handoff(conversation.id, summary="second")
    assert again == second, "a task that is on it already is not put there twice"


async def test_an_open_handoff_is_only_ever_raised(scene: Scene) -> None:
    conversation = await scene.conversation()
    await scene.handoff(conversation.id, summary="a question", due_in=timedelta(minutes=30))
    raised = await scene.handoff(
        conversation.id, summary="smells gas", priority="emergency", due_in=timedelta(0)
    )
    lower = await scene.handoff(conversation.id, summary="thanks", due_in=timedelta(hours=4))
    assert (raised.priority, raised.summary) == (Priority.EMERGENCY, "smells gas")
    assert raised.answer_due_at == NOW
    assert (lower.priority, lower.summary) == (Priority.EMERGENCY, "smells gas")
    assert lower.answer_due_at == NOW
    assert [task["summary"] for task in lower.also] == ["a question", "thanks"]


async def test_opening_at_the_same_time_makes_one_handoff(scene: Scene) -> None:
    conversation = await scene.conversation()
    opened = await asyncio.gather(*(scene.handoff(conversation.id) for _ in range(RACERS)))
    assert len({handoff.id for handoff in opened}) == 1


async def test_a_claim_has_one_winner(scene: Scene, engine: AsyncEngine) -> None:
    """Real connections at the same time; everybody else is told who has it."""
    handoff = await scene.waiting()
    officers = await _officers(engine, RACERS)
    results = await asyncio.gather(
        *(_claim(scene, handoff, officer) for officer in officers), return_exceptions=True
    )
    winners = [result for result in results if isinstance(result, Handoff)]
    losers = [result for result in results if isinstance(result, HandoffTaken)]
    assert len(winners) == 1
    assert len(losers) == RACERS - 1
    holder = next(o for o in officers if o.id == winners[0].officer_id)
    assert {loser.holder for loser in losers} == {holder.name}
    conversation = await scene.conversation()
    assert (conversation.owner, conversation.officer_id) == (Owner.OFFICER, holder.id)
    async with engine.connect() as connection:
        claims = await connection.execute(
            select(tables.audit).where(tables.audit.c.action == "claimed")
        )
        assert len(claims.all()) == 1


async def test_the_database_itself_refuses_a_second_version(scene: Scene) -> None:
    """The guard is the row's version, not only the lock that comes before it."""
    handoff = await scene.waiting()
    async with scene.units() as uow:
        assert await uow.desk.update_handoff(handoff, handoff) is not None
        assert await uow.desk.update_handoff(handoff, handoff) is None


async def test_claiming_ones_own_again_changes_nothing(scene: Scene) -> None:
    handoff = await scene.waiting()
    claimed = await _claim(scene, handoff, WREN)
    assert await _claim(scene, handoff, WREN) == claimed


async def test_taking_over_needs_a_reason_and_is_kept(scene: Scene, engine: AsyncEngine) -> None:
    handoff = await scene.waiting()
    await _claim(scene, handoff, WREN)
    with pytest.raises(HandoffRefused):
        async with scene.units() as uow:
            await handoffs.take_over(uow, handoff_id=handoff.id, officer=IDRIS, why=" ", now=NOW)
    async with scene.units() as uow:
        taken = await handoffs.take_over(
            uow, handoff_id=handoff.id, officer=IDRIS, why="Wren is off shift", now=NOW
        )
    assert taken.officer_id == IDRIS.id
    async with engine.connect() as connection:
        row = (
            await connection.execute(
                select(tables.audit).where(tables.audit.c.action == "taken_over")
            )
        ).one()
    assert row.detail == {"handoff": handoff.id, "from": WREN.id, "why": "Wren is off shift"}


@pytest.mark.parametrize(
    ("minutes", "state"), [(30, HandoffState.CLAIMED), (31, HandoffState.WAITING)]
)
async def test_a_claim_without_a_word_goes_back(
    scene: Scene, minutes: int, state: HandoffState
) -> None:
    """A private note is no word to the tenant."""
    handoff = await scene.waiting()
    await _claim(scene, handoff, WREN)
    later = NOW + timedelta(minutes=minutes)
    async with scene.units() as uow:
        await desk_actions.add_note(
            uow, conversation_id=handoff.conversation_id, officer=WREN, text="busy", now=NOW
        )
    async with scene.units() as uow:
        await handoffs.release_unanswered(uow, now=later)
    async with scene.units() as uow:
        found = await uow.desk.handoff(handoff.id)
    assert found is not None
    assert found.state is state


async def test_a_reply_keeps_a_claim(scene: Scene, deal: Deal) -> None:
    handoff = await scene.waiting()
    await _claim(scene, handoff, WREN)
    async with scene.units() as uow:
        await desk_replies.reply(
            uow,
            handoff_id=handoff.id,
            officer=WREN,
            text="I am looking",
            seen_seq=99,
            texts=deal.texts,
            now=NOW + timedelta(minutes=1),
        )
    async with scene.units() as uow:
        later = NOW + CLAIM_LEASE * 3
        assert await handoffs.release_unanswered(uow, now=later) == ()


async def test_an_alert_is_raised_once_a_message(scene: Scene) -> None:
    conversation = await scene.conversation()
    message = await scene.tenant_says(conversation.id, "i can smell gas")
    raised = []
    for _ in range(2):
        async with scene.units() as uow:
            raised.append(
                await alerts.raise_alert(
                    uow,
                    conversation_id=conversation.id,
                    message_id=message.id,
                    danger="gas",
                    words="smell gas",
                    confidence=0.973,
                    now=NOW,
                )
            )
    assert raised[0] == raised[1]
    assert raised[0].confidence == 97


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
async def test_an_alert_refuses_a_confidence_that_is_none(scene: Scene, confidence: float) -> None:
    conversation = await scene.conversation()
    message = await scene.tenant_says(conversation.id, "gas")
    with pytest.raises(ValueError, match="between 0 and 1"):
        async with scene.units() as uow:
            await alerts.raise_alert(
                uow,
                conversation_id=conversation.id,
                message_id=message.id,
                danger="gas",
                words="gas",
                confidence=confidence,
                now=NOW,
            )


async def test_ending_gives_the_conversation_back(scene: Scene, deal: Deal) -> None:
    handoff = await scene.waiting(Channel.WEBCHAT)
    await _claim(scene, handoff, WREN)
    async with scene.units() as uow:
        await desk_replies.hand_back(
            uow, handoff_id=handoff.id, officer=WREN, texts=deal.texts, now=NOW
        )
    async with scene.units() as uow:
        conversation = await uow.talk.conversation(handoff.conversation_id)
        with pytest.raises(HandoffRefused):
            await handoffs.close(
                uow, handoff_id=handoff.id, officer=WREN, outcome="answered", now=NOW
            )
    assert conversation.owner is Owner.BOT
    again = await scene.handoff(handoff.conversation_id)
    assert again.id != handoff.id


async def _claim(scene: Scene, handoff: Handoff, officer: Officer) -> Handoff:
    async with scene.units() as uow:
        return await handoffs.claim(uow, handoff_id=handoff.id, officer=officer, now=NOW)


async def _officers(engine: AsyncEngine, count: int) -> list[Officer]:
    """As many officers as there are racers; the first three are the scene's own."""
    made = [
        Officer(number, f"Racer {number}", f"racer{number}@landlord.example", Role.OFFICER)
        for number in range(101, 101 + count)
    ]
    async with engine.begin() as connection:
        for officer in made:
            await connection.execute(
                tables.officer.insert().values(
                    id=officer.id,
                    name=officer.name,
                    email=officer.email,
                    role=officer.role,
                    password_hash="never",
                    active=True,
                )
            )
    return made
