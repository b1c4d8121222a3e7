"""Nobody leaves a conversation without having read what is still open in it."""

from collections.abc import Collection

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.still_open import StillOpen, still_open
from housing.domain.clock.working_days import WorkingCalendar
from housing.domain.messaging.handoff import Handoff, HandoffRefused
from housing.domain.people.desk import Officer
from housing.services.desk import handoffs


class NotRead(HandoffRefused):
    """Something is open that the officer has not confirmed to have read."""

    code = "still_open"

    def __init__(self) -> None:
        super().__init__(
            "Something is still open in this conversation. Read what it is under "
            '"When you are done", tick that you have, and try again.'
        )


async def of(uow: UnitOfWork, calendar: WorkingCalendar, handoff: Handoff) -> StillOpen:
    """What the handoff's conversation leaves open now."""
    return still_open(handoff, await uow.promises.of(handoff.conversation_id, calendar))


async def must_be_read(
    uow: UnitOfWork,
    calendar: WorkingCalendar,
    *,
    handoff_id: int,
    officer: Officer,
    read: Collection[str],
) -> None:
    """Raises NotRead unless `read` names everything that is open, also what came meanwhile; first
    HandoffTaken or HandoffRefused where the officer does not have the conversation."""
    open_now = await of(uow, calendar, await handoffs.held_by(uow, handoff_id, officer))
    if not open_now.keys <= set(read):
        raise NotRead
