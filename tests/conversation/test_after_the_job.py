"""After the job: one question, once, and a way on for whoever says that it was not good enough."""

from datetime import timedelta

from housing.domain.clock.local_time import to_london
from housing.domain.messaging.quiet_hours import QUIET_UNTIL
from housing.services.repairs import diary
from tests.conversation.talker import Talker
from tests.conversation.test_visits import MINUTE, a_visit, about, at_the_door, order_of

QUESTION = "good or not good enough"


async def not_good_enough(tenant: Talker) -> tuple[str, str]:
    """The finished repair's reference, and what is offered to a tenant who says why it is bad."""
    reference, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.complete)
    assert "What went wrong" in await tenant.says("2")
    return reference, await tenant.says("it drips as before and they left a mess")


async def test_the_question_is_asked_once(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.complete)
    assert len(await about(tenant, QUESTION)) == 1
    assert "helps" in await tenant.says("good", intent="feedback_good")
    await tenant.waits(tenant.now + timedelta(days=3))
    assert len(await about(tenant, QUESTION)) == 1


async def test_the_question_waits_for_another_that_is_open(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    await tenant.says("where is my repair", intent="repair_chase")
    await at_the_door(tenant, visit, diary.complete)
    assert await about(tenant, QUESTION) == []
    await tenant.says("1")
    await tenant.waits(tenant.now + timedelta(days=1, minutes=5))
    assert len(await about(tenant, QUESTION)) == 1


async def test_the_question_is_never_asked_at_night(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    late = visit.earliest_arrival.replace(hour=21)
    async with tenant.units() as uow:
        await diary.complete(uow, appointment_id=visit.id, actor="operative:1", now=late)
    await tenant.waits(late + timedelta(hours=7))
    assert await about(tenant, QUESTION) == []
    await tenant.waits(late + timedelta(hours=11))
    assert to_london(tenant.now).time() >= QUIET_UNTIL
    assert len(await about(tenant, QUESTION)) == 1


async def test_another_visit_is_a_recall_of_the_job(tenant: Talker) -> None:
    reference, offered = await not_good_enough(tenant)
    assert "put it right" in offered
    assert "costs you nothing" in await tenant.says("1")
    assert "Booked" in await tenant.says("1")
    first = await order_of(tenant, reference)
    async with tenant.units() as uow:
        assert first.tenant_id is not None
        (again,) = await uow.orders.open_orders(first.tenant_id)
    assert again.order.recall_of == first.id
    assert again.appointment is not None


async def test_a_complaint_and_a_person_are_offered_too(tenant: Talker) -> None:
    _, offered = await not_good_enough(tenant)
    assert "complaint" in offered
    assert "person" in offered
    assert "passing you to a person" in await tenant.says("a person please")


async def test_nothing_more_is_an_answer_too(tenant: Talker) -> None:
    await not_good_enough(tenant)
    assert "helps" in await tenant.says("no thats all")
    await tenant.waits(tenant.now + MINUTE)
    assert len(await about(tenant, QUESTION)) == 1
