"""STOP in words and what comes after it, reactions and thumbs, pictures without words."""

from typing import Any

import pytest
from sqlalchemy import select

from housing.adapters.sql.tables.desk import alert, handoff
from housing.adapters.sql.tables.reports import report_picture
from housing.domain.messaging.conversation import Choice, Owner
from housing.domain.messaging.dialogue import Asked, Dialogue, OpenQuestion
from tests.gateway.browser import browsing
from tests.gateway.conftest import Gateway
from tests.gateway.phone import Phone, until

GAS = {"entity": "danger", "value": "gas", "confidence": 0.98, "start": 0, "end": 11}
PICTURE = {
    "NumMedia": "1",
    "MediaUrl0": "https://media.example/1",
    "MediaContentType0": "image/jpeg",
}


def _line(gateway: Gateway, key: str, **values: object) -> str:
    return gateway.services.deal.texts.line(key, **values)


async def _rows(gateway: Gateway, table: Any) -> list[Any]:
    async with gateway.services.engine.connect() as connection:
        return list(await connection.execute(select(table)))


async def _asks(gateway: Gateway, question: OpenQuestion) -> None:
    conversation = await gateway.conversation()
    assert conversation is not None
    async with gateway.services.units() as uow:
        await uow.talk.save_dialogue(conversation.id, Dialogue(question).as_json())


async def _all_settled(gateway: Gateway, count: int) -> None:
    async def look() -> bool:
        received = [m for m in await gateway.log() if m.direction == "in"]
        return len(received) == count and all(m.state == "done" for m in received)

    await until(look)


async def _question(gateway: Gateway) -> OpenQuestion | None:
    conversation = await gateway.conversation()
    assert conversation is not None
    return Dialogue.from_json(conversation.dialogue).question


async def test_stop_in_words_is_confirmed_and_start_brings_texts_back(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("please stop texting me")
    assert await phone.hears(1) == [_line(gateway, "texts_stopped")]
    stopped = await gateway.conversation()
    assert stopped is not None
    assert stopped.opted_out_at is not None
    assert gateway.rasa.asked == []
    for number, words in enumerate(("my tap drips", "and the bath too", "hello?"), 2):
        await phone.text(words)
        await _all_settled(gateway, number)
    tasks = [row for row in await _rows(gateway, handoff) if row.state == "waiting"]
    assert [task.reason for task in tasks] == ["opted_out"], "one task, not one a text"
    await phone.text("UNSTOP")
    assert (await phone.hears(2))[1] == _line(gateway, "texts_back")


async def test_danger_after_stop_alarms_staff(gateway: Gateway) -> None:
    gateway.rasa.read = lambda text: [GAS] if "gas" in text else []
    phone = gateway.phone()
    await phone.text("no more texts")
    await phone.hears(1)
    await phone.text("I smell gas")
    await _all_settled(gateway, 2)
    assert [row.danger for row in await _rows(gateway, alert)] == ["gas"]
    assert (await gateway.handoff()).priority == "emergency"
    assert len(await phone.heard()) == 1


async def test_how_to_stop_is_told_beside_the_answer(gateway: Gateway) -> None:
    phone = gateway.phone()
    words = "my tap drips. And stop texting me"
    await phone.text(words)
    heard = await phone.hears(2)
    assert set(heard) == {_line(gateway, "texts_how_to_stop"), f"You said: {words}"}
    conversation = await gateway.conversation()
    assert conversation is not None
    assert conversation.opted_out_at is None


async def test_on_the_web_a_wish_to_stop_is_told_how(gateway: Gateway) -> None:
    async with browsing(gateway.base) as browser:
        await browser.open()
        await browser.send("stop texting me")
        assert (await browser.texts())[1:] == [_line(gateway, "texts_how_to_stop")]
    assert gateway.rasa.asked == []


async def test_start_while_nothing_is_stopped_is_a_message(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("start")
    assert await phone.hears(1) == ["You said: start"]


async def test_a_reaction_is_kept_and_not_answered_and_the_question_stays(
    gateway: Gateway,
) -> None:
    phone = gateway.phone()
    await phone.text("hello")
    await phone.hears(1)
    asked = OpenQuestion(Asked.CONFIRM_SLOT, "Shall I book it?", (Choice("Yes", "Yes"),))
    await _asks(gateway, asked)
    for text in ("Loved “You said: hello”", "Reacted 👍 to “Gas smell: go outside”"):
        await phone.text(text)
    assert [m.text for m in await gateway.log()][2:] == [
        "Loved “You said: hello”",
        "Reacted 👍 to “Gas smell: go outside”",
    ]
    assert all(m.state == "done" for m in await gateway.log() if m.direction == "in")
    assert await _question(gateway) == asked
    assert gateway.rasa.parsed == ["hello"]


@pytest.mark.parametrize(
    ("question", "is_answer"),
    [
        (OpenQuestion(Asked.FACT, "Does it drip?", (Choice("Yes", "Yes"), Choice("No", "No"))), 1),
        (OpenQuestion(Asked.FACT, "Where?", (Choice("Bath", "Bath"), Choice("Sink", "Sink"))), 0),
        (None, 0),
    ],
)
async def test_a_thumb_answers_only_what_is_asked(
    gateway: Gateway, question: OpenQuestion | None, is_answer: int
) -> None:
    phone = gateway.phone()
    await phone.text("hello")
    await phone.hears(1)
    if question is not None:
        await _asks(gateway, question)
    await phone.text("👍🏽")
    await _all_settled(gateway, 2)
    assert len(gateway.rasa.asked) == 1 + is_answer


async def test_a_text_by_rcs_is_from_the_same_number(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("hello")
    await phone.hears(1)
    await phone.text("again", From="rcs:+447700900123")
    assert await phone.hears(2) == ["You said: hello", "You said: again"]
    assert (await phone.text("hello", From="messenger:1")).status == 400


async def _pictures(phone: Phone, count: int) -> None:
    for number in range(count):
        more = {**PICTURE, "MediaUrl0": f"https://media.example/{number}"}
        assert (await phone.text("", **more)).status == 200


async def test_pictures_alone_are_acknowledged_once_and_asked_about(gateway: Gateway) -> None:
    phone = gateway.phone()
    await _pictures(phone, 3)
    what = _line(gateway, "picture_of_what")
    assert await phone.hears(1) == [f"{_line(gateway, 'picture_kept')}\n\n{what}"]
    await _all_settled(gateway, 3)
    assert len(await phone.heard()) == 1
    assert (await gateway.log())[0].media == ("https://media.example/0",)
    question = await _question(gateway)
    assert question is not None
    assert question.kind is Asked.WHAT_IS_WRONG
    assert gateway.rasa.parsed == gateway.rasa.asked == []


async def test_a_picture_goes_with_the_report_and_the_question_stays(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("my tap drips")
    await phone.hears(1)
    conversation = await gateway.conversation()
    assert conversation is not None
    async with gateway.services.units() as uow:
        report = await uow.reports.open_report(
            reference="R-1",
            conversation_id=conversation.id,
            message_id=(await gateway.log())[0].id,
            issue="tap_dripping",
            words="my tap drips",
            tenant_id=None,
            home_id=None,
            now=gateway.services.clock.now(),
        )
    asked = OpenQuestion(Asked.FACT, "Does it stop?", (Choice("Yes", "Yes"), Choice("No", "No")))
    await _asks(gateway, asked)
    await _pictures(phone, 1)
    kept = _line(
        gateway,
        "picture_kept_with",
        issue=gateway.services.deal.issues["tap_dripping"].words.lower(),
    )
    assert (await phone.hears(2))[1] == f"{kept}\n\nDoes it stop? Reply 1 for Yes, 2 for No."
    assert await _question(gateway) == asked
    (row,) = await _rows(gateway, report_picture)
    assert row.report_id == report.id


async def test_a_picture_while_a_person_is_awaited_is_for_them(gateway: Gateway) -> None:
    phone = gateway.phone()
    await phone.text("hello")
    await phone.hears(1)
    conversation = await gateway.conversation()
    assert conversation is not None
    async with gateway.services.units() as uow:
        await uow.talk.set_owner(conversation, Owner.WAITING, None)
    await _pictures(phone, 1)
    assert (await phone.hears(2))[1] == _line(gateway, "picture_for_team")
