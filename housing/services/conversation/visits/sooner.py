"""A visit sooner than planned: agreed to beforehand, told when an operative has time, refused.

The tenant may always say no; what was booked before is then booked again if it is still free.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Deal
from housing.domain.messaging.dialogue import Asked, Case, OpenQuestion
from housing.domain.reading.choosing import read_choice
from housing.domain.repairs.appointments import Appointment, AppointmentRefused
from housing.domain.slots.slot import SlotTaken, slot_from_json
from housing.services.conversation import unprompted
from housing.services.conversation.problems.tonight import who_is_in
from housing.services.conversation.turn import Turn
from housing.services.conversation.visits import booking
from housing.services.repairs import diary
from housing.services.repairs.appointment_changes import appointment_of


async def tell(
    uow: UnitOfWork,
    deal: Deal,
    *,
    booked: Appointment,
    instead_of: Appointment | None,
    now: datetime,
) -> None:
    """Texts the tenant that an operative comes today, and asks whether that suits."""
    order = await diary.order_of(uow, booked.work_order_id)

    async def say(turn: Turn) -> None:
        if turn.dialogue.case is not None and turn.dialogue.case.work_order_id == order.id:
            turn.settle()  # which of the other times they want is no question any more
        trade = deal.trades[order.trade].lower()
        hours = booked.slot().hours()
        turn.say("sooner_told", trade=trade, reference=order.reference, hours=hours)

    async def ask(turn: Turn) -> None:
        turn.ask(
            Asked.SOONER,
            turn.line("sooner_question"),
            choices=[turn.line("sooner_yes"), turn.line("sooner_no")],
            why=turn.line("sooner_why"),
            data={
                "appointment_id": booked.id,
                "earlier": instead_of.slot().as_json() if instead_of else None,
            },
        )

    await unprompted.tell(uow, deal, order, say, then=ask, now=now)


async def read_sooner(turn: Turn, question: OpenQuestion) -> bool:
    """Yes keeps it; no cancels it, and the earlier time comes back or another is offered."""
    yes, no = turn.line("sooner_yes"), turn.line("sooner_no")
    heard = {
        yes: ("yes", "ok", "thats fine", "great", "come"),
        no: ("no", "nope", "no thanks", "busy"),
    }
    chosen = read_choice(question.choices, turn.words, heard)
    if chosen is None:
        return False
    turn.settle()
    turn.set_case(None)
    if chosen == yes:
        kept = await appointment_of(turn.uow, question.data["appointment_id"])
        order = await diary.order_of(turn.uow, kept.work_order_id)
        turn.say("sooner_kept", be_in=who_is_in(turn.deal, order.issue))
        return True
    try:
        refused = await diary.cancel(
            turn.uow, appointment_id=question.data["appointment_id"], now=turn.now
        )
    except AppointmentRefused as under_way:
        if under_way.only_staff:
            await booking.on_the_way(turn)
        else:
            turn.say("appointments_none")
        return True
    await _as_before(turn, refused.work_order_id, question)
    return True


async def _as_before(turn: Turn, work_order_id: int, question: OpenQuestion) -> None:
    earlier = question.data["earlier"]
    if earlier is not None:
        slot = slot_from_json(earlier)
        try:
            held = await diary.reserve(
                turn.uow, work_order_id=work_order_id, slot=slot, now=turn.now
            )
        except SlotTaken:
            pass
        else:
            await diary.confirm(turn.uow, appointment_id=held.id, now=turn.now)
            turn.say("sooner_back", slot=slot.words())
            return
    order = await diary.order_of(turn.uow, work_order_id)
    turn.set_case(Case(order.issue, order.report_id, work_order_id=order.id))
    turn.say("sooner_refused")
    await booking.offer_slots(turn)


async def agree(turn: Turn) -> None:
    """SOONER: an operative with time may come before the booked day, told and asked first."""
    household = await turn.household()
    orders = await diary.open_orders(turn.uow, tenant_id=household.tenant.id) if household else ()
    booked = [one for one in orders if one.appointment is not None]
    turn.settle()
    if not booked:
        turn.say("appointments_none")
        return
    for one in booked:
        await turn.uow.nearby_jobs.agree_short_notice(one.order.id, agreed=True)
    turn.say("sooner_agreed")
