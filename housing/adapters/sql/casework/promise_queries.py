"""The statements behind the list of promises: each kind of open work with the evidence of who has
it. Reads only; what the evidence amounts to is said in `promises.py`."""

from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, select

from housing.adapters.sql.tables import desk, repairs, reports, steps
from housing.adapters.sql.tables.talk import due_job
from housing.domain.messaging.handoff import HandoffState
from housing.domain.repairs.appointments import LIVE, AppointmentState
from housing.domain.repairs.work_orders import OPEN

OPEN_HANDOFF = (HandoffState.WAITING.value, HandoffState.CLAIMED.value)
_FIRM = [state.value for state in LIVE if state is not AppointmentState.RESERVED]


def orders() -> Select[Any]:
    """Each open order with its visit to come and the job that looks after it."""
    w, a, r = repairs.work_order.c, repairs.appointment.c, reports.report.c
    visit = (a.work_order_id == w.id) & a.state.in_(_FIRM)
    query = (
        select(
            w.id,
            w.reference,
            w.issue,
            w.priority,
            w.state,
            w.created_at,
            w.required_completion,
            r.conversation_id,
            a.latest_arrival,
            a.changed_at,
            a.state.label("visit"),
            repairs.operative.c.name.label("operative"),
            _job_due("see_to_order", w.id),
        )
        .join_from(repairs.work_order, reports.report, r.id == w.report_id)
        .outerjoin(repairs.appointment, visit)
        .outerjoin(repairs.diary_window, repairs.diary_window.c.id == a.diary_window_id)
        .outerjoin(repairs.operative, repairs.operative.c.id == repairs.diary_window.c.operative_id)
        .where(w.state.in_([state.value for state in OPEN]))
    )
    return _with_handoff(query, r.conversation_id)


def hazards() -> Select[Any]:
    z, s = reports.hazard_report.c, steps.hazard_step.c
    investigated = (
        select(func.min(s.on_day))
        .where(s.hazard_report_id == z.id, s.step == "investigate")
        .scalar_subquery()
    )
    query = select(
        z.id,
        z.reference,
        z.hazard,
        z.level,
        z.conversation_id,
        z.reported_at,
        z.investigate_by,
        investigated.label("investigated_on"),
    ).where(z.state != "made_safe")
    return _with_handoff(query, z.conversation_id)


def complaints() -> Select[Any]:
    p = reports.complaint.c
    query = select(
        p.id,
        p.reference,
        p.stage,
        p.state,
        p.conversation_id,
        p.created_at,
        p.acknowledge_by,
        p.respond_by,
    ).where(p.state.in_(("open", "acknowledged")))
    return _with_handoff(query, p.conversation_id)


def charges() -> Select[Any]:
    g, r = reports.charge.c, reports.report.c
    query = (
        select(g.id, r.reference, g.code, g.state, r.conversation_id, g.created_at, g.agreed_at)
        .join_from(reports.charge, reports.report, r.id == g.report_id)
        .where(g.state.in_(("agreed", "disputed")))
    )
    return _with_handoff(query, r.conversation_id)


def owed() -> Select[Any]:
    o, w, r = repairs.owed.c, repairs.work_order.c, reports.report.c
    query = (
        select(o.id, w.reference, o.code, r.conversation_id, o.created_at)
        .join_from(repairs.owed, repairs.work_order, w.id == o.work_order_id)
        .join(reports.report, r.id == w.report_id)
        .where(o.state == "proposed")
    )
    return _with_handoff(query, r.conversation_id)


def asb_cases() -> Select[Any]:
    c = reports.asb_case.c
    query = select(
        c.id,
        c.reference,
        c.kind,
        c.state,
        c.conversation_id,
        c.created_at,
        c.check_back_at,
        _job_due("see_to_asb", c.id),
    ).where(c.state != "closed")
    return _with_handoff(query, c.conversation_id)


def handoffs() -> Select[Any]:
    h = desk.handoff.c
    return (
        select(
            h.id,
            h.conversation_id,
            h.reason,
            h.state,
            h.created_at,
            h.answer_due_at,
            h.first_reply_at,
            h.reply_due_at,
            desk.officer.c.name.label("officer"),
            desk.officer.c.active,
        )
        .outerjoin_from(desk.handoff, desk.officer, desk.officer.c.id == h.officer_id)
        .where(h.state.in_(OPEN_HANDOFF))
    )


def _with_handoff(query: Select[Any], conversation_id: ColumnElement[Any]) -> Select[Any]:
    """With the conversation's open handoff, of which there is one at most, and who has it."""
    h, o = desk.handoff.alias("held"), desk.officer.alias("holding")
    return (
        query.add_columns(h.c.state.label("handoff"), o.c.name.label("officer"), o.c.active)
        .outerjoin(h, (h.c.conversation_id == conversation_id) & h.c.state.in_(OPEN_HANDOFF))
        .outerjoin(o, o.c.id == h.c.officer_id)
    )


def _job_due(kind: str, row_id: ColumnElement[int]) -> Any:
    key = literal(f"{kind}:", String) + cast(row_id, String)
    due = select(due_job.c.due_at).where(due_job.c.key == key, due_job.c.state == "due")
    return due.scalar_subquery().label("looked_at")
