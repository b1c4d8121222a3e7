"""Visits on record: moving and calling them off. Where a repair has got to is in `chasing.py`."""

from housing.domain.casework.references import find_reference
from housing.domain.messaging.dialogue import Asked, Case, OpenQuestion
from housing.domain.reading.choosing import read_yes_no
from housing.domain.repairs.appointments import AppointmentRefused, AppointmentState
from housing.domain.repairs.work_orders import EMERGENCY, OpenOrder
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.identity import identifying
from housing.services.conversation.safety import emergency_in_hand
from housing.services.conversation.turn import Step, Turn
from housing.services.conversation.visits import booking, chasing
from housing.services.repairs import diary

UNDER_WAY = frozenset({AppointmentState.DESPATCHED, AppointmentState.ARRIVED})
WANTED = {
    "appointment_change": Step.CHANGE_APPOINTMENT,
    "appointment_cancel": Step.CANCEL_APPOINTMENT,
}
NEVER_DROPPED = frozenset({"hazard", "emergency"})


async def about_appointments(turn: Turn) -> None:
    """What the intent asks for, after the identity check where there was none."""
    await take(turn, WANTED.get(turn.heard.intent, Step.SHOW_APPOINTMENTS))


async def take(turn: Turn, step: Step) -> None:
    """Goes on with the visit, after the identity check where there was none."""
    if step is Step.SHOW_APPOINTMENTS and await emergency_in_hand.tell_how_it_stands(turn):
        return
    if await turn.household() is None:
        await identifying.ask(turn, then=step)
    else:
        turn.then(step)


async def change(turn: Turn) -> None:
    """Moves a visit: which one, if there are several, then new slots."""
    await _pick(turn, Step.CHANGE_APPOINTMENT)


async def cancel(turn: Turn) -> None:
    """Calls a visit off: which one, if there are several, then a read-back."""
    await _pick(turn, Step.CANCEL_APPOINTMENT)


async def _pick(turn: Turn, step: Step) -> None:
    orders = [
        order
        for order in await chasing.own_orders(turn)
        if order.appointment or step is Step.CHANGE_APPOINTMENT
    ]
    named = find_reference(turn.words)
    meant = [order for order in orders if order.order.reference == named]
    turn.settle()
    if named is not None and not meant:
        turn.say("reference_unknown")
    chosen = meant or orders
    if not chosen:
        turn.say("appointments_none")
    elif len(chosen) == 1:
        await _act(turn, step, chosen[0])
    else:
        chasing.ask_which(turn, step, chosen)


async def read_which(turn: Turn, question: OpenQuestion) -> bool:
    """The visit that was meant, by number, words or reference."""
    meant = await chasing.read_which(turn, question)
    if meant is None:
        return False
    turn.settle()
    step = Step(question.data["step"])
    if step is Step.SHOW_APPOINTMENTS:
        await chasing.tell(turn, meant)
    else:
        await _act(turn, step, meant)
    return True


async def _act(turn: Turn, step: Step, order: OpenOrder) -> None:
    appointment = order.appointment
    if appointment is not None and appointment.state in UNDER_WAY:
        await booking.on_the_way(turn)
        return
    if step is Step.CHANGE_APPOINTMENT and order.order.priority != EMERGENCY:
        turn.set_case(Case(order.order.issue, order.order.report_id, work_order_id=order.order.id))
        await booking.offer_slots(turn)
        return
    if order.order.priority in NEVER_DROPPED or appointment is None:
        turn.say("change_hazard", promise=turn.promise)
        await hand_over(turn, reason="under_way", summary="Wants to call a visit off", say=None)
        return
    turn.ask(
        Asked.CONFIRM_CANCEL,
        turn.line(
            "cancel_read_back",
            issue=turn.deal.title_of(order.order.issue),
            slot=appointment.words(),
        ),
        choices=[turn.line("answer_yes"), turn.line("answer_no")],
        why=turn.line("cancel_read_back_why"),
        data={"appointment_id": appointment.id, "reference": order.order.reference},
    )


async def read_cancel(turn: Turn, question: OpenQuestion) -> bool:
    """Calls it off on a plain yes; anything like no keeps it."""
    agreed = read_yes_no(turn.words)
    if agreed is None:
        return False
    if not agreed:
        turn.settle()
        turn.say("cancel_kept")
        return True
    await cancel_now(turn, question)
    return True


async def cancel_now(turn: Turn, question: OpenQuestion) -> None:
    """Calls off the visit that was read back; `question` is that read-back."""
    turn.settle()
    try:
        await diary.cancel(
            turn.uow,
            appointment_id=question.data["appointment_id"],
            now=turn.now,
            with_order=True,
        )
    except AppointmentRefused as refused:
        if refused.only_staff:
            await booking.on_the_way(turn)
        else:
            turn.say("appointments_none")
        return
    turn.say("cancel_done", reference=question.data["reference"])
