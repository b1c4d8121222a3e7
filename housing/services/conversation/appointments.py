"""Visits on record: when they are, moving and calling them off, and where a repair has got to."""

from collections.abc import Sequence

from housing.domain.answers import plain_words
from housing.domain.appointments import AppointmentRefused, AppointmentState
from housing.domain.choosing import read_choice, read_yes_no
from housing.domain.dialogue import Asked, Case, OpenQuestion
from housing.domain.local_time import spoken_day, to_london
from housing.domain.references import find_reference
from housing.domain.work_orders import OpenOrder
from housing.services import diary, work_orders
from housing.services.conversation import booking, identifying
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.turn import Step, Turn

UNDER_WAY = frozenset({AppointmentState.DESPATCHED, AppointmentState.ARRIVED})
WANTED = {
    "appointment_change": Step.CHANGE_APPOINTMENT,
    "appointment_cancel": Step.CANCEL_APPOINTMENT,
}
NEVER_DROPPED = frozenset({"hazard", "emergency"})


async def about_appointments(turn: Turn) -> None:
    """What the intent asks for, after the identity check where there was none."""
    await take(turn, WANTED.get(turn.heard.intent, Step.SHOW_APPOINTMENTS))


def asked_in_a_word(turn: Turn) -> Step | None:
    """What a confirmation tells to say: CHANGE, DROP IT or SOONER."""
    match plain_words(turn.words):
        case "change" | "change it" | "change please":
            return Step.CHANGE_APPOINTMENT
        case "drop it" | "drop" | "drop it please":
            return Step.CANCEL_APPOINTMENT
        case "sooner" | "any sooner" | "sooner please" | "earlier please":
            return Step.AGREE_SOONER
        case _:
            return None


async def take(turn: Turn, step: Step) -> None:
    """Goes on with the visit, after the identity check where there was none."""
    if await turn.household() is None:
        identifying.ask(turn, then=step)
    else:
        turn.then(step)


async def show(turn: Turn) -> None:
    """What is open, when and what is next; what is late gets an apology and a person."""
    orders = await _orders(turn)
    turn.settle()
    if not orders:
        turn.say("appointments_none")
        return
    turn.tell(" ".join(_line(turn, order) for order in orders))
    if any(order.late(turn.now) for order in orders):
        turn.say("appointment_late", promise=turn.promise)
        await hand_over(turn, reason="overdue", summary="Repair is overdue", say=None)
    elif any(order.appointment for order in orders):
        turn.ask(
            Asked.VISIT_NEXT,
            turn.line("visit_next"),
            choices=[turn.line(key) for key in ("visit_keep", "visit_change", "visit_cancel")],
            why=turn.line("visit_next_why"),
        )


async def read_visit_next(turn: Turn, question: OpenQuestion) -> bool:
    """All fine, another time, or not at all."""
    heard = {
        turn.line("visit_keep"): ("yes", "fine", "ok", "thats fine", "good", "perfect"),
        turn.line("visit_change"): ("change", "move", "another day", "different", "reschedule"),
        turn.line("visit_cancel"): ("cancel", "drop it", "call off", "dont need", "not needed"),
    }
    chosen = read_choice(question.choices, turn.words, heard)
    if chosen is None:
        return False
    turn.settle()
    if chosen == turn.line("visit_keep"):
        turn.say("visit_kept")
    elif chosen == turn.line("visit_change"):
        turn.then(Step.CHANGE_APPOINTMENT)
    else:
        turn.then(Step.CANCEL_APPOINTMENT)
    return True


async def change(turn: Turn) -> None:
    """Moves a visit: which one, if there are several, then new slots."""
    await _pick(turn, Step.CHANGE_APPOINTMENT)


async def cancel(turn: Turn) -> None:
    """Calls a visit off: which one, if there are several, then a read-back."""
    await _pick(turn, Step.CANCEL_APPOINTMENT)


async def _orders(turn: Turn) -> tuple[OpenOrder, ...]:
    household = await turn.household()
    if household is None:
        return ()
    return await work_orders.open_orders(turn.uow, tenant_id=household.tenant.id)


async def _pick(turn: Turn, step: Step) -> None:
    orders = [
        order
        for order in await _orders(turn)
        if order.appointment or step is Step.CHANGE_APPOINTMENT
    ]
    named = find_reference(turn.words)
    chosen = [order for order in orders if order.order.reference == named] or orders
    turn.settle()
    if not chosen:
        turn.say("appointments_none")
    elif len(chosen) == 1:
        await _act(turn, step, chosen[0])
    else:
        _ask_which(turn, step, chosen)


def _ask_which(turn: Turn, step: Step, orders: Sequence[OpenOrder]) -> None:
    turn.ask(
        Asked.WHICH_ORDER,
        turn.line("which_order"),
        choices=[_title(turn, order) for order in orders],
        why=turn.line("which_order_why"),
        data={"step": step, "orders": [order.order.id for order in orders]},
    )


def _title(turn: Turn, order: OpenOrder) -> str:
    when = f", {order.appointment.words()}" if order.appointment else ""
    return f"{turn.deal.title_of(order.order.issue)}{when}"


async def read_which(turn: Turn, question: OpenQuestion) -> bool:
    """The visit that was meant, by number, words or reference."""
    chosen = read_choice(question.choices, turn.words)
    named = find_reference(turn.words)
    ids = question.data["orders"]
    wanted = None
    if chosen is not None:
        wanted = ids[[choice.payload for choice in question.choices].index(chosen)]
    orders = {order.order.id: order for order in await _orders(turn)}
    meant = next(
        (o for o in orders.values() if o.order.id == wanted or o.order.reference == named), None
    )
    if meant is None:
        return False
    turn.settle()
    await _act(turn, Step(question.data["step"]), meant)
    return True


async def _act(turn: Turn, step: Step, order: OpenOrder) -> None:
    appointment = order.appointment
    if appointment is not None and appointment.state in UNDER_WAY:
        await booking.on_the_way(turn)
        return
    if step is Step.CHANGE_APPOINTMENT:
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
    turn.settle()
    if not agreed:
        turn.say("cancel_kept")
        return True
    try:
        await diary.cancel(
            turn.uow,
            appointment_id=question.data["appointment_id"],
            now=turn.now,
            drop_order=True,
        )
    except AppointmentRefused as refused:
        if refused.only_staff:
            await booking.on_the_way(turn)
        else:
            turn.say("appointments_none")
        return True
    turn.say("cancel_done", reference=question.data["reference"])
    return True


def _line(turn: Turn, order: OpenOrder) -> str:
    due = order.order.required_completion
    if order.appointment is not None:
        when = order.appointment.words()
    elif order.order.state == "raised" and due is not None:
        when = turn.line("appointment_when_ordered", day=spoken_day(to_london(due).date()))
    else:
        when = turn.line("appointment_when_staff")
    return turn.line(
        "appointment_line",
        reference=order.order.reference,
        issue=turn.deal.title_of(order.order.issue),
        when=when,
    )
