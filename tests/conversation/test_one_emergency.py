"""An emergency that was raised in a conversation is one, and whatever is said later is about it."""

import pytest

from housing.adapters.sql.unit_of_work import Units
from tests.conversation.talker import DEAL, Talker
from tests.diary.scene import NOW

LINE = DEAL.landlord.out_of_hours_phone


async def references(tenant: Talker) -> list[str]:
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        return [report.issue for report in await uow.reports.reports_of(talk.id)]


@pytest.fixture
async def flooded(tenant: Talker) -> Talker:
    await tenant.says("a pipe has burst", "pipe_burst")
    assert "It is with our emergency team" in await tenant.says("yes")
    return tenant


@pytest.mark.parametrize("issue", ["pipe_burst", "leak_from_above", "pipe_leak_contained"])
async def test_told_again_it_is_the_same_one(flooded: Talker, issue: str) -> None:
    said = await flooded.says("its flooding now", issue)
    assert "It is with our emergency team, ref W-" in said
    assert LINE in said
    assert "What is the address" not in said
    assert await references(flooded) == ["pipe_burst"]


async def test_where_to_come_is_asked_once(units: Units) -> None:
    stranger = Talker(units, NOW, mobile="+447700900990")
    await stranger.says("a pipe has burst", "pipe_burst")
    await stranger.says("14 Ffordd Rhuthun, LL13 7TU")
    said = await stranger.says("and the front door wont lock", "front_door_lock")
    assert "What is the address" not in said
    async with stranger.units() as uow:
        talk = await uow.talk.conversation_for(stranger.channel, stranger.mobile, stranger.now)
        told = {one.told_address for one in await uow.reports.reports_of(talk.id)}
    assert told == {"14 Ffordd Rhuthun, LL13 7TU"}


async def test_something_else_is_something_else(flooded: Talker) -> None:
    await flooded.says("the gate fell off", "gate_broken")
    assert len(await references(flooded)) == 2


@pytest.mark.parametrize(
    ("words", "intent"), [("how long", "appointment_view"), ("help", "ask_help")]
)
async def test_how_long_is_answered_without_proof_of_who_asks(
    flooded: Talker, words: str, intent: str
) -> None:
    said = await flooded.says(words, intent=intent)
    assert "someone comes as soon as we can, by" in said
    assert "date of birth" not in said


async def test_never_mind_withdraws_no_emergency(flooded: Talker) -> None:
    said = await flooded.says("never mind", intent="cancel")
    assert "No visit was booked" not in said
    async with flooded.units() as uow:
        talk = await uow.talk.conversation_for(flooded.channel, flooded.mobile, flooded.now)
        (report,) = await uow.reports.reports_of(talk.id)
        order_id = await uow.elements.order_of(report.id)
        order = await uow.orders.order(order_id or 0)
    assert order is not None
    assert order.open
    assert report.state == "staff"
