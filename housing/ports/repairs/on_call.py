"""Emergencies put to operatives on call, as the services need them."""

from datetime import datetime
from typing import Protocol

from housing.domain.repairs.appointments import Appointment
from housing.domain.repairs.on_call import CallOut, CallOutState
from housing.domain.repairs.work_orders import WorkOrder


class OnCall(Protocol):
    async def count_unproved(
        self, *, but: int, conversation_id: int | None = None, since: datetime | None = None
    ) -> int:
        """Orders of nobody's, other than `but`, that operatives were asked about: those of one
        conversation which are still open, or all that were asked since that time."""
        ...

    async def call_outs(self, work_order_id: int) -> tuple[CallOut, ...]:
        """Everybody who was asked about the order, in that order."""
        ...

    async def open_call_outs(self, mobile: str) -> tuple[CallOut, ...]:
        """What the operative with this number was asked about open orders, newest first, whether
        somebody else has accepted meanwhile or not."""
        ...

    async def call_outs_to(self, operative_id: int) -> tuple[CallOut, ...]:
        """What the operative was asked about orders that are still open, whatever they answered."""
        ...

    async def add_call_out(
        self, *, work_order_id: int, operative_id: int, now: datetime
    ) -> CallOut: ...

    async def answer_call_out(self, call_out_id: int, state: CallOutState, now: datetime) -> bool:
        """Sets the answer; False when it would be a second acceptance of the order."""
        ...

    async def unassign(self, work_order_id: int) -> None:
        """The order is with staff again until somebody accepts it."""
        ...

    async def put_back(self, work_order_id: int, *, now: datetime) -> None:
        """Nobody has it any more; who had accepted it was asked in vain, and may accept again."""
        ...

    async def assign(
        self, order: WorkOrder, *, operative_id: int, actor: str, now: datetime
    ) -> Appointment:
        """The order is the operative's: a visit from now until its deadline, in a diary window of
        its own that nothing else can be booked into."""
        ...
