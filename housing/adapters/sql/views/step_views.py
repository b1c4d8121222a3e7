"""One complaint or one hazard as the desk shows it, with the steps taken. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from housing.adapters.sql.tables import desk, homes, reports, steps
from housing.adapters.sql.views.charge_views import ChargeViews
from housing.adapters.sql.views.desk_views import rows


@dataclass(frozen=True, slots=True)
class ComplaintDetail:
    id: int
    reference: str
    conversation_id: int
    words: str
    created_at: datetime
    tenant: str | None


@dataclass(frozen=True, slots=True)
class HazardDetail:
    id: int
    reference: str
    conversation_id: int
    words: str
    household: Mapping[str, Any]
    tenant: str | None


@dataclass(frozen=True, slots=True)
class ComplaintStepRow:
    """`officer` is None where the tenant took the step."""

    step: str
    stage: int
    text: str
    at: datetime
    officer: str | None


@dataclass(frozen=True, slots=True)
class ComplaintAddition:
    words: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class HazardStepRow:
    step: str
    text: str
    at: datetime
    on_day: date
    officer: str


class StepViews(ChargeViews):
    """The front page's reads, one charge's, one complaint's and one hazard's."""

    async def complaint(self, complaint_id: int) -> ComplaintDetail | None:
        async with self.reading() as connection:
            found = await rows(connection, ComplaintDetail, _complaint(complaint_id))
            return found[0] if found else None

    async def complaint_steps(self, complaint_id: int) -> tuple[ComplaintStepRow, ...]:
        s = steps.complaint_step.c
        taken = (
            select(s.step, s.stage, s.text, s.at, desk.officer.c.name.label("officer"))
            .select_from(steps.complaint_step)
            .outerjoin(desk.officer, desk.officer.c.id == s.officer_id)
            .where(s.complaint_id == complaint_id)
            .order_by(s.id)
        )
        async with self.reading() as connection:
            return await rows(connection, ComplaintStepRow, taken)

    async def complaint_additions(self, complaint_id: int) -> tuple[ComplaintAddition, ...]:
        """What the tenant added later, oldest first."""
        a = steps.complaint_addition.c
        added = select(a.words, a.created_at).where(a.complaint_id == complaint_id).order_by(a.id)
        async with self.reading() as connection:
            return await rows(connection, ComplaintAddition, added)

    async def hazard(self, hazard_id: int) -> HazardDetail | None:
        async with self.reading() as connection:
            found = await rows(connection, HazardDetail, _hazard(hazard_id))
            return found[0] if found else None

    async def hazard_steps(self, hazard_id: int) -> tuple[HazardStepRow, ...]:
        s = steps.hazard_step.c
        done = (
            select(s.step, s.text, s.at, s.on_day, desk.officer.c.name.label("officer"))
            .join_from(steps.hazard_step, desk.officer, desk.officer.c.id == s.officer_id)
            .where(s.hazard_report_id == hazard_id)
            .order_by(s.id)
        )
        async with self.reading() as connection:
            return await rows(connection, HazardStepRow, done)


def _complaint(complaint_id: int) -> Select[Any]:
    p = reports.complaint.c
    return (
        select(
            p.id,
            p.reference,
            p.conversation_id,
            p.words,
            p.created_at,
            homes.tenant.c.name.label("tenant"),
        )
        .select_from(reports.complaint)
        .outerjoin(homes.tenant, homes.tenant.c.id == p.tenant_id)
        .where(p.id == complaint_id)
    )


def _hazard(hazard_id: int) -> Select[Any]:
    z = reports.hazard_report.c
    return (
        select(
            z.id,
            z.reference,
            z.conversation_id,
            z.words,
            z.household,
            homes.tenant.c.name.label("tenant"),
        )
        .select_from(reports.hazard_report)
        .outerjoin(homes.tenant, homes.tenant.c.id == z.tenant_id)
        .where(z.id == hazard_id)
    )
