"""Where is my repair? Told at once to whom it belongs, and nothing at all to anybody else."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.unit_of_work import Units
from housing.domain.casework.references import Kind, reference
from housing.domain.repairs.work_orders import WorkOrderState
from housing.services.repairs import diary
from tests.conversation.talker import DEAL, PLAN, Talker
from tests.conversation.test_booking import booked
from tests.conversation.test_visits import a_visit, at_the_door, lose_number, order_of, visit_of

NEIGHBOUR, NEIGHBOURS_DETAILS = "+447700900002", "HL1 1AB 14 July 1958"
CHASE = "repair_chase"


async def test_the_only_repair_needs_no_reference(tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    told = await tenant.says("where is my repair", intent=CHASE)
    name, _, surname = visit.operative_name.partition(" ")
    assert reference in told
    assert visit.words() in told
    assert name in told
    assert surname not in told


async def test_of_several_repairs_it_asks_which(tenant: Talker) -> None:
    first, _ = await a_visit(tenant)
    await tenant.says("the toilet seat... no, the basin tap gives no water", "tap_no_water")
    second = await booked_again(tenant)
    asked = await tenant.says("where is my repair", intent=CHASE)
    assert "Which one" in asked
    assert first in await tenant.says(f"its {first}")
    assert second in await tenant.says(f"and {second}?", intent=CHASE)


async def booked_again(tenant: Talker) -> str:
    while "Booked" not in (said := await tenant.says("1")):
        assert tenant.sent < 20, said
    return said.split("ref ")[1][:8]


async def test_anothers_reference_and_none_at_all_are_answered_alike(
    tenant: Talker, units: Units
) -> None:
    mine, _ = await a_visit(tenant)
    neighbour = Talker(units, tenant.now, mobile=NEIGHBOUR)
    others = await tenant.says(f"where is {mine}", intent=CHASE)
    assert mine in others
    await neighbour.says("when is my appointment", intent="appointment_view")
    answers = {
        (await neighbour.says(f"where is {one}", intent=CHASE)).replace(one, "")
        for one in (mine, reference(Kind.WORK_ORDER, 4711))
    }
    assert len(answers) == 1
    assert mine not in answers.pop()


async def test_a_stranger_with_the_tenants_old_number_learns_nothing(
    tenant: Talker, engine: AsyncEngine
) -> None:
    mine, visit = await a_visit(tenant)
    await lose_number(engine, tenant.mobile)
    for words in ("where is my repair", f"where is {mine}", "cancel it"):
        answer = await tenant.says(words, intent=CHASE)
        assert mine not in answer
        assert visit.words() not in answer


@pytest.mark.parametrize("words", ["yes", "1", "ok then"])
async def test_a_yes_with_nothing_asked_is_kindly_met(tenant: Talker, words: str) -> None:
    assert await tenant.says(words, intent="affirm")


async def test_a_late_repair_gets_the_reason_an_apology_and_the_next_time(tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.no_access)
    await tenant.says("start over", intent="start_over")
    order = await order_of(tenant, reference)
    assert order.required_completion is not None
    tenant.now = order.required_completion + timedelta(days=1)
    told = await tenant.says("where is my repair", intent=CHASE)
    assert "sorry" in told
    assert "could not get in" in told
    assert "Which of these suits you" in told


async def test_a_repair_that_is_done_is_said_to_be_done(tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.complete)
    await tenant.says("good", intent="feedback_good")
    assert "was done on" in await tenant.says(f"where is {reference}", intent=CHASE)


async def test_nobody_came_is_believed_when_the_window_has_passed(tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    tenant.now = visit.latest_arrival + timedelta(minutes=5)
    told = await tenant.says("nobody came", "appointment_missed")
    assert "our fault" in told
    assert "Which of these suits you" in told
    async with tenant.units() as uow:
        (owed,) = await uow.owed.proposed()
    assert owed.reference == reference
    await tenant.says("1")
    await visit_of(tenant, reference)
    assert not [text for text in await tenant.unprompted() if "our fault" in text]


async def test_nobody_came_yet_is_told_until_when(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    tenant.now = visit.earliest_arrival + timedelta(minutes=30)
    assert "can still come" in await tenant.says("nobody came", "appointment_missed")
    async with tenant.units() as uow:
        assert await uow.owed.proposed() == ()


async def test_nobody_came_without_a_visit_on_record_goes_to_a_person(tenant: Talker) -> None:
    await tenant.is_known()
    assert "asked a person" in await tenant.says("nobody came", "appointment_missed")


@pytest.mark.parametrize(("days", "recalled"), [(89, True), (91, False)])
async def test_the_same_fault_again_costs_nothing_and_counts_from_the_first_report(
    tenant: Talker, days: int, recalled: bool
) -> None:
    reference, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.complete)
    await tenant.says("good", intent="feedback_good")
    first = await order_of(tenant, reference)
    assert first.state is WorkOrderState.COMPLETED
    tenant.now += timedelta(days=days)
    async with tenant.units() as uow:
        await diary.top_up(uow, plan=PLAN, closed=DEAL.calendar.holidays, today=tenant.now.date())
    await tenant.is_known()
    again = await order_of(tenant, await booked(tenant))
    assert again.recall_of == (first.id if recalled else None)
    assert (again.required_completion == first.required_completion) is recalled


async def test_not_fixed_is_a_recall_of_what_was_done_last(tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.complete)
    await tenant.says("good", intent="feedback_good")
    told = await tenant.says("the tap you fixed is dripping again", "repair_not_fixed")
    assert "costs you nothing" in told
    async with tenant.units() as uow:
        household = await uow.homes.household_by_mobile(tenant.mobile, today=tenant.now.date())
        assert household is not None
        (again,) = await uow.orders.open_orders(household.tenant.id)
    first = await order_of(tenant, reference)
    assert (again.order.issue, again.order.recall_of) == (first.issue, first.id)
