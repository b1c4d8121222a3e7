"""Promises that were once made and held by nobody: each is followed from where a person made it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables import desk, repairs, talk
from housing.adapters.sql.views.desk_views import DeskViews
from housing.domain.casework.loose_ends import LooseEndKind
from housing.domain.clock.local_time import at_london, to_london
from housing.domain.messaging.conversation import Channel, Owner
from housing.domain.messaging.handoff import Handoff, Priority
from housing.domain.people.desk import Officer, Role
from housing.domain.repairs.appointments import FollowOn
from housing.domain.repairs.work_orders import WorkOrder, WorkOrderState
from housing.services.casework import charge_decisions, promise_sweep
from housing.services.desk import replies as desk_replies
from housing.services.repairs import diary, on_call
from tests.conversation.talker import DEAL, MARNIES_DETAILS, Talker
from tests.conversation.test_visits import a_visit

WREN = Officer(901, "Wren Officer", "wren@landlord.example", Role.MANAGER)
STRANGER = "+447700900777"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
async def staffed(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(
            insert(desk.officer).values(
                id=WREN.id,
                name=WREN.name,
                email="wren-901@landlord.example",
                role="manager",
                password_hash="",
                active=True,
            )
        )


async def handoff_of(tenant: Talker) -> Handoff:
    async with tenant.units() as uow:
        conversation = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        found = await uow.desk.open_handoff(conversation.id)
    assert found is not None
    return found


async def at_the_desk(tenant: Talker, what: str, **more: Any) -> None:
    handoff = await handoff_of(tenant)
    async with tenant.units() as uow:
        act = getattr(desk_replies, what)
        given = {"handoff_id": handoff.id, "officer": WREN, "texts": DEAL.texts, **more}
        await act(uow, now=tenant.now, **given)


async def the_order(tenant: Talker, engine: AsyncEngine) -> WorkOrder:
    async with engine.connect() as connection:
        newest = select(repairs.work_order.c.id).order_by(repairs.work_order.c.id.desc())
        order_id = (await connection.execute(newest)).scalars().first()
    assert order_id is not None
    async with tenant.units() as uow:
        return await diary.order_of(uow, order_id)


async def nothing_wrong(tenant: Talker) -> None:
    async with tenant.units() as uow:
        assert await promise_sweep.unheld(uow, DEAL.calendar, now=tenant.now) == ()


async def somebody_goes(tenant: Talker, order: WorkOrder) -> int:
    """The operative who was asked first accepts; returns the visit."""
    async with tenant.units() as uow:
        first = (await uow.on_call.call_outs(order.id))[0]
        await on_call.accept(
            uow,
            DEAL,
            work_order_id=order.id,
            operative_id=first.operative_id,
            now=tenant.now,
            actor="officer:901",
        )
        (visit,) = await uow.appointments.live_appointments(order.id)
        return visit.id


@pytest.mark.parametrize("night", [False, True])
async def test_an_emergency_without_access_stays_one_however_often(
    tenant: Talker, engine: AsyncEngine, night: bool
) -> None:
    if night:
        tenant.now = at_london(to_london(tenant.now).date(), datetime.min.time()) + 23 * 60 * MINUTE
    await tenant.says("a pipe has burst", "pipe_burst")
    await tenant.says("yes")
    await tenant.waits(tenant.now + MINUTE)
    order = await the_order(tenant, engine)
    for tries in (1, 2, 3):
        visit = await somebody_goes(tenant, order)
        assert (await DeskViews(engine).board(tenant.now)).emergencies == ()
        async with tenant.units() as uow:
            await diary.no_access(uow, appointment_id=visit, actor="operative:1", now=tenant.now)
        (at_top,) = (await DeskViews(engine).board(tenant.now)).emergencies
        assert at_top.reference == order.reference
        handoff = await handoff_of(tenant)
        assert handoff.priority is Priority.EMERGENCY
        assert any("No access" in task["summary"] for task in handoff.also)
        await tenant.waits(tenant.now + MINUTE)
        told = [text for text in await tenant.unprompted() if "could not get in" in text]
        assert len(told) == tries
        assert "Call" in told[-1]
        now_is = await the_order(tenant, engine)
        assert (now_is.state, now_is.priority) == (WorkOrderState.STAFF, "emergency")
        await nothing_wrong(tenant)


@pytest.mark.parametrize("owner", [Owner.WAITING, Owner.OFFICER])
async def test_more_work_while_a_person_has_the_conversation_is_planned(
    tenant: Talker, owner: Owner
) -> None:
    reference, visit = await a_visit(tenant)
    tenant.now = visit.earliest_arrival
    await tenant.says("can I talk to a person", intent="speak_to_person")
    if owner is Owner.OFFICER:
        await at_the_desk(tenant, "claim")
    async with tenant.units() as uow:
        await diary.follow_on(
            uow,
            appointment_id=visit.id,
            actor="operative:1",
            now=tenant.now,
            minutes=60,
            what=FollowOn.PART,
        )
    await tenant.waits(tenant.now + MINUTE)
    await nothing_wrong(tenant)
    if owner is Owner.WAITING:
        assert "Which of these suits you" in (await tenant.unprompted())[-1]
        assert "Booked" in await tenant.says("1"), "only a claim keeps the bot from asking"
        return
    assert any(reference in task["summary"] for task in (await handoff_of(tenant)).also)
    assert "Which of these suits you" not in (await tenant.unprompted())[-1]
    await at_the_desk(tenant, "reply", text="All done here.", seen_seq=999)
    await at_the_desk(tenant, "hand_back")
    await tenant.waits(tenant.now + 6 * MINUTE)
    assert "When suits you?" in (await tenant.unprompted())[-1]
    assert "Booked" in await tenant.says("1")
    await nothing_wrong(tenant)


@pytest.mark.parametrize("decision", ["waive", "withdraw"])
async def test_a_charge_that_is_let_go_keeps_the_job_it_was_for(
    tenant: Talker, engine: AsyncEngine, decision: str
) -> None:
    await tenant.says("I lost my keys", "lost_keys")
    for _ in range(4):
        said = await tenant.says("yes" if "change the lock" in tenant.texts[-1].lower() else "no")
        if "Go ahead?" in said:
            break
    assert "Go ahead?" in tenant.texts[-1]
    await tenant.says("dispute")
    await at_the_desk(tenant, "claim")
    async with tenant.units() as uow:
        await charge_decisions.decide(
            uow,
            charge_id=1,
            decision=decision,
            why="You were burgled",
            what="a lock change",
            officer=WREN,
            deal=DEAL,
            now=tenant.now,
        )
    await tenant.waits(tenant.now + MINUTE)
    also = [task["summary"] for task in (await handoff_of(tenant)).also]
    assert any("still to be booked" in summary for summary in also)
    await at_the_desk(tenant, "hand_back")
    await tenant.waits(tenant.now + 6 * MINUTE)
    assert "postcode" in (await tenant.unprompted())[-1]
    assert "When suits you?" in await tenant.says(MARNIES_DETAILS)
    assert "Booked" in await tenant.says("1")
    async with tenant.units() as uow:
        charge = await uow.desk.charge(1)
    assert charge is not None
    assert (charge.state, charge.agreed) == ({"waive": "waived"}.get(decision, "withdrawn"), False)
    await nothing_wrong(tenant)


async def test_an_emergency_without_an_address_is_rung_at_once(
    tenant: Talker, engine: AsyncEngine
) -> None:
    tenant.mobile = STRANGER
    asked = await tenant.says("a pipe has burst", "pipe_burst")
    assert "What is the address?" in asked
    await tenant.waits(tenant.now + on_call.ADDRESS_GRACE)
    handoff = await handoff_of(tenant)
    assert handoff.priority is Priority.EMERGENCY
    assert handoff.answer_due_at == tenant.now
    assert "Address not known" in handoff.summary
    assert STRANGER in handoff.summary
    assert "as soon as we can, by" in await tenant.says("9 Tidewater Street, HL1 1AD")
    order = await the_order(tenant, engine)
    async with tenant.units() as uow:
        report = await uow.reports.report(order.report_id)
    assert report.told_address is not None
    await nothing_wrong(tenant)


@pytest.mark.parametrize("rota", ["silent", "empty"])
async def test_when_nobody_on_call_comes_staff_know_and_the_tenant_hears_the_truth(
    tenant: Talker, engine: AsyncEngine, rota: str
) -> None:
    if rota == "empty":
        async with engine.begin() as connection:
            await connection.execute(update(repairs.operative).values(mobile=None))
    await tenant.says("a pipe has burst", "pipe_burst")
    await tenant.says("yes")
    await tenant.waits(tenant.now + MINUTE)
    for _ in range(12):
        await tenant.waits(tenant.now + 10 * MINUTE)
    assert len([text for text in await tenant.unprompted() if "still finding" in text]) == 1
    handoff = await handoff_of(tenant)
    tasks = [handoff.summary, *(task["summary"] for task in handoff.also)]
    assert any("Nobody on call has taken it" in task for task in tasks)
    await nothing_wrong(tenant)
    await at_the_desk(tenant, "claim")
    await at_the_desk(tenant, "close", outcome="answered")
    await tenant.waits(tenant.now + 16 * MINUTE)
    assert "Nobody is going" in (await handoff_of(tenant)).summary, "closed, and nobody went"
    await at_the_desk(tenant, "claim")


async def test_a_call_out_that_nobody_is_heard_of_again_alarms(
    tenant: Talker, engine: AsyncEngine
) -> None:
    await tenant.says("a pipe has burst", "pipe_burst")
    await tenant.says("yes")
    await tenant.waits(tenant.now + MINUTE)
    order = await the_order(tenant, engine)
    await somebody_goes(tenant, order)
    await at_the_desk(tenant, "claim")
    await at_the_desk(tenant, "close", outcome="answered")
    assert order.required_completion is not None
    await tenant.waits(order.required_completion)
    await nothing_wrong(tenant)
    await tenant.waits(order.required_completion + timedelta(hours=1))
    handoff = await handoff_of(tenant)
    assert handoff.priority is Priority.EMERGENCY
    assert "no word of the visit" in handoff.summary


async def test_further_work_after_an_emergency_is_no_emergency_that_nobody_has(
    tenant: Talker, engine: AsyncEngine
) -> None:
    await tenant.says("a pipe has burst", "pipe_burst")
    await tenant.says("yes")
    await tenant.waits(tenant.now + MINUTE)
    visit = await somebody_goes(tenant, await the_order(tenant, engine))
    await at_the_desk(tenant, "claim")
    await at_the_desk(tenant, "hand_back")
    async with tenant.units() as uow:
        await diary.follow_on(
            uow,
            appointment_id=visit,
            actor="operative:1",
            now=tenant.now,
            minutes=60,
            what=FollowOn.PART,
        )
    await tenant.waits(tenant.now + timedelta(hours=5))
    assert (await DeskViews(engine).board(tenant.now)).emergencies == ()
    assert any("needs one more visit" in text for text in await tenant.unprompted())
    await nothing_wrong(tenant)


async def test_what_an_officer_did_not_answer_is_the_bots_next_turn(tenant: Talker) -> None:
    await tenant.says("can I talk to a person", intent="speak_to_person")
    await at_the_desk(tenant, "claim")
    await tenant.says("is anybody there")
    await at_the_desk(tenant, "reply", text="Yes, here I am.", seen_seq=999)
    await tenant.says("also my kitchen tap drips")
    await at_the_desk(tenant, "hand_back")
    async with tenant.units() as uow:
        conversation = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        waiting = await uow.turns.received(conversation.id)
        assert await uow.turns.is_work_waiting(tenant.now)
    assert [message.text for message in waiting] == ["also my kitchen tap drips"]


async def test_a_check_back_is_put_off_and_its_silence_is_heard(
    tenant: Talker, engine: AsyncEngine
) -> None:
    await tenant.says("next door plays loud music every night", "asb_noise")
    for answer in ("no", "no", "yes"):
        await tenant.says(answer)
    assert "I will check back with you" in " ".join(tenant.texts)
    await tenant.says("can I talk to a person", intent="speak_to_person")
    await tenant.waits(tenant.now + timedelta(days=8))
    await nothing_wrong(tenant)
    assert not [text for text in await tenant.unprompted() if "said I'd check back" in text]
    await at_the_desk(tenant, "claim")
    await at_the_desk(tenant, "hand_back")
    await tenant.waits(tenant.now + timedelta(days=1, hours=12))
    assert [text for text in await tenant.unprompted() if "said I'd check back" in text]
    await tenant.waits(tenant.now + timedelta(days=8))
    assert "still open" in (await handoff_of(tenant)).summary


async def test_an_order_without_a_date_comes_back_until_it_is_planned(
    tenant: Talker, engine: AsyncEngine
) -> None:
    """Times were offered and never answered."""
    await tenant.is_known()
    await tenant.says("my kitchen tap drips", "tap_dripping")
    for _ in range(4):
        if "When suits you?" in tenant.texts[-1]:
            break
        await tenant.says("yes")
    assert "When suits you?" in tenant.texts[-1]
    for _ in range(2):
        await tenant.waits(tenant.now + timedelta(days=3))
        assert "has no date yet" in (await handoff_of(tenant)).summary
        await nothing_wrong(tenant)
        await at_the_desk(tenant, "claim")
        await at_the_desk(tenant, "hand_back")
    assert "Booked" in await tenant.says("1")


@pytest.mark.parametrize("lost", ["the job", "the officer"])
async def test_the_sweep_tells_of_what_nobody_has_once_until_it_heals(
    tenant: Talker, engine: AsyncEngine, lost: str
) -> None:
    await tenant.is_known()
    await tenant.says("my kitchen tap drips", "tap_dripping")
    if lost == "the officer":
        await tenant.says("can I talk to a person", intent="speak_to_person")
        await at_the_desk(tenant, "claim")
    else:
        await a_visit(tenant)
    async with engine.begin() as connection:
        if lost == "the officer":
            await connection.execute(update(desk.officer).values(active=False))
        else:
            await connection.execute(
                delete(talk.due_job).where(talk.due_job.c.kind == "see_to_order")
            )
            await connection.execute(update(repairs.appointment).values(state="cancelled"))
    for _ in range(2):
        async with tenant.units() as uow:
            await promise_sweep.sweep(uow, DEAL.calendar, now=tenant.now)
        board = await DeskViews(engine).board(tenant.now)
        found = [one.words for one in board.loose_ends if one.kind == LooseEndKind.PROMISE]
        assert {words.split(": ")[-1] for words in found} == {"nobody has it"}
    async with engine.begin() as connection:
        await connection.execute(update(desk.officer).values(active=True))
        await connection.execute(update(repairs.work_order).values(state="completed"))
        query = select(desk.loose_end).where(desk.loose_end.c.kind == LooseEndKind.PROMISE)
        assert len((await connection.execute(query)).all()) == len(found), "told of once"
    async with tenant.units() as uow:
        await promise_sweep.sweep(uow, DEAL.calendar, now=tenant.now)
        standing = await uow.loose_ends.standing()
    assert [one for one in standing if one.kind is LooseEndKind.PROMISE] == []
