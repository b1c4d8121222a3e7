""" "The tap and also the light": each its own issue, one visit where one person can do both."""

import re
from datetime import timedelta

import pytest

from housing.domain.repairs.diary_windows import Operative, can_do_all
from housing.domain.repairs.work_orders import OpenOrder, WorkElement
from housing.services.repairs import diary, work_orders
from tests.conversation.talker import DEAL, PLAN, Talker

TAP, LIGHT, FAN = "tap_dripping", "light_not_working", "extractor_fan"
BOTH = "my tap keeps dripping and the light in the bedroom wont work"


async def orders(tenant: Talker) -> list[OpenOrder]:
    async with tenant.units() as uow:
        household = await uow.homes.household_by_mobile(tenant.mobile, today=tenant.now.date())
        assert household is not None
        found = await work_orders.open_orders(uow, tenant_id=household.tenant.id)
    return sorted(found, key=lambda one: one.order.id)


async def elements(tenant: Talker, order: OpenOrder) -> tuple[WorkElement, ...]:
    async with tenant.units() as uow:
        return await uow.elements.of_order(order.order.id)


async def learns_everything(tenant: Talker) -> None:
    """One more operative for whom tap and light are both daily work, with a diary of their own."""
    async with tenant.units() as uow:
        await uow.diary.add_operatives(
            [Operative(0, "Able Toeverything", ("plumber", "electrician"), ("Quayside",))]
        )
        await diary.top_up(uow, plan=PLAN, closed=frozenset(), today=tenant.now.date())


@pytest.mark.parametrize(
    ("needs", "able"),
    [
        ([("plumber",)], True),
        ([("plumber",), ("joiner",)], True),
        ([("plumber",), ("electrician",)], False),
        ([("plumber",), ("electrician", "joiner")], True),
        ([("roofer",)], False),
        ([], True),
    ],
)
def test_somebody_needs_a_trade_of_each_need(needs: list[tuple[str, ...]], able: bool) -> None:
    team = [
        Operative(1, "Handy", ("plumber", "joiner"), ()),
        Operative(2, "Sparky", ("electrician",), ()),
    ]
    assert can_do_all(team, needs) is able


async def test_one_person_can_do_both_so_it_is_one_visit(tenant: Talker) -> None:
    await learns_everything(tenant)
    await tenant.is_known()
    await tenant.says(BOTH, TAP, LIGHT)
    asked = await tenant.says("yes")
    assert "other problem" in asked
    offered = await tenant.says("yes tried a new bulb")
    assert "one visit for both" in offered
    assert "When suits you?" in offered
    booked = await tenant.says("1")
    titles = [DEAL.title_of(issue) for issue in (TAP, LIGHT)]
    assert all(title in booked for title in titles)
    (order,) = await orders(tenant)
    first, second = await elements(tenant, order)
    assert (first.issue, second.issue) == (TAP, LIGHT)
    assert order.order.minutes == first.minutes + second.minutes
    assert order.appointment is not None
    assert order.appointment.operative_name == "Able Toeverything"
    assert order.appointment.minutes == order.order.minutes
    async with tenant.units() as uow:
        states = {(await uow.reports.report(one.report_id)).state for one in (first, second)}
        await diary.complete(
            uow, appointment_id=order.appointment.id, actor="operative:1", now=tenant.now
        )
    assert states == {"booked"}
    assert all(one.completed_at for one in await elements(tenant, order))
    assert tenant.sent == 4


async def test_nobody_can_do_both_so_each_has_its_own_visit(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap keeps dripping and the extractor fan is broken", TAP, FAN)
    offered = await tenant.says("yes")
    assert "one visit" not in offered
    assert f"{DEAL.title_of(TAP)}: a time for this one." in offered
    assert "When suits you?" in offered
    then = await tenant.says("1")
    assert "Booked" in then
    assert f"{DEAL.title_of(FAN)}: a time for this one." in then
    assert "When suits you?" in then
    assert "Booked" in await tenant.says("2")
    found = await orders(tenant)
    assert [one.order.issue for one in found] == [TAP, FAN]
    assert [one.appointment is not None for one in found] == [True, True]


async def test_a_problem_that_staff_take_leaves_the_other_ordered(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips and i want to buy my home", TAP)
    await tenant.says("and also my light went", LIGHT)
    await tenant.says("yes")
    await tenant.says("PERSON", intent="speak_to_person")
    (order,) = await orders(tenant)
    assert order.order.issue == TAP
    assert order.order.state == "raised"


async def test_starting_over_drops_all_that_has_no_time(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says(BOTH, TAP, LIGHT)
    await tenant.says("yes")
    await tenant.says("start over", intent="start_over")
    assert await orders(tenant) == []


async def test_what_waits_survives_a_restart(tenant: Talker) -> None:
    """The dialogue is read from SQL each turn; here another process goes on."""
    await tenant.is_known()
    await tenant.says(BOTH, TAP, LIGHT)
    await tenant.says("yes")
    other = Talker(tenant.units, tenant.now + timedelta(hours=2), tenant.mobile)
    assert "When suits you?" in await other.says("yes tried a new bulb")


async def test_a_dropped_second_problem_still_gets_the_first_a_time(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says(BOTH, TAP, LIGHT)
    await tenant.says("yes")
    said = await tenant.says("forget it", intent="cancel")
    assert re.search(r"When suits you\?", said)
