"""How long a tenant waits for a person: the first answer, then the answer to what they write next.

A clock that runs out is told to managers once, by a due job; nobody has to look for it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Landlord
from housing.domain.messaging.conversation import Message
from housing.domain.messaging.handoff import Handoff
from housing.services.messaging import jobs

RUN_OUT = "answer_clock"


async def watch(uow: UnitOfWork, handoff: Handoff) -> None:
    """Has the clock that runs now looked at when it has run out."""
    if handoff.due_at is None:
        return
    await jobs.schedule(
        uow,
        kind=RUN_OUT,
        key=f"{RUN_OUT}:{handoff.id}:{handoff.due_at.isoformat()}",
        payload={"handoff_id": handoff.id},
        due_at=handoff.due_at,
    )


async def tenant_wrote(uow: UnitOfWork, landlord: Landlord, messages: Sequence[Message]) -> None:
    """Starts the clock of the next answer with the first message that nobody has answered.

    `messages` are of one conversation, in order. What an officer has answered since starts none.
    """
    conversation_id = messages[0].conversation_id
    handoff = await uow.desk.open_handoff(conversation_id)
    if handoff is None or handoff.first_reply_at is None or handoff.reply_due_at is not None:
        return
    if await uow.desk.newest_seq_by_people(conversation_id) > messages[-1].seq:
        return
    due = landlord.answer_by(handoff.priority, messages[0].created_at)
    started = await uow.desk.update_handoff(handoff, replace(handoff, reply_due_at=due))
    if started is not None:
        await watch(uow, started)


async def run_out(uow: UnitOfWork, *, handoff_id: int, now: datetime) -> None:
    """The time of a clock has come: when nobody has answered, managers see it, once."""
    found = await uow.desk.handoff(handoff_id)
    if found is None:
        return
    await uow.talk.lock(found.conversation_id)
    handoff = await uow.desk.handoff(handoff_id) or found
    due = handoff.due_at
    if not handoff.open or handoff.late_at is not None or due is None or due > now:
        return
    await uow.desk.update_handoff(handoff, replace(handoff, late_at=now))
    await uow.desk.record(
        actor="system",
        action="answer_late",
        subject=f"conversation:{handoff.conversation_id}",
        detail={"handoff": handoff.id, "due": due.isoformat()},
        now=now,
    )
