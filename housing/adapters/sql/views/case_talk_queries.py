"""Queries for the talk in one conversation: who, what was said, handoffs, alerts, notes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, and_, cast, func, literal, select

from housing.adapters.sql.people.likely_tenant import likely
from housing.adapters.sql.tables import desk, homes, reports, talk
from housing.adapters.sql.views.handoff_order import due_at
from housing.domain.people.audit import VIEWED


def conversation(number: int) -> Select[Any]:
    c, verifier = talk.conversation.c, desk.officer.alias("verifier")
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
            verifier.c.name.label("verified_by"),
            likely(homes.tenant.c.id).label("likely_tenant_id"),
            c.opted_out_at,
            c.created_at,
            c.dialogue,
        )
        .select_from(talk.conversation)
        .outerjoin(desk.officer, desk.officer.c.id == c.officer_id)
        .outerjoin(verifier, verifier.c.id == c.verified_by)
        .where(c.id == number)
    )


def messages(number: int) -> Select[Any]:
    m, picture = talk.message.c, reports.report_picture
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
            reports.report.c.reference.label("shows"),
            m.created_at,
        )
        .select_from(talk.message)
        .outerjoin(desk.officer, desk.officer.c.id == m.officer_id)
        .outerjoin(picture, picture.c.message_id == m.id)
        .outerjoin(reports.report, reports.report.c.id == picture.c.report_id)
        .where(m.conversation_id == number)
        .order_by(m.seq)
    )


def handoffs(number: int) -> Select[Any]:
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
            due_at().label("due_at"),
            h.late_at,
            h.ended_at,
        )
        .select_from(desk.handoff)
        .outerjoin(desk.officer, desk.officer.c.id == h.officer_id)
        .where(h.conversation_id == number)
        .order_by(h.id.desc())
    )


def alerts(number: int) -> Select[Any]:
    a = desk.alert.c
    return (
        select(
            a.id,
            a.message_id,
            a.danger,
            a.words,
            a.confidence,
            a.created_at,
            a.acknowledged_at,
            desk.officer.c.name.label("acknowledged_by"),
            a.taken_back_words,
        )
        .select_from(desk.alert)
        .outerjoin(desk.officer, desk.officer.c.id == a.acknowledged_by)
        .where(a.conversation_id == number)
        .order_by(a.id.desc())
    )


def looking(number: int, since: datetime, not_officer: int) -> Select[Any]:
    """Colleagues who opened the conversation since then, as the audit trail has it."""
    a, o = desk.audit.c, desk.officer.c
    return (
        select(o.name, func.max(a.at).label("at"))
        .join_from(desk.audit, desk.officer, a.actor == "officer:" + cast(o.id, String))
        .where(
            a.subject == f"conversation:{number}",
            a.action == VIEWED,
            a.at >= since,
            o.id != not_officer,
        )
        .group_by(o.id, o.name)
        .order_by(o.name)
    )


def notes(number: int) -> Select[Any]:
    n = desk.note.c
    return (
        select(n.text, desk.officer.c.name.label("officer"), n.created_at)
        .join_from(desk.note, desk.officer)
        .where(n.conversation_id == number)
        .order_by(n.id)
    )


def revision(number: int) -> Select[Any]:
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
