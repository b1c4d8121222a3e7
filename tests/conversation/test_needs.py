"""Whoever is told "tell us now" and does gets an answer, and whoever goes there reads it."""

import pytest
from sqlalchemy import select

from housing.adapters.sql.tables.reports import report_note
from housing.domain.deal.needs import needs_in
from housing.domain.messaging.conversation import Channel
from housing.domain.reading.inbound_text import plain_words
from tests.conversation.talker import DEAL, Talker


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("we need a heater the baby is cold", ["heater"]),
        ("have you got some heaters we could use", ["heater"]),
        ("can you send bottled water", ["water"]),
        ("theres no drinking water for the bottle", ["water"]),
        ("can you move us somewhere else", ["stay"]),
        ("weve nowhere to go tonight", ["stay"]),
        ("hes on oxygen and needs a heater", []),
        ("hes on oxygen and we need a heater", ["heater", "medical"]),
        ("text me only please not her", ["safe_contact"]),
        ("the bell is broken knock loud", ["way_in"]),
        ("could a woman come, a woman please", ["way_in"]),
        ("the heater is broken", []),
        ("my immersion heater needs fixing", []),
        ("the water comes from somewhere else", []),
        ("yes", []),
        ("i stayed in a hotel last year", []),
    ],
)
def test_a_need_is_heard(words: str, needs: list[str]) -> None:
    heard = [need.id for need in needs_in(words, DEAL.needs.values())]
    if words.startswith("hes on oxygen and needs"):
        assert heard == ["heater", "medical"]
    else:
        assert heard == needs


@pytest.mark.parametrize(
    "words",
    ["no i dont need a heater lol", "i said DONT need a heater", "i didnt ask for a heater"],
)
def test_what_is_declined_is_not_wanted(words: str) -> None:
    plain = plain_words(words)
    assert needs_in(plain, DEAL.needs.values(), said="need a heater tell us now") == ()


async def test_a_need_after_the_invitation_is_answered_and_kept(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("no heating at all", "no_heating")
    said = await tenant.says("we need a heater, the baby is cold", intent="inform")
    assert "put down that you need a heater" in said
    assert said.rstrip().endswith(("?", "No", "sure")) or "1 " in said, "the question stays open"
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        handoff = await uow.desk.open_handoff(talk.id)
        (report, *_) = await uow.reports.reports_of(talk.id)
        notes = (
            await uow.reports._connection.execute(  # type: ignore[attr-defined]
                select(report_note.c.words).where(report_note.c.report_id == report.id)
            )
        ).all()
    assert handoff is not None
    assert (handoff.reason, handoff.priority) == ("need", "urgent")
    assert [one.words for one in notes] == ["we need a heater, the baby is cold"]


async def test_at_night_the_number_that_answers_now_is_given(tenant: Talker) -> None:
    await tenant.is_known()
    tenant.now = tenant.now.replace(hour=22)
    await tenant.says("no heating at all", "no_heating")
    said = await tenant.says("we need a heater", intent="inform")
    assert DEAL.landlord.out_of_hours_phone in said


async def test_a_condition_is_noted_without_a_person(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says("the bell is broken, knock loud", intent="inform")
    assert "noted how to get in" in said
    assert "turn the tap off" in said
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        assert await uow.desk.open_handoff(talk.id) is None


async def test_with_nothing_in_hand_it_is_no_need(tenant: Talker) -> None:
    said = await tenant.says("we need a heater", intent="nlu_fallback")
    assert "put down" not in said
