"""Repairs as staff look at them, read straight from SQL: late ones, recalls, what is learned."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from housing.adapters.sql.tables.repairs import appointment, work_order
from housing.adapters.sql.tables.reports import report
from housing.adapters.sql.views.desk_views import DeskViews, rows
from housing.domain.repairs.appointments import AppointmentEvent, AppointmentState
from housing.domain.repairs.learning import JobOutcome
from housing.domain.repairs.work_orders import OPEN, WorkOrderState

_LIMIT = 200


@dataclass(frozen=True, slots=True)
class RepairRow:
    """An open repair; `due_at` is its target, `visit_at` its visit if it has one."""

    reference: str
    issue: str
    conversation_id: int
    due_at: datetime | None
    visit_at: datetime | None
    recall_of: str | None


class RepairViews(DeskViews):
    """Reads over its own transactions, which take no write lock."""

    async def late(self, now: datetime) -> tuple[RepairRow, ...]:
        """Open repairs past their target, the longest overdue first."""
        w = work_order.c
        return await self._repairs(w.required_completion < now)

    async def recalls(self) -> tuple[RepairRow, ...]:
        """Open repairs that are an earlier one come back."""
        return await self._repairs(work_order.c.recall_of_id.is_not(None))

    async def outcomes(self, since: datetime) -> tuple[JobOutcome, ...]:
        """The jobs completed since then."""
        async with self.reading() as connection:
            return await rows(connection, JobOutcome, _outcomes(since))

    async def _repairs(self, wanted: ColumnElement[bool]) -> tuple[RepairRow, ...]:
        async with self.reading() as connection:
            return await rows(connection, RepairRow, _open_repairs(wanted))


def _open_repairs(wanted: ColumnElement[bool]) -> Select[Any]:
    w, earlier = work_order.c, work_order.alias("earlier")
    to_come = [AppointmentState.SCHEDULED, AppointmentState.DESPATCHED, AppointmentState.ARRIVED]
    return (
        select(
            w.reference,
            w.issue,
            report.c.conversation_id,
            w.required_completion.label("due_at"),
            appointment.c.earliest_arrival.label("visit_at"),
            earlier.c.reference.label("recall_of"),
        )
        .join(report, report.c.id == w.report_id)
        .outerjoin(earlier, earlier.c.id == w.recall_of_id)
        .outerjoin(
            appointment,
            and_(appointment.c.work_order_id == w.id, appointment.c.state.in_(to_come)),
        )
        .where(w.state.in_([state.value for state in OPEN]), wanted)
        .order_by(w.required_completion, w.id)
        .limit(_LIMIT)
    )


def _outcomes(since: datetime) -> Select[Any]:
    w, a = work_order.c, appointment.c
    again = work_order.alias("again")
    timed = a.minutes_spent.is_not(None)
    recalls = (
        select(func.count()).where(again.c.recall_of_id == w.id).correlate(work_order)
    ).scalar_subquery()
    return (
        select(
            w.issue,
            w.trade,
            (recalls > 0).label("recalled"),
            _count(a.ended_by == AppointmentEvent.NO_ACCESS.value).label("no_access"),
            _count(a.ended_by == AppointmentEvent.FOLLOW_ON.value).label("follow_ons"),
            _count(timed).label("timed_visits"),
            func.coalesce(func.sum(case((timed, a.minutes), else_=0)), 0).label("planned_minutes"),
            func.coalesce(func.sum(a.minutes_spent), 0).label("spent_minutes"),
        )
        .join(appointment, a.work_order_id == w.id)
        .where(w.state == WorkOrderState.COMPLETED.value, w.completed_at >= since)
        .group_by(w.id, w.issue, w.trade)
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
