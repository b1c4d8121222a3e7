"""A danger that the tenant takes back: it never was one, or it is over; or goes on after all.

The alert is marked and stays with staff, the operative is told, nothing is called off before a
person says so, and the report goes on where it was.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.danger.reading import SURE, Danger
from housing.domain.danger.taking_back import OF_PEOPLE, TakenBack, goes_on_after_all, taken_back
from housing.domain.deal.deal import Deal, RepairPriority
from housing.domain.messaging.conversation import Message, Reply
from housing.domain.messaging.dialogue import Asked, Dialogue
from housing.domain.messaging.handoff import DANGER, Priority
from housing.domain.people.desk import Alert
from housing.domain.reading.told_address import find_address
from housing.domain.repairs.work_orders import WorkOrder
from housing.services.conversation.problems.triage import next_parked
from housing.services.conversation.safety.danger import Watched, open_again
from housing.services.conversation.safety.emergency_in_hand import standing_order
from housing.services.conversation.turn import Heard, Turn
from housing.services.desk import alerts, handoffs
from housing.services.repairs import on_call

WITHIN = timedelta(days=1)


async def hear(
    uow: UnitOfWork, deal: Deal, *, message: Message, words: str, tells_danger: bool, now: datetime
) -> Watched | None:
    """What is done when the plain words take back what was raised; None when they do not.

    `tells_danger`: the message is read as danger too, so that nothing in it is over.
    """
    raised = await _raised(uow, message, now)
    conversation = await uow.talk.conversation(message.conversation_id)
    dialogue = Dialogue.from_json(conversation.dialogue)
    may_be_over = not (tells_danger or _answers_a_question(dialogue))
    heard = {alert.id: _heard_of(alert, words, may_be_over=may_be_over) for alert in raised}
    for alert in raised:
        if how := heard[alert.id]:
            await alerts.take_back(uow, alert=alert, words=message.text, how=how, now=now)
    if not raised or None in heard.values():
        # "Not gas, a burning smell" denies the gas and nothing else: the rest stands.
        return None
    of_people = any(alert.danger in OF_PEOPLE for alert in raised)
    await handoffs.take_back(uow, conversation_id=conversation.id, lower=not of_people, now=now)
    order = await _emergency_order(uow, dialogue)
    if order is not None:
        await on_call.taken_back(uow, deal, work_order_id=order.id, now=now)
    return Watched(
        (Reply(_said(deal, raised, order)), *await _goes_on(uow, deal, message, dialogue, now)),
        alerted=True,
        answered=True,
    )


def _heard_of(alert: Alert, words: str, *, may_be_over: bool) -> TakenBack | None:
    how = taken_back(words, {alert.danger})
    return None if how is TakenBack.OVER and not may_be_over else how


async def hear_it_goes_on(
    uow: UnitOfWork, deal: Deal, *, message: Message, words: str, now: datetime
) -> tuple[Danger, ...]:
    """What was taken back and by these plain words is not over: it is an emergency again for staff,
    and for the operative who was told that it is none."""
    found = await alerts.of_dangers(uow, message.conversation_id, since=now - WITHIN)
    standing = {one.danger for one in found if one.stands}
    kinds = {one.danger for one in found} - standing
    if not kinds or not goes_on_after_all(words):
        return ()
    for kind in sorted(kinds):
        await _queue_again(uow, deal, message, kind, now)
    order = await standing_order(uow, deal, message.conversation_id, now)
    if order is not None:
        await on_call.goes_on_after_all(uow, deal, work_order_id=order.id, now=now)
    return tuple(Danger(kind, SURE, message.text) for kind in sorted(kinds))


async def _queue_again(
    uow: UnitOfWork, deal: Deal, message: Message, kind: str, now: datetime
) -> None:
    emergency = deal.emergencies.get(kind)
    await handoffs.open_handoff(
        uow,
        conversation_id=message.conversation_id,
        reason=DANGER,
        summary=emergency.staff_line if emergency else kind,
        priority=Priority.EMERGENCY,
        context={"danger": kind, "taken_back": False},
        answer_due_at=deal.landlord.answer_by(Priority.EMERGENCY, now),
        now=now,
    )


async def _raised(uow: UnitOfWork, message: Message, now: datetime) -> tuple[Alert, ...]:
    """What stands in the conversation and could be taken back by this message."""
    found = await alerts.of_dangers(uow, message.conversation_id, since=now - WITHIN)
    return tuple(one for one in found if one.stands and one.message_id != message.id)


def _answers_a_question(dialogue: Dialogue) -> bool:
    """ "Cancel it" to a question is about what was asked; where to come is no such question."""
    return dialogue.question is not None and dialogue.question.kind is not Asked.ADDRESS


async def _emergency_order(uow: UnitOfWork, dialogue: Dialogue) -> WorkOrder | None:
    if dialogue.case is None or dialogue.case.work_order_id is None:
        return None
    order = await uow.orders.order(dialogue.case.work_order_id)
    is_emergency = order is not None and order.open and order.priority == RepairPriority.EMERGENCY
    return order if is_emergency else None


def _said(deal: Deal, raised: tuple[Alert, ...], order: WorkOrder | None) -> str:
    known = [deal.emergencies[one.danger] for one in raised if one.danger in deal.emergencies]
    after = next((one.after for one in known if one.after), "")
    if order is None:
        return deal.texts.line("taken_back", after=after)
    return deal.texts.line("taken_back_order", after=after, reference=order.reference)


async def _goes_on(
    uow: UnitOfWork, deal: Deal, message: Message, dialogue: Dialogue, now: datetime
) -> tuple[Reply, ...]:
    """What was open is asked again; else what was told beside the danger gets its turn."""
    if dialogue.question is not None and dialogue.question.kind is Asked.ADDRESS:
        await _keep_address(uow, dialogue, message)
        dialogue = dialogue.settled()
    dialogue = replace(dialogue, maybe=None)
    await uow.talk.save_dialogue(message.conversation_id, dialogue.as_json())
    if dialogue.question is not None or not dialogue.parked:
        return open_again(dialogue)
    conversation = await uow.talk.conversation(message.conversation_id)
    turn = Turn(uow, deal, conversation, Heard(message.id, message.text), now, dialogue)
    await next_parked(turn)
    await uow.talk.save_dialogue(conversation.id, turn.dialogue.as_json())
    return tuple(turn.replies)


async def _keep_address(uow: UnitOfWork, dialogue: Dialogue, message: Message) -> None:
    """It was asked for and told in the same breath, and who looks into it needs it all the same."""
    told = find_address(message.text)
    if told is not None and dialogue.case is not None:
        await uow.reports.change_report(dialogue.case.report_id, told_address=told.address)
