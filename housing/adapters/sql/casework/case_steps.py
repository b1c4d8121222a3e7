"""Complaints and hazards on record, and the steps people take on them, over SQL."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, or_, select, update

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.reports import complaint, hazard_report
from housing.adapters.sql.tables.steps import complaint_addition, complaint_step, hazard_step
from housing.domain.casework.complaint_stages import (
    ComplaintOnRecord,
    ComplaintState,
    ComplaintStep,
    StepTaken,
)
from housing.domain.casework.hazard_steps import HazardOnRecord, HazardStep, StepDone


class CaseSteps(Repository):
    """The unique key of a step decides between two who take it at once."""

    async def complaint(self, complaint_id: int) -> ComplaintOnRecord | None:
        query = select(complaint).where(complaint.c.id == complaint_id)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _complaint(row)

    async def complaints_of(
        self, conversation_id: int, tenant_id: int | None
    ) -> tuple[ComplaintOnRecord, ...]:
        """Those of the conversation, and of the tenant if one is given; newest first."""
        p = complaint.c
        theirs = p.conversation_id == conversation_id
        if tenant_id is not None:
            theirs = or_(theirs, p.tenant_id == tenant_id)
        query = select(complaint).where(theirs).order_by(p.id.desc())
        return tuple(_complaint(row) for row in await self._connection.execute(query))

    async def add_to_complaint(
        self, complaint_id: int, *, message_id: int, words: str, now: datetime
    ) -> bool:
        """Keeps what a message adds to a complaint; False when it has been kept before."""
        added = insert_new(self._connection, complaint_addition, "message_id").values(
            complaint_id=complaint_id, message_id=message_id, words=words, created_at=now
        )
        return (await self._connection.execute(added)).rowcount == 1

    async def complaint_steps(self, complaint_id: int) -> tuple[StepTaken, ...]:
        """Oldest first."""
        s = complaint_step.c
        query = select(complaint_step).where(s.complaint_id == complaint_id).order_by(s.id)
        return tuple(
            StepTaken(row.stage, ComplaintStep(row.step), row.officer_id, row.text, row.at)
            for row in await self._connection.execute(query)
        )

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
        key = ("complaint_id", "stage", "step")
        taken = insert_new(self._connection, complaint_step, *key).values(
            complaint_id=complaint_id,
            stage=stage,
            step=step,
            officer_id=officer_id,
            text=text,
            at=now,
        )
        return (await self._connection.execute(taken)).rowcount == 1

    async def change_complaint(self, complaint_id: int, **changes: Any) -> None:
        await self._connection.execute(
            update(complaint).where(complaint.c.id == complaint_id).values(**changes)
        )

    async def hazard(self, hazard_id: int) -> HazardOnRecord | None:
        query = select(hazard_report).where(hazard_report.c.id == hazard_id)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        return HazardOnRecord(
            id=row.id,
            reference=row.reference,
            conversation_id=row.conversation_id,
            hazard=row.hazard,
            level=row.level,
            reported_at=row.reported_at,
            investigate_by=row.investigate_by,
            state=row.state,
        )

    async def hazard_steps(self, hazard_id: int) -> tuple[StepDone, ...]:
        """In the order they were recorded."""
        s = hazard_step.c
        query = select(hazard_step).where(s.hazard_report_id == hazard_id).order_by(s.id)
        return tuple(
            StepDone(HazardStep(row.step), row.on_day, row.officer_id, row.text, row.at)
            for row in await self._connection.execute(query)
        )

    async def take_hazard_step(
        self, hazard_id: int, *, step: str, on_day: date, officer_id: int, text: str, now: datetime
    ) -> bool:
        """False when somebody has recorded it before."""
        done = insert_new(self._connection, hazard_step, "hazard_report_id", "step").values(
            hazard_report_id=hazard_id,
            step=step,
            on_day=on_day,
            officer_id=officer_id,
            text=text,
            at=now,
        )
        return (await self._connection.execute(done)).rowcount == 1


def _complaint(row: Row[Any]) -> ComplaintOnRecord:
    return ComplaintOnRecord(
        id=row.id,
        reference=row.reference,
        conversation_id=row.conversation_id,
        stage=row.stage,
        state=ComplaintState(row.state),
        acknowledge_by=row.acknowledge_by,
        respond_by=row.respond_by,
    )
