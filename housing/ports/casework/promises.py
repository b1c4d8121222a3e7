"""All open work with who has it, as the services need it. Reads only."""

from typing import Protocol

from housing.domain.casework.promises import Promise
from housing.domain.clock.working_days import WorkingCalendar


class Promises(Protocol):
    async def open(self, calendar: WorkingCalendar) -> tuple[Promise, ...]:
        """Everything that is not finished, of every kind. `calendar` dates the law's clocks."""
        ...

    async def of(self, conversation_id: int, calendar: WorkingCalendar) -> tuple[Promise, ...]:
        """What of it belongs to the conversation."""
        ...
