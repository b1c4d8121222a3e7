"""Queries for what operatives left at a tenant's visits, for staff: notes and photos."""

from typing import Any

from sqlalchemy import Select, or_, select

from housing.adapters.sql.tables.field import visit_note, visit_photo
from housing.adapters.sql.tables.repairs import appointment, operative, work_order
from housing.adapters.sql.tables.reports import report

SHOWN = 20


def notes(number: int, tenant_id: int | None) -> Select[Any]:
    n = visit_note.c
    return (
        select(n.appointment_id, operative.c.name.label("operative"), n.text, n.written_at)
        .join_from(visit_note, appointment, appointment.c.id == n.appointment_id)
        .join(work_order, work_order.c.id == appointment.c.work_order_id)
        .join(report, report.c.id == work_order.c.report_id)
        .join(operative, operative.c.id == n.operative_id)
        .where(_whose(number, tenant_id))
        .order_by(n.written_at.desc(), n.id.desc())
        .limit(SHOWN)
    )


def photos(number: int, tenant_id: int | None) -> Select[Any]:
    p = visit_photo.c
    return (
        select(p.id, p.appointment_id, operative.c.name.label("operative"), p.taken_at)
        .join_from(visit_photo, appointment, appointment.c.id == p.appointment_id)
        .join(work_order, work_order.c.id == appointment.c.work_order_id)
        .join(report, report.c.id == work_order.c.report_id)
        .join(operative, operative.c.id == p.operative_id)
        .where(_whose(number, tenant_id))
        .order_by(p.taken_at.desc(), p.id.desc())
        .limit(SHOWN)
    )


def _whose(number: int, tenant_id: int | None) -> Any:
    """Of the conversation's own reports, and of the tenant's other orders once it is theirs."""
    here = report.c.conversation_id == number
    return here if tenant_id is None else or_(here, work_order.c.tenant_id == tenant_id)
