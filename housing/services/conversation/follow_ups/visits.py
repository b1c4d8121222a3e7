"""Who comes, when, with what, and whether it still stands."""

from dataclasses import replace
from datetime import timedelta

from housing.domain.clock.local_time import spoken_by
from housing.domain.messaging.dialogue import Asked
from housing.domain.messaging.follow_ups import FollowUp
from housing.domain.repairs.work_orders import OpenOrder, WorkOrder
from housing.services.conversation import noting
from housing.services.conversation.follow_ups.on_record import (
    OnRecord,
    keep,
    put_to_person,
)
from housing.services.conversation.handing_over import standing
from housing.services.conversation.problems.tonight import who_is_in
from housing.services.conversation.safety import emergency_in_hand
from housing.services.conversation.turn import Turn
from housing.services.repairs import on_call, work_orders

# Whoever is on call is told once that it is none, however often it is said.
LATELY = timedelta(hours=1)
# Asked with these open, a day or a visit is what is being settled.
SETTLES_A_VISIT = frozenset(
    {Asked.SLOT, Asked.CONFIRM_SLOT, Asked.WHICH_ORDER, Asked.CONFIRM_CANCEL, Asked.SOONER}
)


async def who_comes(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """First name and trade of a visit, which only who is verified hears; on call the trade."""
    known = [
        turn.line(
            "follow_up_who",
            name=one.appointment.operative_name.split()[0],
            trade=turn.deal.trades[one.order.trade].lower(),
            slot=one.appointment.words(),
        )
        for one in on_record.visits
        if one.appointment is not None
    ]
    if on_record.emergency is not None:
        trade = turn.deal.trades[on_record.emergency.trade].lower()
        known.insert(0, turn.line("follow_up_who_now", trade=trade))
    if not known:
        return await _nobody_yet(turn, asked, on_record)
    return " ".join(known)


async def when_visit(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    if on_record.emergency is not None:
        return await _emergency(turn, on_record.emergency)
    if turn.dialogue.question is not None and turn.dialogue.question.kind in SETTLES_A_VISIT:
        return None
    if on_record.visits:
        return _visits(turn, on_record)
    return await _nobody_yet(turn, asked, on_record)


async def still_on(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    stands = _visits(turn, on_record) if on_record.visits else ""
    if on_record.emergency is not None:
        by = spoken_by(on_record.emergency.required_completion or turn.now)
        reference = on_record.emergency.reference
        emergency = turn.line("follow_up_emergency", reference=reference, by=by)
        stands = f"{emergency} {stands}"
    return stands.strip() or await _nobody_yet(turn, asked, on_record)


async def is_stopped(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Nothing that stands is said to be off, and who asks whether it is wants it so."""
    if on_record.emergency is not None:
        return await stop_it(turn, asked, on_record)
    if on_record.visits:
        return _visits(turn, on_record)
    return await _nobody_yet(turn, asked, on_record)


async def stop_it(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """An emergency is called off by a person alone: the office is told, and at once whoever is on
    call for it, who rings before they go. A visit is called off by its own flow."""
    order = on_record.emergency
    if order is None:
        return None
    await put_to_person(turn, asked)
    if not await on_call.was_taken_back(turn.uow, order.id, since=turn.now - LATELY):
        await on_call.taken_back(turn.uow, turn.deal, work_order_id=order.id, now=turn.now)
    return turn.line("follow_up_not_off", reference=order.reference)


async def must_be_in(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Who must be in for what is booked; of what has no time yet they are told before."""
    await noting.note(turn, asked.words)
    issues = [one.order.issue for one in on_record.visits]
    if on_record.emergency is not None:
        issues.append(on_record.emergency.issue)
    if not issues:
        return turn.line("follow_up_in_later")
    return turn.line("follow_up_in", be_in=who_is_in(turn.deal, *issues))


async def ring_first(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """With nobody to come it is a wish of how to be reached."""
    if on_record.emergency is None and not on_record.visits:
        return await keep(turn, asked, on_record, say="follow_up_reach")
    return await keep(turn, asked, on_record, say="follow_up_ring_first")


async def woman_wanted(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    return turn.line("follow_up_wish", promise=await put_to_person(turn, asked))


async def same_visit(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Two trades are two people; whether one can do both, or on one day, is for who plans it."""
    if not on_record.orders and on_record.emergency is None:
        return None
    return turn.line("follow_up_one_visit", promise=await put_to_person(turn, asked))


async def urgency_wish(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    if turn.dialogue.question is not None and turn.dialogue.question.kind in SETTLES_A_VISIT:
        return None
    if on_record.report is None and on_record.handoff is None:
        return None
    return turn.line("follow_up_sooner", promise=await put_to_person(turn, asked))


async def day_wish(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """With a visit to be moved or chosen, its own flow; else it is kept for who plans or comes."""
    question = turn.dialogue.question
    if question is not None and question.kind in SETTLES_A_VISIT:
        return None
    turn.dialogue = replace(turn.dialogue, wish=asked.words)
    if on_record.visits or (on_record.report is None and on_record.handoff is None):
        return None
    return await keep(turn, asked, on_record, say="follow_up_day")


async def what_next(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    if on_record.emergency is not None:
        promise = await put_to_person(turn, asked)
        return turn.line("follow_up_after_emergency", promise=promise)
    if on_record.visits:
        after = turn.line("follow_up_after_visit")
        return f"{_visits(turn, on_record)} {after}"
    if on_record.handoff is not None:
        await noting.note(turn, asked.words)
        return turn.line("follow_up_next", promise=await standing(turn))
    return await _nobody_yet(turn, asked, on_record)


async def which_ref(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """All of this conversation, by what each is about."""
    reports = await turn.uow.reports.reports_of(turn.conversation.id)
    known = []
    for report in reports:
        if report.state in noting.OVER:
            continue
        order_id = await turn.uow.elements.order_of(report.id)
        order = await turn.uow.orders.order(order_id) if order_id is not None else None
        title = turn.deal.issues[report.issue].words.lower()
        known.append(f"{order.reference if order else report.reference} ({title})")
    if not known:
        return None
    return turn.line("follow_up_refs", references=", ".join(known[:3]))


def _visits(turn: Turn, on_record: OnRecord) -> str:
    return " ".join(_visit(turn, one) for one in on_record.visits)


def _visit(turn: Turn, one: OpenOrder) -> str:
    slot = one.appointment.words() if one.appointment is not None else ""
    title = turn.deal.issues[one.order.issue].title
    return turn.line("follow_up_visit", issue=title, slot=slot, reference=one.order.reference)


async def _emergency(turn: Turn, order: WorkOrder) -> str:
    by = spoken_by(order.required_completion or turn.now)
    what = await emergency_in_hand.what_to_do(turn, order)
    stands = turn.line("emergency_stands", reference=order.reference, by=by)
    return f"{what} {stands}".strip()


async def _nobody_yet(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """No visit is booked: who has it and when they answer; None where something else is open or
    the record is not theirs to hear yet."""
    if on_record.handoff is None and await _may_have_visits(turn):
        return None
    if on_record.handoff is None:
        return turn.line("question_passed_on", promise=await put_to_person(turn, asked))
    await noting.note(turn, asked.words)
    return turn.line("follow_up_no_visit", promise=await standing(turn))


async def _may_have_visits(turn: Turn) -> bool:
    """Whether there may be one that only who has proved who they are hears of, or something is
    still being asked."""
    if turn.dialogue.question is not None or turn.dialogue.case is not None or not turn.by_sms:
        return True
    likely = await turn.likely_household()
    return likely is not None and bool(
        await work_orders.open_orders(turn.uow, tenant_id=likely.tenant.id)
    )
