"""Stopping a question is not calling off a visit: what was stopped is named, a visit stands."""

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.conversation import Channel
from tests.conversation.talker import Talker
from tests.conversation.test_booking import booked
from tests.diary.scene import NOW

STOPS = ("actually cancel it", "never mind", "cancel", "forget it")


async def visit_stands(tenant: Talker) -> bool:
    async with tenant.units() as uow:
        household = await uow.homes.household_by_mobile(tenant.mobile, today=tenant.now.date())
        assert household is not None
        orders = await uow.orders.open_orders(household.tenant.id)
    return any(one.appointment is not None for one in orders)


@pytest.mark.parametrize("words", ["please cancel it", "DROP IT", "cancel", "never mind"])
async def test_after_an_answer_about_the_visit_it_is_the_visit(tenant: Talker, words: str) -> None:
    await tenant.is_known()
    await booked(tenant)
    await tenant.says("when is it", intent="appointment_view")
    said = await tenant.says(words, intent="cancel")
    assert "Call off" in said
    assert "booked" not in said.lower().replace("call off", "")
    assert await visit_stands(tenant), "only a plain yes calls it off"
    done = await tenant.says("yes cancel it", intent="cancel")
    assert "is called off" in done
    assert not await visit_stands(tenant)


async def test_no_to_calling_off_keeps_it(tenant: Talker) -> None:
    await tenant.is_known()
    await booked(tenant)
    await tenant.says("when is it", intent="appointment_view")
    await tenant.says("cancel it", intent="cancel")
    said = await tenant.says("actually forget that", intent="cancel")
    assert "called off" not in said
    assert await visit_stands(tenant)
    assert "stays as it is" in await tenant.says("no")


async def test_a_bare_cancel_beside_a_visit_asks_about_the_visit(tenant: Talker) -> None:
    await tenant.is_known()
    await booked(tenant)
    assert "Call off" in await tenant.says("cancel", intent="cancel")


@pytest.mark.parametrize("words", STOPS)
async def test_a_new_report_that_is_stopped_is_named_and_the_visit_stands(
    tenant: Talker, words: str
) -> None:
    await tenant.is_known()
    await booked(tenant)
    await tenant.says("the light is out", "light_not_working")
    said = await tenant.says(words, intent="cancel")
    assert "stopped your report: one light not working" in said.lower()
    assert "stays as it is" in said
    assert "Nothing has been booked" not in said
    assert await visit_stands(tenant)


async def test_moving_that_is_stopped_leaves_the_visit(tenant: Talker) -> None:
    await tenant.is_known()
    await booked(tenant)
    assert "When suits you" in await tenant.says("CHANGE")
    said = await tenant.says("never mind", intent="cancel")
    assert "stays as it is" in said
    assert await visit_stands(tenant)


async def test_with_nothing_open_it_says_so(tenant: Talker) -> None:
    await tenant.is_known()
    assert "nothing open" in await tenant.says("cancel", intent="cancel")


@pytest.mark.parametrize("words", ["never mind ill ring at 8", "forget it", "cancel that"])
async def test_what_a_person_has_is_only_theirs_to_close(tenant: Talker, words: str) -> None:
    await tenant.says("mum died she was the tenant", "bereavement", intent="tenancy_question")
    said = await tenant.says(words, intent="cancel")
    assert "stopped" not in said
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        handoff = await uow.desk.open_handoff(talk.id)
        assert handoff is not None, "it stays with the person"
        reports = await uow.reports.reports_of(talk.id)
    assert [one.state for one in reports] == ["staff"]


@pytest.mark.parametrize("words", ["go on without it please", "Go on without it"])
async def test_to_go_on_without_proof_is_no_stopping(units: Units, words: str) -> None:
    tenant = Talker(units, NOW, mobile="a-chat-of-nobody", channel=Channel.WEBCHAT)
    await tenant.says("the tap drips", "tap_dripping")
    assert "Go on without it" in await tenant.says("yes")
    said = await tenant.says(words, intent="cancel")
    assert "stopped" not in said
    assert "name" in said


async def test_who_waits_for_a_person_may_still_call_off_a_visit(tenant: Talker) -> None:
    await tenant.is_known()
    await booked(tenant)
    await tenant.says("i want to talk to a person", intent="speak_to_person")
    assert "Call off" in await tenant.says("cancel", intent="cancel")
