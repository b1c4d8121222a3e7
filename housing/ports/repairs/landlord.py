"""The landlord's own repairs system as the service needs it, by HACT's names.

A `LandlordSystem` is called outside of every transaction: it may take seconds, or not answer.
"""

from datetime import timedelta
from typing import Protocol

from housing.domain.repairs.landlord_commands import (
    JobStatusUpdate,
    RaiseRepair,
    RequestAppointment,
    WorkOrderComplete,
)


class LandlordRefused(Exception):
    """It will never accept this command. `reason` is its code, such as slot_taken."""

    code = "landlord_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the landlord's system refused: {reason}")
        self.reason = reason


class LandlordUnavailable(Exception):
    """It does not answer now. `wait` is how long it asked to be left alone, if it did."""

    code = "landlord_unavailable"

    def __init__(self, reason: str, wait: timedelta | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class LandlordSystem(Protocol):
    """Each call has its effect once for its `key`, however often it is made.

    All raise LandlordRefused and LandlordUnavailable.
    """

    async def raise_repair(self, command: RaiseRepair, *, key: str) -> str:
        """The landlord's own reference of the order."""
        ...

    async def request_appointment(self, command: RequestAppointment, *, key: str) -> None:
        """Refused as slot_taken when its own planning has no room there."""
        ...

    async def job_status_update(self, command: JobStatusUpdate, *, key: str) -> None: ...

    async def work_order_complete(self, command: WorkOrderComplete, *, key: str) -> None: ...
