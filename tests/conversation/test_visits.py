"""What a tenant is told about a booked visit without asking: each text once, in time, or not."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.signed_links import SignedVisitLinks
from housing.adapters.sql.tables.homes import tenant as people
from housing.domain.clock.local_time import at_london, to_london
from housing.domain.messaging.conversation import Channel, Owner
from housing.domain.messaging.sms_text import MAX_SEGMENTS, segments
from housing.domain.repairs.appointments import Appointment, AppointmentState, FollowOn
from housing.domain.repairs.work_orders import WorkOrder, WorkOrderState
from housing.ports.repairs.visit_links import LinkRefused
from housing.services.messaging.due_work import due_handlers
from housing.services.repairs import absences, diary
from tests.conversation.talker import DEAL, PLAN, Talker
from tests.conversation.test_booking import booked

ACTOR = "operative:1"
MINUTE = timedelta(minutes=1)


async def order_of(tenant: Talker, reference: str) -> WorkOrder:
    async with tenant.units() as uow:
        household = await uow.homes.household_by_mobile(tenant.mobile, today=tenant.now.date())
        assert household is not None
        order = await uow.orders.order_by_reference(reference, tenant_id=household.tenant.id)
    assert order is not None
    return order


async def visit_of(tenant: Talker, reference: str) -> Appointment:
    order = await order_of(tenant, reference)
    async with tenant.units() as uow:
        (visit,) = await uow.appointments.live_appointments(order.id)
    return visit


async def at_the_door(tenant: Talker, visit: Appointment, step: object, **more: object) -> None:
    """An operative reports a step in the middle of the visit's window; then what is due is done."""
    tenant.now = visit.earliest_arrival + (visit.latest_arrival - visit.earliest_arrival) / 2
    async with tenant.units() as uow:
        await step(uow, appointment_id=visit.id, actor=ACTOR, now=tenant.now, **more)  # type: ignore[operator]
    await tenant.waits(tenant.now)


async def a_visit(tenant: Talker) -> tuple[str, Appointment]:
    await tenant.is_known()
    reference = await booked(tenant)
    return reference, await visit_of(tenant, reference)


def evening_before(visit: Appointment) -> datetime:
    day_before = to_london(visit.earliest_arrival).date() - timedelta(days=1)
    return at_london(day_before, PLAN.visits.remind_at)


async def lose_number(engine: AsyncEngine, mobile: str) -> None:
    """Somebody else may have this number from now on: no tenant of ours has."""
    async with engine.begin() as connection:
        await connection.execute(
            update(people).where(people.c.mobile == mobile).values(mobile=None)
        )


async def about(tenant: Talker, words: str) -> list[str]:
    return [text for text in await tenant.unprompted() if words in text]


async def test_the_reminder_comes_the_evening_before_and_once(tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    await tenant.waits(evening_before(visit) - MINUTE)
    assert await about(tenant, "a reminder") == []
    await tenant.waits(evening_before(visit))
    await tenant.waits(evening_before(visit) + timedelta(hours=1))
    (text,) = await about(tenant, "a reminder")
    assert visit.words() in text
    assert reference in text
    assert "tap" not in text.lower()


async def test_a_service_that_was_down_over_night_reminds_no_earlier_than_eight(
    tenant: Talker,
) -> None:
    _, visit = await a_visit(tenant)
    await tenant.waits(evening_before(visit) + timedelta(hours=9))
    assert await about(tenant, "a reminder") == []


async def test_a_moved_visit_is_reminded_of_under_its_new_time_only(tenant: Talker) -> None:
    reference, old = await a_visit(tenant)
    await tenant.says("change", intent="appointment_change")
    await tenant.says("3")
    new = await visit_of(tenant, reference)
    assert new.id != old.id
    await tenant.waits(max(evening_before(old), evening_before(new)) + MINUTE)
    assert all(new.words() in text for text in await about(tenant, "a reminder"))


async def test_a_visit_called_off_is_not_reminded_of(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    async with tenant.units() as uow:
        await diary.cancel(uow, appointment_id=visit.id, now=tenant.now, with_order=True)
    await tenant.waits(evening_before(visit) + MINUTE)
    assert await about(tenant, "a reminder") == []


async def test_on_the_way_is_said_at_despatch(tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.despatch)
    (text,) = await about(tenant, "on the way")
    assert reference in text
    assert visit.operative_name.split()[0] not in text
    await tenant.waits(tenant.now + MINUTE)
    assert len(await about(tenant, "on the way")) == 1


async def test_who_is_on_the_way_can_only_be_moved_by_staff(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.despatch)
    assert "already on the way" in await tenant.says("change it", intent="appointment_change")


async def test_no_access_offers_other_times_and_closes_after_the_second(tenant: Talker) -> None:
    reference, first = await a_visit(tenant)
    await at_the_door(tenant, first, diary.no_access)
    (card,) = await about(tenant, "sorry we missed each other")
    assert "Nothing is charged" in card
    await tenant.says("1")
    second = await visit_of(tenant, reference)
    await at_the_door(tenant, second, diary.no_access)
    (closed,) = await about(tenant, "closed it for now")
    assert "Tell me what is wrong" in closed
    assert (await order_of(tenant, reference)).state is WorkOrderState.CANCELLED


async def test_a_job_for_safety_is_never_closed(
    tenant: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, first = await a_visit(tenant)
    trade = (await order_of(tenant, reference)).trade
    rules = replace(PLAN.visits, never_closed_trades={trade})
    handlers = due_handlers(DEAL, replace(PLAN, visits=rules))
    monkeypatch.setattr("tests.conversation.talker.HANDLERS", handlers)
    await at_the_door(tenant, first, diary.no_access)
    await tenant.says("1")
    await at_the_door(tenant, await visit_of(tenant, reference), diary.no_access)
    assert await about(tenant, "closed it") == []
    assert (await order_of(tenant, reference)).state is WorkOrderState.STAFF
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
    assert talk.owner is Owner.WAITING


@pytest.mark.parametrize("what", [one for one in FollowOn if one is not FollowOn.OTHER_TRADE])
async def test_a_follow_on_says_why_and_keeps_the_order(tenant: Talker, what: FollowOn) -> None:
    reference, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.follow_on, minutes=30, what=what)
    (text,) = await about(tenant, "one more visit")
    assert DEAL.texts.line(f"follow_on_{what}") in text
    await tenant.says("1")
    again = await visit_of(tenant, reference)
    assert again.minutes == 30
    assert await about(tenant, "good or not good enough") == []


async def test_a_window_that_passed_in_silence_is_noticed_and_the_next_visit_offered(
    tenant: Talker,
) -> None:
    reference, visit = await a_visit(tenant)
    await tenant.waits(visit.latest_arrival + timedelta(minutes=29))
    assert await about(tenant, "nobody came") == []
    await tenant.waits(visit.latest_arrival + timedelta(minutes=30))
    (text,) = await about(tenant, "nobody came")
    assert "sorry" in text
    async with tenant.units() as uow:
        (owed,) = await uow.owed.proposed()
    assert (owed.reference, owed.amount_pence) == (reference, 2000)
    await tenant.says("1")
    assert (await visit_of(tenant, reference)).earliest_arrival > visit.latest_arrival
    async with tenant.units() as uow:
        old = await diary.appointment_of(uow, visit.id)
        assert len(await uow.owed.proposed()) == 1
    assert (old.state, old.ended_by) == (AppointmentState.CANCELLED, "miss")


async def test_a_visit_that_was_made_is_not_missed(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.arrive)
    await tenant.waits(visit.latest_arrival + timedelta(hours=1))
    assert await about(tenant, "nobody came") == []


async def test_an_operative_off_sick_is_replaced_or_the_visit_offered_anew(tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    day = to_london(visit.earliest_arrival).date()
    while True:
        async with tenant.units() as uow:
            off = await absences.take_off(
                uow, DEAL, operative_id=visit.operative_id, day=day, actor="officer:1",
                now=tenant.now,
            )  # fmt: skip
        await tenant.waits(tenant.now + MINUTE)
        if off.called_off:
            break
        moved = await visit_of(tenant, reference)
        assert moved.words() == visit.words()
        assert moved.operative_id != visit.operative_id
        assert await about(tenant, "not at work") == []
        visit = moved
    (text,) = await about(tenant, "not at work")
    assert visit.words() in text
    await tenant.says("1")
    assert (await visit_of(tenant, reference)).operative_id != visit.operative_id


async def test_who_chooses_no_time_is_not_forgotten(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    await at_the_door(tenant, visit, diary.no_access)
    await tenant.waits(tenant.now + timedelta(days=2, minutes=1))
    assert len(await about(tenant, "has no new time yet")) == 1


async def test_a_number_that_changed_hands_hears_nothing(
    tenant: Talker, engine: AsyncEngine
) -> None:
    _, visit = await a_visit(tenant)
    await lose_number(engine, tenant.mobile)
    before = await tenant.unprompted()
    await tenant.waits(evening_before(visit))
    await at_the_door(tenant, visit, diary.no_access)
    assert await tenant.unprompted() == before


async def test_who_stopped_our_texts_is_not_texted_but_rung(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        await uow.talk.set_opted_out(talk.id, tenant.now)
    before = await tenant.unprompted()
    await tenant.waits(evening_before(visit))
    await at_the_door(tenant, visit, diary.no_access)
    assert await tenant.unprompted() == before
    async with tenant.units() as uow:
        handoff = await uow.desk.open_handoff(talk.id)
    assert handoff is not None
    assert handoff.reason == "cannot_text"


async def test_the_confirmation_carries_a_link_and_stays_two_segments(tenant: Talker) -> None:
    links = SignedVisitLinks("a secret of the tests", "https://help.harbour-row-homes.example")
    tenant.links = links
    reference, visit = await a_visit(tenant)
    confirmation = tenant.texts[-1]
    assert reference in confirmation
    assert segments(confirmation) <= MAX_SEGMENTS
    (token,) = re.findall(r"https://help.harbour-row-homes.example/v/(\S+)", confirmation)
    assert links.read(token, visit.latest_arrival - MINUTE) == visit.id
    with pytest.raises(LinkRefused):
        links.read(token, visit.latest_arrival)


async def test_news_never_takes_the_place_of_a_question_that_is_open(tenant: Talker) -> None:
    _, visit = await a_visit(tenant)
    await tenant.says("my light is broken", "light_not_working")
    asked = tenant.texts[-1]
    await at_the_door(tenant, visit, diary.no_access)
    (card,) = await about(tenant, "sorry we missed each other")
    assert "Say CHANGE" in card
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
    assert talk.dialogue["question"]["text"].split("?")[0] in asked
