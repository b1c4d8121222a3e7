"""Offering times by ourselves: when the landlord's diary answers again, or has refused a visit.

Says nothing while staff have the conversation, and waits while another question is open.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from housing.domain.appointments import AppointmentState
from housing.domain.conversation import Owner
from housing.domain.deal import Deal
from housing.domain.dialogue import Case, Dialogue
from housing.domain.quiet_hours import next_allowed
from housing.ports import UnitOfWork
from housing.services import diary, jobs, outbox
from housing.services.conversation.booking import offer_slots
from housing.services.conversation.turn import Heard, Turn
from housing.services.landlord_answers import OFFER_TIMES

LATER = timedelta(minutes=15)


async def offer_times(
    uow: UnitOfWork, deal: Deal, *, work_order_id: int, refused: bool, now: datetime
) -> None:
    """Texts the next free times of an order that still has none; `refused` says sorry first."""
    order = await diary.order_of(uow, work_order_id)
    visits = await uow.diary.live_appointments(order.id)
    if not order.open or any(one.state is not AppointmentState.RESERVED for one in visits):
        return
    report = await uow.reports.report(order.report_id)
    conversation = await uow.talk.lock(report.conversation_id)
    dialogue = Dialogue.from_json(conversation.dialogue)
    if conversation.owner in (Owner.OFFICER, Owner.WAITING):
        return
    if dialogue.awaiting:
        await _try_later(uow, work_order_id, refused=refused, now=now)
        return
    turn = Turn(uow, deal, conversation, Heard(report.message_id, report.words), now, dialogue)
    turn.set_case(Case(order.issue, report.id, told=True, work_order_id=order.id))
    turn.say("time_refused" if refused else "times_at_last", reference=order.reference)
    await offer_slots(turn)
    await _send(turn)


async def _try_later(uow: UnitOfWork, work_order_id: int, *, refused: bool, now: datetime) -> None:
    due_at = next_allowed(now + LATER)
    await jobs.schedule(
        uow,
        kind=OFFER_TIMES,
        key=f"{OFFER_TIMES}:{work_order_id}:{due_at.isoformat()}",
        payload={"work_order_id": work_order_id, "refused": refused},
        due_at=due_at,
    )


async def _send(turn: Turn) -> None:
    said = tuple(reply.text for reply in turn.replies)
    dialogue = replace(turn.dialogue, said=said)
    await turn.uow.talk.save_dialogue(turn.conversation.id, dialogue.as_json())
    for reply in outbox.joined(turn.conversation.channel, turn.replies):
        await outbox.enqueue(
            turn.uow,
            conversation_id=turn.conversation.id,
            author="bot",
            reply=reply,
            now=turn.now,
        )
