"""Nearby jobs over SQL: what is free of an operative's day, and which jobs wait."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, Select, and_, case, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.homes import home, tenant
from housing.adapters.sql.tables.repairs import appointment, diary_window, work_order
from housing.adapters.sql.tables.talk import conversation, message
from housing.domain.clock.local_time import at_london, end_of_day
from housing.domain.messaging.conversation import Channel
from housing.domain.repairs.appointments import LIVE, AppointmentState
from housing.domain.repairs.nearby_jobs import SpareWindow, WaitingJob
from housing.domain.repairs.work_orders import WorkOrderState

_LIVE_STATES = [state.value for state in LIVE]
_SEEN = [
    state.value
    for state in (
        AppointmentState.DESPATCHED,
        AppointmentState.ARRIVED,
        AppointmentState.COMPLETED,
        AppointmentState.NO_ACCESS,
    )
]


class NearbyJobs(Repository):
    """Work near by that an operative with time left can take."""

    _connection: AsyncConnection

    async def spare_windows(self, operative_id: int, day: date) -> tuple[SpareWindow, ...]:
        """The operative's windows of the day with the minutes that nobody has taken."""
        w = diary_window.c
        query = (
            select(diary_window)
            .where(w.operative_id == operative_id, w.date == day, w.open)
            .order_by(w.earliest, w.latest)
        )
        return tuple(_spare(row) for row in await self._connection.execute(query))

    async def standing_at(self, operative_id: int, day: date) -> tuple[str, str] | None:
        """Postcode and patch of the operative's latest visit under way or done on that day, else
        of the first one to come; None for a day without visits.
        """
        a, w = appointment.c, diary_window.c
        under_way = case((a.state.in_(_SEEN), 0), else_=1)
        query = (
            select(home.c.postcode, home.c.patch)
            .join_from(appointment, diary_window)
            .join(work_order, work_order.c.id == a.work_order_id)
            .join(home, home.c.id == work_order.c.home_id)
            .where(w.operative_id == operative_id, w.date == day)
            .where(a.state.in_([*_SEEN, AppointmentState.SCHEDULED.value]))
            .order_by(under_way, case((under_way == 0, a.changed_at)).desc(), a.earliest_arrival)
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return (row.postcode, row.patch) if row else None

    async def postcode_of_patch(self, patch: str) -> str:
        """Of one home there, to measure from; empty for a patch without homes."""
        query = select(func.min(home.c.postcode)).where(home.c.patch == patch)
        return (await self._connection.execute(query)).scalar() or ""

    async def waiting_jobs(
        self,
        *,
        trades: Collection[str],
        issues: Collection[str],
        today: date,
        silent_since: datetime,
    ) -> tuple[WaitingJob, ...]:
        """Raised orders without a visit, and those whose tenant takes one at short notice, of these
        trades or issues, oldest target first; none of a tenant who cannot be texted or has written
        since then.
        """
        query = _waiting(today, silent_since).where(
            or_(work_order.c.trade.in_(trades), work_order.c.issue.in_(issues))
        )
        found = (await self._connection.execute(query)).mappings()
        return tuple(WaitingJob(**row) for row in found)

    async def agree_short_notice(self, work_order_id: int, *, agreed: bool) -> None:
        await self._connection.execute(
            update(work_order).where(work_order.c.id == work_order_id).values(short_notice=agreed)
        )


def _waiting(today: date, silent_since: datetime) -> Select[Any]:
    """Orders whose tenant can be texted, with no visit to come or one they would give up."""
    o, visit = work_order.c, appointment.alias("visit")
    live = and_(visit.c.work_order_id == o.id, visit.c.state.in_(_LIVE_STATES))
    would_give_up = and_(
        o.short_notice,
        visit.c.state == AppointmentState.SCHEDULED.value,
        visit.c.earliest_arrival > end_of_day(today),
    )
    return (
        select(
            o.id.label("work_order_id"),
            o.reference,
            o.issue,
            o.trade,
            o.minutes,
            o.priority,
            home.c.postcode,
            home.c.patch,
            home.c.address,
            tenant.c.mobile,
            o.required_completion,
            o.created_at,
            visit.c.id.label("later_visit"),
        )
        .join_from(work_order, home, home.c.id == o.home_id)
        .join(tenant, tenant.c.id == o.tenant_id)
        .outerjoin(visit, live)
        .where(o.state.in_([WorkOrderState.RAISED.value, WorkOrderState.SCHEDULED.value]))
        .where(or_(visit.c.id.is_(None), would_give_up))
        .where(tenant.c.mobile.is_not(None), ~_called_off_today(today), ~_busy(silent_since))
        .order_by(o.required_completion, o.id)
    )


def _called_off_today(today: date) -> Any:
    """A visit of the order was made and cancelled today: the tenant does not want it today."""
    gone = appointment.alias("gone")
    return exists().where(
        gone.c.work_order_id == work_order.c.id,
        gone.c.state == AppointmentState.CANCELLED.value,
        gone.c.created_at >= at_london(today, time.min),
        gone.c.earliest_arrival <= end_of_day(today),
    )


def _busy(silent_since: datetime) -> Any:
    """The tenant's number gets no texts, or its owner is writing to us just now."""
    talk = conversation.c
    writing = exists().where(
        message.c.conversation_id == talk.id,
        message.c.direction == "in",
        message.c.created_at > silent_since,
    )
    return exists().where(
        talk.channel == Channel.SMS.value,
        talk.address == tenant.c.mobile,
        or_(talk.opted_out_at.is_not(None), writing),
    )


def _spare(row: Row[Any]) -> SpareWindow:
    free = row.minutes - row.used_minutes
    return SpareWindow(
        diary_window_id=row.id,
        window=row.window,
        earliest=at_london(row.date, row.earliest),
        latest=at_london(row.date, row.latest),
        minutes=free,
        routine_minutes=min(free, row.minutes - row.held_back_minutes - row.routine_minutes),
    )
