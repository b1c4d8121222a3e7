"""An emergency and the operatives on call: asked in turn, taken once, and staff know until then."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.deal.files import load_deal
from housing.adapters.sql.tables.desk import alert
from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.conversation import Channel
from housing.domain.messaging.limits import Limits
from housing.domain.messaging.links import LEFT_OUT, without_links
from housing.domain.people.homes import Home, Tenancy, Tenant
from housing.domain.repairs.appointments import AppointmentState
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.on_call import (
    UNANSWERED,
    UNPROVED,
    AlreadyAccepted,
    CallOutOver,
    CallOutState,
    rota,
)
from housing.domain.repairs.work_orders import WorkOrder, WorkOrderState
from housing.services.messaging import jobs
from housing.services.messaging.due_work import due_handlers
from housing.services.repairs import diary, on_call
from tests.diary.scene import NOW, PLAN, Scene

DEAL = load_deal()
HANDLERS = due_handlers(DEAL, PLAN)
NAMES = ("Ash", "Birch", "Cedar")
MINUTE = timedelta(minutes=1)
BEGUN = NOW + on_call.ADDRESS_GRACE


def number(place: int) -> str:
    return f"+4477009008{place:02}"


@dataclass(frozen=True, slots=True)
class Rota:
    """Three plumbers on call and one emergency; the first to be asked comes first."""

    units: Units
    order: WorkOrder
    asked: tuple[Operative, ...]

    async def time_is(self, at: datetime) -> None:
        await jobs.run_due(self.units, HANDLERS, at)

    async def states(self) -> list[CallOutState]:
        async with self.units() as uow:
            return [one.state for one in await uow.on_call.call_outs(self.order.id)]

    async def texts(self, mobile: str) -> list[str]:
        async with self.units() as uow:
            talk = await uow.talk.conversation_for(Channel.SMS, mobile, NOW)
            found = await uow.talk.messages(talk.id)
            return [one.text for one in found if one.direction == "out"]

    async def accepts(self, operative: Operative, at: datetime, actor: str | None = None) -> None:
        async with self.units() as uow:
            await on_call.accept(
                uow,
                DEAL,
                work_order_id=self.order.id,
                operative_id=operative.id,
                now=at,
                actor=actor,
            )

    async def says(self, operative: Operative, text: str, at: datetime) -> bool:
        async with self.units() as uow:
            talk = await uow.talk.conversation_for(Channel.SMS, operative.mobile or "", at)
            message = await uow.talk.add_message(
                conversation_id=talk.id,
                direction="in",
                author="tenant",
                text=text,
                state="received",
                now=at,
            )
            return await on_call.hear(uow, DEAL, message=message, now=at)


@pytest.fixture
async def team(scene: Scene) -> Rota:
    operatives = [
        Operative(0, name, ("plumber",), (), number(place)) for place, name in enumerate(NAMES)
    ]
    await scene.operatives(*operatives, Operative(0, "Sparky", ("electrician",), (), number(9)))
    order = await scene.order(priority="emergency")
    async with scene.units() as uow:
        known = await uow.diary.operatives()
    return Rota(scene.units, order, tuple(rota(known, ("plumber",), NOW.date())))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2024, 1, 1), "Ash"),
        (date(2024, 1, 7), "Ash"),
        (date(2024, 1, 8), "Birch"),
        (date(2024, 1, 22), "Ash"),
    ],
)
def test_the_able_ones_take_turns_monday_to_sunday(day: date, first: str) -> None:
    team = [Operative(n, name, ("plumber",), ()) for n, name in enumerate(NAMES)]
    handy = Operative(9, "Handy", ("multi_trade",), ())
    asked = [one.name for one in rota([handy, *team], ("plumber", "multi_trade"), day)]
    assert (asked[0], asked[-1], len(asked)) == (first, "Handy", 4)


async def test_nobody_answers_so_each_is_asked_and_then_staff(
    team: Rota, engine: AsyncEngine
) -> None:
    await team.time_is(BEGUN - MINUTE)
    assert await team.states() == []
    for place in range(3):
        asked_at = BEGUN + place * PLAN.accept_within
        await team.time_is(asked_at)
        await team.time_is(asked_at + PLAN.accept_within - MINUTE)
        passed = [CallOutState.PASSED] * place
        assert await team.states() == [*passed, CallOutState.ALERTED]
        (text,) = await team.texts(team.asked[place].mobile or "")
        assert team.order.reference in text
        assert "9am on Tue 24 Nov" in text
    await team.time_is(BEGUN + 3 * PLAN.accept_within)
    assert await team.states() == [CallOutState.PASSED] * 3
    await team.time_is(BEGUN + 9 * PLAN.accept_within)
    async with engine.begin() as connection:
        query = select(func.count()).where(alert.c.danger == UNANSWERED)
        assert (await connection.execute(query)).scalar_one() == 1


async def test_yes_by_text_takes_it_and_the_tenant_is_told_who_comes(team: Rota) -> None:
    await team.time_is(BEGUN)
    first = team.asked[0]
    assert await team.says(first, "Yes on my way", BEGUN + MINUTE)
    assert team.order.reference in (await team.texts(first.mobile or ""))[-1]
    async with team.units() as uow:
        order = await diary.order_of(uow, team.order.id)
        (visit,) = await uow.appointments.live_appointments(order.id)
    assert (order.operative_id, order.state) == (first.id, WorkOrderState.SCHEDULED)
    assert (visit.state, visit.operative_name) == (AppointmentState.SCHEDULED, first.name)
    assert visit.words() == "by 9am on Tue 24 Nov"
    (told,) = await team.texts("+447700900001")
    assert f"{first.name} has your emergency repair" in told
    assert "by 9am on Tue 24 Nov" in told
    await team.time_is(BEGUN + 2 * PLAN.accept_within)
    assert await team.states() == [CallOutState.ACCEPTED]


async def test_no_passes_it_on_at_once(team: Rota) -> None:
    await team.time_is(BEGUN)
    assert await team.says(team.asked[0], "no sorry", BEGUN + MINUTE)
    await team.time_is(BEGUN + MINUTE)
    assert await team.states() == [CallOutState.DECLINED, CallOutState.ALERTED]


async def test_a_late_yes_still_counts_until_somebody_else_has_it(team: Rota) -> None:
    await team.time_is(BEGUN)
    await team.time_is(BEGUN + PLAN.accept_within)
    late, second = team.asked[:2]
    assert await team.says(late, f"YES {team.order.reference}", BEGUN + 12 * MINUTE)
    with pytest.raises(AlreadyAccepted, match=late.name):
        await team.accepts(second, BEGUN + 13 * MINUTE)
    assert await team.says(second, "yes", BEGUN + 13 * MINUTE)
    assert late.name in (await team.texts(second.mobile or ""))[-1]
    await team.accepts(late, BEGUN + 14 * MINUTE)
    assert len(await team.texts("+447700900001")) == 1


async def test_other_words_and_other_people_are_left_to_the_conversation(team: Rota) -> None:
    await team.time_is(BEGUN)
    assert not await team.says(team.asked[0], "what is the gate code", BEGUN)
    assert not await team.says(team.asked[1], "yes", BEGUN)
    stranger = Operative(0, "", (), (), "+447700900555")
    assert not await team.says(stranger, "yes", BEGUN)
    assert await team.states() == [CallOutState.ALERTED]


async def test_only_those_asked_may_take_it_unless_staff_say_so(team: Rota) -> None:
    await team.time_is(BEGUN)
    with pytest.raises(LookupError):
        await team.accepts(team.asked[2], BEGUN)
    await team.accepts(team.asked[2], BEGUN, actor="officer:1")
    assert await team.states() == [CallOutState.ALERTED, CallOutState.ACCEPTED]


async def test_an_emergency_that_is_over_needs_nobody(team: Rota) -> None:
    await team.time_is(BEGUN)
    async with team.units() as uow:
        await uow.orders.set_order_state(team.order.id, WorkOrderState.CANCELLED, completed_at=None)
    with pytest.raises(CallOutOver):
        await team.accepts(team.asked[0], BEGUN)
    await team.time_is(BEGUN + PLAN.accept_within)
    assert len(await team.states()) == 1


async def test_the_address_reaches_those_who_were_asked_without_it(team: Rota) -> None:
    await team.time_is(BEGUN)
    async with team.units() as uow:
        await uow.reports.change_report(team.order.report_id, told_address="14 Made Up Street")
        await on_call.located(uow, DEAL, work_order_id=team.order.id, now=BEGUN + MINUTE)
    first, then = await team.texts(team.asked[0].mobile or "")
    assert "an address we are still asking for" in first
    assert "14 Made Up Street" in then


async def test_all_accept_at_once_and_one_has_it(team: Rota) -> None:
    for place in range(3):
        await team.time_is(BEGUN + place * PLAN.accept_within)

    async def outcome(operative: Operative) -> str:
        try:
            await team.accepts(operative, BEGUN + timedelta(hours=1))
        except AlreadyAccepted:
            return "told who has it"
        return "has it"

    said = await asyncio.gather(*map(outcome, team.asked * 5))
    winner = await _winner(team)
    # Whoever has it may say so again; nobody else ever does.
    assert said.count("has it") == 5
    assert [a for a, o in zip(said, team.asked * 5, strict=True) if o.id == winner] == [
        "has it"
    ] * 5
    assert len(await team.texts("+447700900001")) == 1


async def _winner(team: Rota) -> int | None:
    async with team.units() as uow:
        return (await diary.order_of(uow, team.order.id)).operative_id


async def test_a_withdrawn_visit_on_call_is_never_offered_to_anybody(
    team: Rota, scene: Scene
) -> None:
    await team.time_is(BEGUN)
    await team.accepts(team.asked[0], BEGUN)
    async with team.units() as uow:
        (visit,) = await uow.appointments.live_appointments(team.order.id)
        await diary.cancel(uow, appointment_id=visit.id, actor="officer:1", now=BEGUN)
    slots = await scene.slots(priority="urgent", now=BEGUN)
    assert not [slot for slot in slots if slot.window.startswith("on_call")]


@dataclass(frozen=True, slots=True)
class Strangers:
    """Emergencies of people whom nobody has proved, each put to the rota when it is told."""

    team: Rota
    engine: AsyncEngine
    numbers: "count[int]" = field(default_factory=lambda: count(100))

    async def tells(self, chat: int, *, minutes: int = 0, tenant_id: int | None = None) -> bool:
        """Whether an operative was asked; staff are alerted of what nobody is asked about."""
        now = BEGUN + timedelta(minutes=minutes)
        order = await Scene(self.team.units).order(
            next(self.numbers), chat=chat, priority="emergency", tenant_id=tenant_id, now=now
        )
        before = await self._alerts()
        async with self.team.units() as uow:
            await on_call.call_out_next(
                uow, DEAL, work_order_id=order.id, accept_within=PLAN.accept_within, now=now
            )
            asked = bool(await uow.on_call.call_outs(order.id))
        assert await self._alerts() == before + (not asked), "nothing is dropped"
        return asked

    async def _alerts(self) -> int:
        async with self.engine.begin() as connection:
            query = select(func.count()).where(alert.c.danger == UNPROVED)
            return int((await connection.execute(query)).scalar_one())


async def a_tenant(units: Units) -> int:
    async with units() as uow:
        home = Home(0, "H1", "1 Test Row", "HL1 1AA", "Quayside", 2, 1, 0, "gas_boiler")
        await uow.homes.add_homes([home])
        known = await uow.homes.home_by_reference("H1")
        assert known is not None
        await uow.homes.add_tenancy(
            Tenancy(0, known.id, "assured", date(2020, 1, 6), None, 9_500, 0),
            [Tenant(0, 0, "Posy Marrowby", date(1980, 1, 1), number(77), ())],
        )
        household = await uow.homes.household_by_mobile(number(77), today=NOW.date())
        assert household is not None
        return household.tenant.id


@pytest.fixture
def strangers(team: Rota, engine: AsyncEngine) -> Strangers:
    return Strangers(team, engine)


async def test_one_unproved_chat_pages_one_operative_at_a_time(strangers: Strangers) -> None:
    assert await strangers.tells(2)
    assert not await strangers.tells(2, minutes=1)
    assert not await strangers.tells(2, minutes=90), "the first is still open"
    assert await strangers.tells(3, minutes=91)


async def test_unproved_chats_page_so_many_an_hour_together(strangers: Strangers) -> None:
    most = Limits().call_outs_an_hour
    assert [await strangers.tells(2 + n) for n in range(most + 1)] == [True] * most + [False]
    assert await strangers.tells(90, minutes=61)


async def test_who_is_proved_is_never_one_too_many(strangers: Strangers) -> None:
    most = Limits().call_outs_an_hour
    for chat in range(2, 2 + most):
        await strangers.tells(chat)
    tenant_id = await a_tenant(strangers.team.units)
    assert [await strangers.tells(70, tenant_id=tenant_id) for _ in range(2)] == [True, True]


async def test_no_link_of_a_strangers_reaches_an_operative(team: Rota) -> None:
    async with team.units() as uow:
        told = "1 Quay St http://evil.example/x or bit.ly/3abc, ring www.pay.example"
        await uow.reports.change_report(team.order.report_id, told_address=told)
    await team.time_is(BEGUN)
    (text,) = await team.texts(team.asked[0].mobile or "")
    assert "1 Quay St" in text
    assert not any(piece in text for piece in ("evil", "bit.ly", "pay.example", "http"))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("9 Tidewater St., HL1 1AD", "9 Tidewater St., HL1 1AD"),
        ("Flat 2.1, the red door.Ring twice", "Flat 2.1, the red door.Ring twice"),
        ("see https://a.example/b?c=d now", f"see {LEFT_OUT} now"),
        ("HTTPS://A.EXAMPLE", LEFT_OUT),
        ("www.a-b.example/x", LEFT_OUT),
        ("go to a-b.co.uk/x please", f"go to {LEFT_OUT} please"),
        ("pay at bank.com", f"pay at {LEFT_OUT}"),
        ("tel:0900 it", "tel:0900 it"),
        ("." * 4000, "." * 4000),
    ],
)
def test_links_are_left_out_and_addresses_are_not(words: str, left: str) -> None:
    assert without_links(words) == left
