"""Who may speak, in which order, and once: the gate, the fence and the watch for danger."""

import asyncio
from typing import Any

from sqlalchemy import insert, select

from housing.adapters.bot_client import NOTHING_TO_SAY
from housing.adapters.sql.tables.desk import alert, officer
from housing.domain.messaging.conversation import Owner
from housing.domain.people.desk import Officer
from housing.services.desk import handoffs
from tests.gateway.conftest import Gateway
from tests.gateway.phone import until

GAS = {"entity": "danger", "value": "gas", "confidence": 0.98, "start": 8, "end": 11}


async def _officer(gateway: Gateway) -> Officer:
    async with gateway.services.engine.begin() as connection:
        added = insert(officer).values(
            name="Sam Field",
            email="sam@example.org",
            role="officer",
            password_hash="x",
            active=True,
        )
        key = (await connection.execute(added.returning(officer.c.id))).scalar_one()
    async with gateway.services.reads() as uow:
        found = await uow.officers.officer(key)
    assert found is not None
    return found


async def _claim(gateway: Gateway) -> None:
    """A handoff is opened and claimed, as an officer at the desk does."""
    services, conversation = gateway.services, await gateway.conversation()
    assert conversation is not None
    claimant = await _officer(gateway)
    async with services.units() as uow:
        handoff = await handoffs.open_handoff(
            uow,
            conversation_id=conversation.id,
            reason="asked",
            summary="Wants a person",
            priority="routine",
            context={},
            answer_due_at=services.clock.now(),
            now=services.clock.now(),
        )
        await handoffs.claim(uow, handoff_id=handoff.id, officer=claimant, now=services.clock.now())


async def _done(gateway: Gateway, count: int) -> None:
    async def look() -> bool:
        received = [m for m in await gateway.log() if m.direction == "in"]
        return len(received) == count and all(m.state == "done" for m in received)

    await until(look)


async def test_an_officer_who_claims_in_the_middle_of_a_turn_silences_it(gateway: Gateway) -> None:
    phone = gateway.phone()
    gateway.rasa.hold = asyncio.Event()
    await phone.text("my tap drips")

    async def asked() -> bool:
        return bool(gateway.rasa.asked)

    await until(asked)
    await _claim(gateway)
    gateway.rasa.hold.set()
    await _done(gateway, 1)
    assert [m.author for m in await gateway.log()] == ["tenant"]


async def test_the_bot_is_silent_while_a_person_has_it_whatever_comes(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("hello")
    await phone.hears(1)
    await _claim(gateway)
    for number, text in enumerate(("/restart", "1", "Yes", "are you there?"), start=2):
        await phone.text(text)
        await _done(gateway, number)
    assert len(gateway.rasa.asked) == 1
    assert len(await phone.heard()) == 1
    assert gateway.rasa.parsed[-1] == "are you there?"


async def test_danger_is_answered_whoever_has_the_conversation(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("hello")
    await phone.hears(1)
    await _claim(gateway)
    gateway.rasa.read = lambda text: [GAS] if "gas" in text else []
    await phone.text("I smell gas in the hall")
    heard = await phone.hears(2)
    assert "0800 111 999" in heard[1]
    assert len(gateway.rasa.asked) == 1
    async with gateway.services.engine.connect() as connection:
        rows = (await connection.execute(select(alert))).all()
    assert [(row.danger, row.words) for row in rows] == [("gas", "gas")]


async def test_danger_is_answered_and_put_before_staff_once(gateway: Gateway) -> None:
    phone = gateway.phone()
    gateway.rasa.read = lambda _text: [GAS]
    for _ in range(2):
        await phone.text("I smell gas in the hall", MessageSid="SM1")
    heard = await phone.hears(1)
    assert "0800 111 999" in heard[0]
    handoff = await gateway.handoff()
    assert (handoff.reason, handoff.priority) == ("danger", "emergency")
    await _done(gateway, 1)
    assert len(await phone.heard()) == 1


async def test_a_reply_of_the_turn_that_asked_for_a_person_is_sent(gateway: Gateway) -> None:
    """The action server opens the handoff while the turn runs; its own reply is not dropped."""
    services = gateway.services
    phone = gateway.phone()
    opened = asyncio.Event()

    async def open_it() -> None:
        await until(lambda: _asked(gateway))
        conversation = await gateway.conversation()
        assert conversation is not None
        async with services.units() as uow:
            await handoffs.open_handoff(
                uow,
                conversation_id=conversation.id,
                reason="asked",
                summary="Wants a person",
                priority="routine",
                context={},
                answer_due_at=services.clock.now(),
                now=services.clock.now(),
            )
        opened.set()

    gateway.rasa.hold = opened
    gateway.rasa.answer = lambda _asked: [{"text": "A person will answer."}]
    await phone.text("I want a person")
    await open_it()
    assert await phone.hears(1) == ["A person will answer."]
    conversation = await gateway.conversation()
    assert conversation is not None
    assert conversation.owner is Owner.WAITING


async def test_who_waits_for_a_person_is_answered_until_a_claim(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("hello")
    await phone.hears(1)
    conversation = await gateway.conversation()
    assert conversation is not None
    async with gateway.services.units() as uow:
        waiting = await uow.talk.set_owner(conversation, Owner.WAITING, None)
    await phone.text("what does a key cost")
    assert (await phone.hears(2))[1] == "You said: what does a key cost"
    async with gateway.services.units() as uow:
        await uow.talk.set_owner(waiting, Owner.OFFICER, None)
    await phone.text("and a fob")
    await _done(gateway, 3)
    assert len(await phone.heard()) == 2


async def test_silence_that_is_meant_is_no_failure(gateway: Gateway) -> None:
    gateway.rasa.answer = lambda _asked: [{"custom": {NOTHING_TO_SAY: True}}]
    phone = gateway.phone()
    await phone.text("all was said")
    await _done(gateway, 1)
    assert await phone.heard() == []
    assert len(gateway.rasa.asked) == 1


async def test_a_closed_conversation_is_the_bots_again_at_the_next_text(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("hello")
    await phone.hears(1)
    conversation = await gateway.conversation()
    assert conversation is not None
    async with gateway.services.units() as uow:
        waiting = await uow.talk.set_owner(conversation, Owner.WAITING, None)
        await uow.talk.set_owner(waiting, Owner.CLOSED, None)
    await phone.text("hello again")
    assert (await phone.hears(2))[1] == "You said: hello again"
    again = await gateway.conversation()
    assert again is not None
    assert again.owner is Owner.BOT


async def test_texts_that_come_during_a_turn_are_the_next_one(gateway: Gateway) -> None:
    phone = gateway.phone()
    gateway.rasa.hold = asyncio.Event()
    await phone.text("one")
    await until(lambda: _asked(gateway))
    await phone.text("two")
    await phone.text("three")
    gateway.rasa.hold.set()
    assert await phone.hears(2) == ["You said: one", "You said: two\nthree"]


async def test_many_conversations_are_worked_on_side_by_side(gateway: Gateway) -> None:
    phones = [gateway.phone(f"+4477009002{n:02}") for n in range(12)]
    gateway.rasa.hold = asyncio.Event()
    await asyncio.gather(*(phone.text(f"from {phone.number}") for phone in phones))

    async def all_asked() -> bool:
        return len(gateway.rasa.asked) == len(phones)

    await until(all_asked)
    gateway.rasa.hold.set()
    for phone in phones:
        assert await phone.hears(1) == [f"You said: from {phone.number}"]


async def _asked(gateway: Gateway) -> Any:
    return gateway.rasa.asked
