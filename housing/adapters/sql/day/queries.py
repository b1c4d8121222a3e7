"""Queries for an operative's day and for one visit of it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from housing.adapters.sql.tables.field import (
    location_alert,
    person_alert,
    visit_note,
    visit_photo,
)
from housing.adapters.sql.tables.homes import home, tenant
from housing.adapters.sql.tables.repairs import (
    appointment,
    call_out,
    diary_window,
    operative,
    work_element,
    work_order,
)
from housing.adapters.sql.tables.reports import report, report_note
from housing.adapters.sql.tables.talk import message
from housing.domain.repairs.appointments import LIVE, AppointmentState
from housing.domain.repairs.on_call import ANSWERABLE

SHOWN_PHOTOS = 40
TWO_TO_ATTEND = "two_to_attend"
_LIVE_STATES = [state.value for state in LIVE if state is not AppointmentState.RESERVED]


def jobs(operative_id: int) -> Select[Any]:
    """The operative's visits, in the order of the round: by window, then neighbours together."""
    a, o, w = appointment.c, work_order.c, diary_window.c
    return (
        select(*_job_columns())
        .join_from(appointment, diary_window, w.id == a.diary_window_id)
        .join(work_order, o.id == a.work_order_id)
        .join(report, report.c.id == o.report_id)
        .outerjoin(home, home.c.id == o.home_id)
        .outerjoin(tenant, tenant.c.id == o.tenant_id)
        .where(w.operative_id == operative_id, a.state != AppointmentState.RESERVED.value)
        .order_by(
            w.date, a.latest_arrival, a.earliest_arrival, home.c.postcode, home.c.address, a.id
        )
    )


def _job_columns() -> tuple[ColumnElement[Any], ...]:
    a, o, w = appointment.c, work_order.c, diary_window.c
    about_person = _count(person_alert, person_alert.c.tenant_id == o.tenant_id)
    two = _count(
        person_alert,
        and_(person_alert.c.tenant_id == o.tenant_id, person_alert.c.code == TWO_TO_ATTEND),
    )
    about_place = _count(location_alert, location_alert.c.home_id == o.home_id)
    return (
        a.id.label("appointment_id"),
        o.id.label("work_order_id"),
        o.reference,
        o.issue,
        o.trade,
        o.priority,
        a.minutes,
        a.state,
        w.window,
        w.date,
        a.earliest_arrival,
        a.latest_arrival,
        o.home_id,
        o.tenant_id,
        tenant.c.name.label("tenant"),
        tenant.c.mobile,
        tenant.c.needs,
        home.c.address.label("home_address"),
        home.c.postcode,
        report.c.told_address,
        (about_person + about_place).label("alerts"),
        two.label("two_to_attend"),
    )


def on_day(query: Select[Any], day: date, today: date) -> Select[Any]:
    """Those of the day; today also what yesterday left under way or unvisited."""
    a, w = appointment.c, diary_window.c
    if day != today:
        return query.where(w.date == day)
    left = and_(w.date == today - timedelta(days=1), a.state.in_(_LIVE_STATES))
    return query.where(or_(w.date == today, left))


def days(operative_id: int, first: date, last: date) -> Select[Any]:
    """How many visits each day has."""
    a, w = appointment.c, diary_window.c
    return (
        select(w.date, func.count().label("visits"))
        .join_from(appointment, diary_window, w.id == a.diary_window_id)
        .where(w.operative_id == operative_id, w.date.between(first, last))
        .where(a.state.in_(_LIVE_STATES))
        .group_by(w.date)
        .order_by(w.date)
    )


def problems(work_order_id: int) -> Select[Any]:
    """All that the order sees to, what it was raised for first."""
    e = work_element.c
    return (
        select(e.issue, report.c.words, e.minutes, e.completed_at)
        .join_from(work_element, report, report.c.id == e.report_id)
        .where(e.work_order_id == work_order_id)
        .order_by(e.id)
    )


def told(work_order_id: int) -> Select[Any]:
    r, h = report.c, home.c
    return (
        select(
            r.words,
            r.facts,
            message.c.understanding,
            r.created_at,
            work_order.c.required_completion,
            h.reference.label("home"),
            h.floor,
            h.bedrooms,
            h.heating,
        )
        .join_from(work_order, report, r.id == work_order.c.report_id)
        .join(message, message.c.id == r.message_id)
        .outerjoin(home, h.id == work_order.c.home_id)
        .where(work_order.c.id == work_order_id)
    )


def told_beside(work_order_id: int) -> Select[Any]:
    """Of every problem that the order sees to."""
    n = report_note.c
    of_order = select(work_element.c.report_id).where(work_element.c.work_order_id == work_order_id)
    first = select(work_order.c.report_id).where(work_order.c.id == work_order_id)
    return (
        select(n.words, n.created_at)
        .where(or_(n.report_id.in_(of_order), n.report_id.in_(first)))
        .order_by(n.id)
    )


def person_alerts(tenant_id: int | None) -> Select[Any]:
    p = person_alert.c
    return select(p.id, p.code, p.comment).where(p.tenant_id == tenant_id).order_by(p.id)


def location_alerts(home_id: int | None) -> Select[Any]:
    p = location_alert.c
    return select(p.id, p.code, p.comment).where(p.home_id == home_id).order_by(p.id)


def earlier_visits(work_order_id: int, appointment_id: int) -> Select[Any]:
    """The order's other visits that were made or tried; moved ones are no news."""
    a = appointment.c
    made = (AppointmentState.COMPLETED.value, AppointmentState.NO_ACCESS.value)
    return (
        select(
            a.id.label("appointment_id"),
            a.state,
            a.earliest_arrival,
            a.latest_arrival,
            operative.c.name.label("operative"),
        )
        .join_from(appointment, diary_window, diary_window.c.id == a.diary_window_id)
        .join(operative, operative.c.id == diary_window.c.operative_id)
        .where(a.work_order_id == work_order_id, a.id != appointment_id, a.state.in_(made))
        .order_by(a.earliest_arrival.desc())
    )


def earlier_repairs(home_id: int | None, issue: str, work_order_id: int) -> Select[Any]:
    """Completed orders of the same issue in the home, newest first."""
    o, a = work_order.c, appointment.c
    last = and_(a.work_order_id == o.id, a.state == AppointmentState.COMPLETED.value)
    return (
        select(o.reference, o.completed_at, operative.c.name.label("operative"))
        .join_from(work_order, appointment, last, isouter=True)
        .outerjoin(diary_window, diary_window.c.id == a.diary_window_id)
        .outerjoin(operative, operative.c.id == diary_window.c.operative_id)
        .where(o.home_id == home_id, o.issue == issue, o.id != work_order_id)
        .where(o.completed_at.is_not(None))
        .order_by(o.completed_at.desc())
        .limit(3)
    )


def notes(work_order_id: int) -> Select[Any]:
    n = visit_note.c
    return (
        select(n.appointment_id, operative.c.name.label("operative"), n.text, n.written_at)
        .join_from(visit_note, appointment, appointment.c.id == n.appointment_id)
        .join(operative, operative.c.id == n.operative_id)
        .where(appointment.c.work_order_id == work_order_id)
        .order_by(n.written_at, n.id)
    )


def photos(work_order_id: int) -> Select[Any]:
    p = visit_photo.c
    return (
        select(p.id, p.appointment_id, operative.c.name.label("operative"), p.taken_at)
        .join_from(visit_photo, appointment, appointment.c.id == p.appointment_id)
        .join(operative, operative.c.id == p.operative_id)
        .where(appointment.c.work_order_id == work_order_id)
        .order_by(p.taken_at, p.id)
        .limit(SHOWN_PHOTOS)
    )


def emergencies(operative_id: int) -> Select[Any]:
    """Call-outs of the operative that can still be accepted: nobody has the order yet."""
    o, c = work_order.c, call_out.c
    return (
        select(
            o.id.label("work_order_id"),
            o.reference,
            o.issue,
            o.required_completion,
            report.c.told_address,
            home.c.address.label("home_address"),
            home.c.postcode,
        )
        .join_from(call_out, work_order, o.id == c.work_order_id)
        .join(report, report.c.id == o.report_id)
        .outerjoin(home, home.c.id == o.home_id)
        .where(c.operative_id == operative_id, c.state.in_([s.value for s in ANSWERABLE]))
        .where(o.operative_id.is_(None), o.state == "staff")
        .order_by(o.required_completion, o.id)
    )


def _count(table: Any, whose: Any) -> Any:
    return select(func.count()).select_from(table).where(whose).scalar_subquery()
