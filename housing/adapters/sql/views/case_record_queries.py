"""Queries for the record beside one conversation: tenant, reports, charges, visits, hazards."""

from typing import Any

from sqlalchemy import Select, and_, or_, select

from housing.adapters.sql.casework.hazard_days import investigated_on
from housing.adapters.sql.tables import homes, repairs, reports


def tenant(tenant_id: int) -> Select[Any]:
    t, y, h = homes.tenant.c, homes.tenancy.c, homes.home.c
    return (
        select(
            t.id,
            h.id.label("home_id"),
            t.name,
            t.mobile,
            t.date_of_birth,
            t.needs,
            y.type.label("tenancy_type"),
            y.started_on,
            h.reference.label("home"),
            h.address,
            h.postcode,
            h.patch,
            h.bedrooms,
            h.heating,
        )
        .join_from(homes.tenant, homes.tenancy)
        .join(homes.home)
        .where(t.id == tenant_id)
    )


def reports_of(number: int) -> Select[Any]:
    r = reports.report.c
    return (
        select(
            r.id,
            r.reference,
            r.issue,
            r.words,
            r.facts,
            r.decision,
            r.state,
            r.told_address,
            r.home_id,
            r.created_at,
        )
        .where(r.conversation_id == number)
        .order_by(r.id.desc())
    )


def report_notes(number: int) -> Select[Any]:
    n = reports.report_note.c
    return (
        select(n.report_id, n.words, n.created_at)
        .join_from(reports.report_note, reports.report, n.report_id == reports.report.c.id)
        .where(reports.report.c.conversation_id == number)
        .order_by(n.id)
    )


def charges(number: int) -> Select[Any]:
    g = reports.charge.c
    return (
        select(g.id, g.code, g.amount_pence, g.reason, g.state, g.dispute)
        .join_from(reports.charge, reports.report, g.report_id == reports.report.c.id)
        .where(reports.report.c.conversation_id == number)
        .order_by(g.id.desc())
    )


def visits(number: int, tenant_id: int | None) -> Select[Any]:
    """Open work orders of the tenant (or of this conversation) with their standing appointment, and
    visits that were marked as completed before their time: that can be taken back."""
    w, a = repairs.work_order.c, repairs.appointment.c
    early = and_(
        a.state == "completed", a.ended_by == "complete", a.changed_at < a.earliest_arrival
    )
    stands = or_(a.state.not_in(("cancelled", "completed")), early)
    standing = and_(a.work_order_id == w.id, stands)
    whose = reports.report.c.conversation_id == number
    if tenant_id is not None:
        whose = or_(whose, w.tenant_id == tenant_id)
    return (
        select(
            a.id.label("appointment_id"),
            w.reference,
            w.issue,
            w.trade,
            w.state.label("order_state"),
            w.required_completion,
            a.state,
            a.earliest_arrival,
            a.latest_arrival,
            repairs.diary_window.c.window,
            repairs.operative.c.name.label("operative"),
        )
        .join_from(repairs.work_order, reports.report, w.report_id == reports.report.c.id)
        .outerjoin(repairs.appointment, standing)
        .outerjoin(repairs.diary_window, repairs.diary_window.c.id == a.diary_window_id)
        .outerjoin(repairs.operative, repairs.operative.c.id == repairs.diary_window.c.operative_id)
        .where(whose, or_(w.state.not_in(("completed", "cancelled")), early))
        .order_by(w.id.desc())
    )


def hazards(number: int) -> Select[Any]:
    z = reports.hazard_report.c
    return (
        select(
            z.id,
            z.reference,
            z.hazard,
            z.level,
            z.state,
            z.reported_at,
            z.investigate_by,
            z.investigation_on,
            investigated_on(),
            z.household,
        )
        .where(z.conversation_id == number)
        .order_by(z.id)
    )


def past(number: int, tenant_id: int) -> Select[Any]:
    r = reports.report.c
    return (
        select(r.conversation_id, r.reference, r.issue, r.state, r.created_at)
        .where(r.tenant_id == tenant_id, r.conversation_id != number)
        .order_by(r.id.desc())
        .limit(10)
    )
