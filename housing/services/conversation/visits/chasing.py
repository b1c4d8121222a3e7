"""Where is my repair? What, when, who and what comes next; if it is late, why, and the next time.

Only the tenant's own repairs, by reference or not: another's reference and one that nobody has get
the same answer. A reason is only given when it is on record.
"""

from collections.abc import Sequence

from housing.domain.casework.references import find_reference
from housing.domain.clock.local_time import spoken_by, spoken_day, spoken_time, to_london
from housing.domain.messaging.dialogue import Asked, Case, OpenQuestion
from housing.domain.reading.choosing import read_choice
from housing.domain.repairs.appointments import Appointment, AppointmentEvent, AppointmentState
from housing.domain.repairs.work_orders import EMERGENCY, OpenOrder, WorkOrder, WorkOrderState
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.turn import Step, Turn
from housing.services.conversation.visits import booking
from housing.services.repairs import work_orders

TENANT_CHOOSES = frozenset({"book", "inspect"})
REASONS = {
    AppointmentEvent.NO_ACCESS: "late_no_access",
    AppointmentEvent.MISS: "late_missed",
    AppointmentEvent.REPLAN: "late_replanned",
    AppointmentEvent.FOLLOW_ON: "late_follow_on",
}


async def show(turn: Turn) -> None:
    """The repair that is asked for: by its reference, else the only one, else asks which."""
    orders = await own_orders(turn)
    named = find_reference(turn.words)
    turn.settle()
    if named is not None:
        meant = [order for order in orders if order.order.reference == named]
        if not meant and await _said_finished(turn, named):
            return
        if not meant:
            turn.say("reference_unknown")
        orders = meant or orders
    if not orders:
        turn.say("appointments_none")
    elif len(orders) == 1:
        await tell(turn, orders[0])
    else:
        ask_which(turn, Step.SHOW_APPOINTMENTS, orders)


async def own_orders(turn: Turn) -> Sequence[OpenOrder]:
    """The verified tenant's open repairs, newest first; none for anybody else."""
    household = await turn.household()
    if household is None:
        return ()
    return await work_orders.open_orders(turn.uow, tenant_id=household.tenant.id)


def ask_which(turn: Turn, step: Step, orders: Sequence[OpenOrder]) -> None:
    """Asks between several repairs by title and time; `step` is what is done with the answer."""
    turn.ask(
        Asked.WHICH_ORDER,
        turn.line("which_order"),
        choices=[_title(turn, order) for order in orders],
        why=turn.line("which_order_why"),
        data={"step": step, "orders": [order.order.id for order in orders]},
    )


async def tell(turn: Turn, found: OpenOrder) -> None:
    """How one repair stands, and what can be done about it now."""
    turn.settle()
    turn.tell(_line(turn, found))
    if found.late(turn.now):
        await _own_up(turn, found)
    elif found.appointment is None and await _tenant_chooses(turn, found.order):
        await _offer(turn, found.order)
    elif found.appointment is not None and found.appointment.state is AppointmentState.SCHEDULED:
        _ask_what_next(turn)


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


async def _own_up(turn: Turn, found: OpenOrder) -> None:
    """An apology, the reason if it is on record, the next time at once, and staff told."""
    order, visit = found.order, found.appointment
    await turn.uow.desk.record(
        actor="tenant",
        action="asked_why_late",
        subject=f"work_order:{order.id}",
        detail={"reference": order.reference},
        now=turn.now,
    )
    why = await _why(turn, found)
    to_come = visit is not None and visit.latest_arrival >= turn.now
    if to_come and why:
        turn.say("late_but_booked", why=why)
        _ask_what_next(turn)
    elif why and await _tenant_chooses(turn, order):
        turn.say("late", why=why)
        await _offer(turn, order)
    else:
        turn.say("appointment_late", promise=turn.promise)
        await hand_over(turn, reason="overdue", summary=f"Late: {order.reference}", say=None)


async def _why(turn: Turn, found: OpenOrder) -> str:
    """One sentence on why it is late, or nothing when the record does not say."""
    if found.appointment is not None and found.appointment.latest_arrival < turn.now:
        return turn.line("late_missed", day=_day(found.appointment))
    last = await turn.uow.appointments.last_ended(found.order.id, tuple(REASONS))
    if last is None or last.ended_by is None:
        return ""
    if last.follow_on is not None:
        return turn.line("late_follow_on", why=turn.line(f"follow_on_{last.follow_on}"))
    return turn.line(REASONS[last.ended_by], day=_day(last))


def _day(visit: Appointment) -> str:
    return spoken_day(to_london(visit.earliest_arrival).date())


async def _tenant_chooses(turn: Turn, order: WorkOrder) -> bool:
    """Whether the time is the tenant's to choose; else the landlord plans it and says when."""
    if order.state is WorkOrderState.STAFF:
        return False
    report = await turn.uow.reports.report(order.report_id)
    return (report.decision or {}).get("route") in TENANT_CHOOSES


async def _offer(turn: Turn, order: WorkOrder) -> None:
    turn.set_case(Case(order.issue, order.report_id, work_order_id=order.id))
    await booking.offer_slots(turn, lead="slots_next")


def _ask_what_next(turn: Turn) -> None:
    turn.ask(
        Asked.VISIT_NEXT,
        turn.line("visit_next"),
        choices=[turn.line(key) for key in ("visit_keep", "visit_change", "visit_cancel")],
        why=turn.line("visit_next_why"),
    )


async def _said_finished(turn: Turn, reference: str) -> bool:
    """Says of one of their own repairs that it is over; False when it is not one of them."""
    household = await turn.household()
    order = household and await work_orders.find_order(
        turn.uow, reference=reference, tenant_id=household.tenant.id
    )
    if not order:
        return False
    if order.completed_at is not None:
        day = spoken_day(to_london(order.completed_at).date())
        turn.say("repair_done", reference=order.reference, day=day)
    else:
        turn.say("order_finished")
    return True


def _title(turn: Turn, order: OpenOrder) -> str:
    when = f", {order.appointment.words()}" if order.appointment else ""
    return f"{turn.deal.title_of(order.order.issue)}{when}"


def _line(turn: Turn, found: OpenOrder) -> str:
    return turn.line(
        "appointment_line",
        reference=found.order.reference,
        issue=turn.deal.title_of(found.order.issue),
        when=_when(turn, found),
    )


def _when(turn: Turn, found: OpenOrder) -> str:
    """When and who; the operative's first name, for the tenant is verified here."""
    visit, due = found.appointment, found.order.required_completion
    if visit is None:
        if found.order.priority == EMERGENCY and due is not None and due >= turn.now:
            return turn.line("appointment_when_emergency", by=spoken_by(due))
        if found.order.state is WorkOrderState.RAISED and due is not None and due >= turn.now:
            return turn.line("appointment_when_ordered", day=spoken_day(to_london(due).date()))
        if found.order.state is WorkOrderState.RAISED:
            return turn.line("appointment_when_none")
        return turn.line("appointment_when_staff")
    name = visit.operative_name.split()[0]
    match visit.state:
        case AppointmentState.DESPATCHED:
            by = spoken_time(to_london(visit.latest_arrival).time())
            return turn.line("appointment_when_on_the_way", name=name, by=by)
        case AppointmentState.ARRIVED:
            return turn.line("appointment_when_there", name=name)
        case _:
            return turn.line("appointment_when_booked", name=name, slot=visit.words())


async def read_which(turn: Turn, question: OpenQuestion) -> OpenOrder | None:
    """The repair that was meant, by number, words or reference; None when that is not clear."""
    chosen = read_choice(question.choices, turn.words)
    named = find_reference(turn.words)
    wanted = None
    if chosen is not None:
        place = [choice.payload for choice in question.choices].index(chosen)
        wanted = question.data["orders"][place]
    orders = await own_orders(turn)
    return next((o for o in orders if o.order.id == wanted or o.order.reference == named), None)
