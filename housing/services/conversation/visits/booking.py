"""Booking a visit: three real slots, a choice in any words, a confirmation that reads it back.

A plain choice is booked at once, and one word undoes it; a choice that was guessed at is held for
ten minutes and read back first. The diary's tables decide who gets a slot.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from housing.domain.clock.local_time import spoken_day, to_london
from housing.domain.deal.decision import Decision
from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.reading.choosing import read_yes_no
from housing.domain.repairs.appointments import Appointment, AppointmentRefused
from housing.domain.repairs.work_orders import OrderFinished, WorkOrder
from housing.domain.slots.matching import match_slot
from housing.domain.slots.slot import Slot, SlotTaken, slot_from_json
from housing.domain.slots.wishes import Kind, Wish
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.matters import hazards
from housing.services.conversation.problems.tonight import who_is_in
from housing.services.conversation.turn import Step, Turn
from housing.services.repairs import calendars, diary, landlord, work_orders

PAGE = 3


async def raise_order(turn: Turn, decision: Decision) -> WorkOrder:
    """The work order of the case in hand, raised once."""
    household = await turn.household()
    order = await work_orders.raise_work_order(
        turn.uow,
        report_id=turn.case.report_id,
        home_id=household.home.id if household else None,
        tenant_id=household.tenant.id if household else None,
        issue=decision.issue,
        trades=decision.trades,
        priority=decision.priority,
        minutes=decision.minutes or 0,
        required_completion=decision.target.due_at if decision.target else None,
        now=turn.now,
    )
    turn.set_case(replace(turn.case, work_order_id=order.id))
    return order


async def choose_time(turn: Turn, order: WorkOrder) -> None:
    """Offers times for the order of the case in hand; while the landlord's diary does not answer
    the tenant is told so and is texted times later."""
    if await landlord.is_answering(turn.uow):
        await offer_slots(turn)
        return
    await landlord.tell_when_raised(turn.uow, order.id)
    turn.settle()
    turn.say("diary_down", reference=order.reference)
    turn.set_case(None)
    turn.then(Step.NEXT_PARKED)


async def offer_slots(
    turn: Turn, *, skip: int = 0, lead: str = "slots", wish: Wish | None = None
) -> None:
    """Offers the next slots of the case's order, by `wish` first; a person finds one when there
    are none."""
    order = await diary.order_of(turn.uow, turn.case.work_order_id or 0)
    found = await _search(turn, order, skip, wish)
    if not found and wish is not None:
        await offer_slots(turn, lead="slots_not_then")
        return
    if not found:
        turn.say("slots_none", promise=turn.promise)
        await hand_over(turn, reason="no_slot", summary="No free slot in time", say=None)
        return
    if skip == 0 and lead == "slots":
        _say_target(turn, order)
        if await _offer_as_wished(turn, found):
            return
    _show(turn, found[:PAGE], more=len(found) > PAGE, skip=skip, lead=lead)


async def _offer_as_wished(turn: Turn, found: Sequence[Slot]) -> bool:
    """What fits the day or time that they named before; False where they named none."""
    words, turn.dialogue = turn.dialogue.wish, replace(turn.dialogue, wish="")
    if not words:
        return False
    meant = match_slot(words, found[:PAGE], turn.today, page_has_more=len(found) > PAGE)
    if meant.slots:
        _show(turn, meant.slots, more=True, skip=0, lead="slots_as_wished")
    elif meant.wish is not None:
        await offer_slots(turn, lead="slots_as_wished", wish=meant.wish)
    return bool(meant.slots) or meant.wish is not None


def _say_target(turn: Turn, order: WorkOrder) -> None:
    """The landlord's target beside the tenant's choice; a recall counts from its first report."""
    by = order.required_completion
    if order.recall_of is not None:
        turn.say("recall")
    elif by is not None and by > turn.now:
        turn.say("slots_by", day=spoken_day(to_london(by).date()))


async def _search(turn: Turn, order: WorkOrder, skip: int, wish: Wish | None) -> tuple[Slot, ...]:
    household = await turn.household()
    needs = [one.trades for one in await turn.uow.elements.of_order(order.id)]
    return await diary.offer(
        turn.uow,
        trades=needs[0] if needs else (order.trade,),
        also=needs[1:],
        minutes=order.minutes,
        priority=order.priority,
        patch=household.home.patch if household else None,
        now=turn.now,
        skip=skip,
        limit=PAGE + 1,
        until=_last_day(order, turn.now),
        wish=wish,
        closed=turn.deal.calendar.holidays,
    )


def _last_day(order: WorkOrder, now: datetime) -> date | None:
    """Only the law's clocks limit the choice: else the tenant's own time is better than ours.

    A clock that has run out leaves the soonest day, which is better than none.
    """
    by = order.required_completion
    return to_london(by).date() if by and by > now and order.priority == "hazard" else None


def _show(turn: Turn, slots: Sequence[Slot], *, more: bool, skip: int, lead: str) -> None:
    titles = [slot.words() for slot in slots]
    turn.ask(
        Asked.SLOT,
        turn.line(lead),
        choices=[*titles, turn.line("slots_others")] if more else titles,
        why=turn.line("slots_why"),
        data={"slots": [slot.as_json() for slot in slots], "more": more, "skip": skip},
    )


async def read_slot(turn: Turn, question: OpenQuestion) -> bool:
    """The slot that was meant; unclear words are never guessed at."""
    offered = [slot_from_json(one) for one in question.data["slots"]]
    meant = match_slot(turn.words, offered, turn.today, page_has_more=question.data["more"])
    skip = question.data["skip"]
    match meant.kind:
        case Kind.CHOSEN:
            await _book(turn, meant.slot)
        case Kind.NARROWED if len(meant.slots) == 1:
            await _hold(turn, meant.slots[0])
        case Kind.NARROWED:
            _show(turn, meant.slots, more=True, skip=skip, lead="slots_narrowed")
        case Kind.OTHERS:
            later = 0 if meant.wish else skip + len(offered)
            await offer_slots(turn, skip=later, lead="slots_more", wish=meant.wish)
        case Kind.NONE:
            turn.say("no_slot_wanted", promise=turn.promise)
            await hand_over(turn, reason="no_slot", summary="No slot suits", say=None)
        case _:
            return False
    return True


async def _book(turn: Turn, slot: Slot) -> None:
    """Holds and confirms in the one transaction of this turn."""
    if await _reserve(turn, slot):
        await _confirm(turn, gone="slot_taken")


async def _reserve(turn: Turn, slot: Slot) -> bool:
    """Whether the slot is now the tenant's for ten minutes; if not, others were offered."""
    order_id = turn.case.work_order_id or 0
    try:
        held = await diary.reserve(turn.uow, work_order_id=order_id, slot=slot, now=turn.now)
    except SlotTaken:
        await offer_slots(turn, lead="slot_taken")
        return False
    except OrderFinished:
        turn.settle()
        turn.say("order_finished")
        return False
    turn.set_case(replace(turn.case, appointment_id=held.id))
    return True


async def _hold(turn: Turn, slot: Slot) -> None:
    if not await _reserve(turn, slot):
        return
    order = await diary.order_of(turn.uow, turn.case.work_order_id or 0)
    turn.ask(
        Asked.CONFIRM_SLOT,
        turn.line("slot_read_back", trade=turn.deal.trades[order.trade], slot=slot.words()),
        choices=[turn.line("answer_yes"), turn.line("answer_no")],
        why=turn.line("slot_read_back_why"),
    )


async def on_the_way(turn: Turn) -> None:
    """Once an operative is despatched only staff can move a visit, and the tenant is told so."""
    turn.settle()
    turn.say("change_despatched", promise=turn.promise)
    await hand_over(turn, reason="under_way", summary="Wants to change a visit", say=None)


async def read_confirmation(turn: Turn, question: OpenQuestion) -> bool:
    """Yes books it; no lets it go and offers again."""
    agreed = read_yes_no(turn.words)
    if agreed is None:
        return False
    if agreed:
        await _confirm(turn, gone="slot_expired")
        return True
    await diary.cancel_hold(turn.uow, appointment_id=turn.case.appointment_id or 0, now=turn.now)
    turn.say("slot_no")
    await offer_slots(turn)
    return True


async def _confirm(turn: Turn, *, gone: str) -> None:
    """Makes the hold a visit and says so; `gone` leads to others when it cannot be had any more."""
    try:
        booked = await diary.confirm(
            turn.uow, appointment_id=turn.case.appointment_id or 0, now=turn.now
        )
    except SlotTaken:
        await offer_slots(turn, lead=gone)
        return
    except AppointmentRefused:
        await on_the_way(turn)
        return
    order = await diary.order_of(turn.uow, booked.work_order_id)
    elements = await turn.uow.elements.of_order(order.id)
    for element in elements:
        await turn.uow.reports.change_report(element.report_id, state="booked")
    await hazards.booked(turn, booked.slot())
    turn.settle()
    turn.say(
        "booked",
        reference=order.reference,
        issue=" and ".join(turn.deal.title_of(element.issue) for element in elements),
        trade=turn.deal.trades[order.trade],
        slot=booked.words(),
        be_in=who_is_in(turn.deal, *(element.issue for element in elements)),
    )
    _add_link(turn, booked)
    if not turn.by_sms:
        path = await calendars.path_for_order(turn.uow, work_order_id=order.id, now=turn.now)
        turn.say("calendar_link", path=path)
    turn.set_case(None)
    turn.then(Step.NEXT_PARKED)


def _add_link(turn: Turn, booked: Appointment) -> None:
    """The way to change it without a word, in the same text if that fits two segments."""
    if turn.links is not None:
        turn.add(turn.line("booked_link", link=turn.links.link(booked)))
