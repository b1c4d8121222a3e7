"""The landlord's own repairs system as the service needs it, by HACT's names, and the queue to it.

A `LandlordSystem` is called outside of every transaction: it may take seconds, or not answer.
"""

from datetime import datetime, timedelta
from typing import Protocol

from housing.domain.repairs.landlord_commands import (
    Command,
    JobStatusUpdate,
    QueuedCommand,
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


class LandlordCommands(Protocol):
    async def add(
        self,
        command: Command,
        *,
        key: str,
        work_order_id: int,
        appointment_id: int | None,
        now: datetime,
    ) -> None:
        """Queues it behind the order's earlier ones; a key that is known changes nothing."""
        ...

    async def next(self, *, now: datetime, until: datetime) -> QueuedCommand | None:
        """The next that is due, for one sender until then; an order's commands keep their order."""
        ...

    async def is_waiting(self, now: datetime) -> bool:
        """Whether one is due, without taking a lock to find out."""
        ...

    async def answered(self, command: QueuedCommand, *, reference: str, now: datetime) -> bool:
        """Keeps the answer; False when the lease is no longer the sender's own."""
        ...

    async def refused(self, command: QueuedCommand, *, reason: str, now: datetime) -> bool: ...

    async def delayed(
        self, command: QueuedCommand, *, error: str, due_at: datetime, now: datetime
    ) -> bool: ...

    async def is_answering(self) -> bool:
        """Whether the last that was heard of the other side was an answer, yes or no."""
        ...

    async def was_refused(self, appointment_id: int) -> bool:
        """Whether the other side never took this appointment."""
        ...

    async def tell_when_raised(self, work_order_id: int) -> bool:
        """Has the tenant told when the order is raised; False when it is already."""
        ...
