"""An officer signs out: what they still have goes back to the queue, so that nobody waits for a
person who has gone home. Closing the browser alone gives nothing back."""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.texts import Texts
from housing.domain.messaging.handoff import Handoff
from housing.domain.people.desk import Officer
from housing.services.desk import actions as desk_actions
from housing.services.desk import replies as desk_replies


async def give_back(
    uow: UnitOfWork, *, officer: Officer, texts: Texts, now: datetime
) -> tuple[Handoff, ...]:
    """Puts every conversation that the officer has back into the queue, with a note of it."""
    released = []
    for held in await uow.desk.claims_of(officer.id):
        await desk_actions.add_note(
            uow,
            conversation_id=held.conversation_id,
            officer=officer,
            text=f"Back in the queue: {officer.name} signed out.",
            now=now,
        )
        released.append(
            await desk_replies.release(
                uow, handoff_id=held.id, officer=officer, texts=texts, now=now
            )
        )
    return tuple(released)
