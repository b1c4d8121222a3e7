"""Complaints and hazards on record, and the steps people take on them."""

from datetime import date, datetime
from typing import Any, Protocol

from housing.domain.casework.complaint_stages import ComplaintOnRecord, StepTaken
from housing.domain.casework.hazard_steps import HazardOnRecord, StepDone


class CaseSteps(Protocol):
    async def complaint(self, complaint_id: int) -> ComplaintOnRecord | None: ...

    async def complaint_steps(self, complaint_id: int) -> tuple[StepTaken, ...]:
        """Oldest first."""
        ...

    async def take_complaint_step(
        self,
        complaint_id: int,
        *,
        stage: int,
        step: str,
        officer_id: int | None,
        text: str,
        now: datetime,
    ) -> bool:
        """False when somebody has taken it before."""
        ...

    async def complaints_of(
        self, conversation_id: int, tenant_id: int | None
    ) -> tuple[ComplaintOnRecord, ...]:
        """Those of the conversation, and of the tenant if one is given; newest first."""
        ...

    async def add_to_complaint(
        self, complaint_id: int, *, message_id: int, words: str, now: datetime
    ) -> bool:
        """Keeps what a message adds to a complaint; False when it has been kept before."""
        ...

    async def change_complaint(self, complaint_id: int, **changes: Any) -> None: ...

    async def hazard(self, hazard_id: int) -> HazardOnRecord | None: ...

    async def hazard_steps(self, hazard_id: int) -> tuple[StepDone, ...]:
        """In the order they were recorded."""
        ...

    async def take_hazard_step(
        self, hazard_id: int, *, step: str, on_day: date, officer_id: int, text: str, now: datetime
    ) -> bool:
        """False when somebody has recorded it before."""
        ...
