"""One conversation as the desk shows it, read straight from SQL. Reads only.

Private notes are read here and nowhere on the tenant's side.
"""

from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from housing.adapters.sql.case_rows import (
    AlertRow,
    Case,
    ChargeRow,
    ConversationRow,
    HandoffRow,
    HazardRow,
    MessageRow,
    NoteRow,
    PastRow,
    ReportRow,
    TenantRow,
    VisitRow,
)
from housing.adapters.sql.charge_views import ChargeViews
from housing.adapters.sql.desk_views import rows
from housing.adapters.sql.tables import desk, homes, repairs, reports, talk


class CaseViews(ChargeViews):
    """The front page's reads and one conversation's."""

    async def case(self, conversation_id: int) -> Case | None:
        """All that staff see of a conversation; None when there is no such conversation."""
        async with self.reading() as connection:
            found = await rows(connection, ConversationRow, _conversation(conversation_id))
            return await _case(connection, found[0]) if found else None

    async def case_revision(self, conversation_id: int) -> str:
        """Changes whenever something on the conversation's page may have changed."""
        async with self.reading() as connection:
            found = (await connection.execute(_revision(conversation_id))).one_or_none()
            return "-".join(str(part) for part in found) if found else ""


async def _case(connection: AsyncConnection, talk_row: ConversationRow) -> Case:
    number, tenant_id = talk_row.id, talk_row.tenant_id
    tenants = await rows(connection, TenantRow, _tenant(tenant_id)) if tenant_id else ()
    return Case(
        conversation=talk_row,
        tenant=tenants[0] if tenants else None,
        handoffs=await rows(connection, HandoffRow, _handoffs(number)),
        messages=await rows(connection, MessageRow, _messages(number)),
        reports=await rows(connection, ReportRow, _reports(number)),
        charges=await rows(connection, ChargeRow, _charges(number)),
        visits=await rows(connection, VisitRow, _visits(number, tenant_id)),
        hazards=await rows(connection, HazardRow, _hazards(number)),
        alerts=await rows(connection, AlertRow, _alerts(number)),
        notes=await rows(connection, NoteRow, _notes(number)),
        past=await rows(connection, PastRow, _past(number, tenant_id)) if tenant_id else (),
    )


def _conversation(number: int) -> Select[Any]:
    c = talk.conversation.c
    return (
        select(
            c.id,
            c.channel,
            c.address,
            c.owner,
            c.officer_id,
            desk.officer.c.name.label("officer"),
            c.tenant_id,
            c.verified_at,
            c.opted_out_at,
            c.created_at,
            c.dialogue,
        )
        .select_from(talk.conversation)
        .outerjoin(desk.officer, desk.officer.c.id == c.officer_id)
        .where(c.id == number)
    )


def _tenant(tenant_id: int) -> Select[Any]:
    t, y, h = homes.tenant.c, homes.tenancy.c, homes.home.c
    return (
        select(
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


def _messages(number: int) -> Select[Any]:
    m = talk.message.c
    return (
        select(
            m.id,
            m.seq,
            m.direction,
            m.author,
            desk.officer.c.name.label("officer"),
            m.text,
            m.choices,
            m.media,
            m.state,
            m.error_code,
            m.segments,
            m.understanding,
            m.created_at,
        )
        .select_from(talk.message)
        .outerjoin(desk.officer, desk.officer.c.id == m.officer_id)
        .where(m.conversation_id == number)
        .order_by(m.seq)
    )


def _handoffs(number: int) -> Select[Any]:
    h = desk.handoff.c
    return (
        select(
            h.id,
            h.reason,
            h.summary,
            h.priority,
            h.context,
            h.state,
            h.officer_id,
            desk.officer.c.name.label("officer"),
            h.outcome,
            h.created_at,
            h.answer_due_at,
            h.claimed_at,
            h.first_reply_at,
            h.ended_at,
        )
        .select_from(desk.handoff)
        .outerjoin(desk.officer, desk.officer.c.id == h.officer_id)
        .where(h.conversation_id == number)
        .order_by(h.id.desc())
    )


def _reports(number: int) -> Select[Any]:
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
            r.created_at,
        )
        .where(r.conversation_id == number)
        .order_by(r.id.desc())
    )


def _charges(number: int) -> Select[Any]:
    g = reports.charge.c
    return (
        select(g.id, g.code, g.amount_pence, g.reason, g.state, g.dispute)
        .join_from(reports.charge, reports.report, g.report_id == reports.report.c.id)
        .where(reports.report.c.conversation_id == number)
        .order_by(g.id.desc())
    )


def _visits(number: int, tenant_id: int | None) -> Select[Any]:
    """Open work orders of the tenant (or of this conversation) with their standing appointment."""
    w, a = repairs.work_order.c, repairs.appointment.c
    standing = and_(a.work_order_id == w.id, a.state.not_in(("cancelled", "completed")))
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
            repairs.operative.c.name.label("operative"),
        )
        .join_from(repairs.work_order, reports.report, w.report_id == reports.report.c.id)
        .outerjoin(repairs.appointment, standing)
        .outerjoin(repairs.diary_window, repairs.diary_window.c.id == a.diary_window_id)
        .outerjoin(repairs.operative, repairs.operative.c.id == repairs.diary_window.c.operative_id)
        .where(whose, w.state.not_in(("completed", "cancelled")))
        .order_by(w.id.desc())
    )


def _hazards(number: int) -> Select[Any]:
    z = reports.hazard_report.c
    return (
        select(
            z.reference,
            z.hazard,
            z.level,
            z.state,
            z.reported_at,
            z.investigate_by,
            z.investigation_on,
            z.household,
        )
        .where(z.conversation_id == number)
        .order_by(z.id)
    )


def _alerts(number: int) -> Select[Any]:
    a = desk.alert.c
    return (
        select(
            a.id,
            a.danger,
            a.words,
            a.confidence,
            a.created_at,
            a.acknowledged_at,
            desk.officer.c.name.label("acknowledged_by"),
        )
        .select_from(desk.alert)
        .outerjoin(desk.officer, desk.officer.c.id == a.acknowledged_by)
        .where(a.conversation_id == number)
        .order_by(a.id.desc())
    )


def _notes(number: int) -> Select[Any]:
    n = desk.note.c
    return (
        select(n.text, desk.officer.c.name.label("officer"), n.created_at)
        .join_from(desk.note, desk.officer)
        .where(n.conversation_id == number)
        .order_by(n.id)
    )


def _past(number: int, tenant_id: int) -> Select[Any]:
    r = reports.report.c
    return (
        select(r.conversation_id, r.reference, r.issue, r.state, r.created_at)
        .where(r.tenant_id == tenant_id, r.conversation_id != number)
        .order_by(r.id.desc())
        .limit(10)
    )


def _revision(number: int) -> Select[Any]:
    m, c = talk.message.c, talk.conversation.c
    subject = f"conversation:{number}"

    def one(column: Any, where: Any) -> Any:
        return select(func.coalesce(column, literal(0))).where(where).scalar_subquery()

    settled = m.state.in_(("sent", "delivered", "done"))
    failed = m.state.in_(("failed", "undelivered", "withheld"))
    of_it = m.conversation_id == number
    return select(
        c.next_seq,
        c.fence,
        c.tenant_id,
        one(func.count(m.id), and_(of_it, settled)),
        one(func.count(m.id), and_(of_it, m.state == "delivered")),
        one(func.count(m.id), and_(of_it, failed)),
        one(func.max(desk.audit.c.id), desk.audit.c.subject == subject),
        one(func.sum(desk.handoff.c.version), desk.handoff.c.conversation_id == number),
        one(func.count(desk.note.c.id), desk.note.c.conversation_id == number),
        one(func.count(desk.alert.c.id), desk.alert.c.conversation_id == number),
        one(func.max(reports.report.c.id), reports.report.c.conversation_id == number),
    ).where(c.id == number)
