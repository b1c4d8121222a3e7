"""The queue's rows: what waits for a person or is with one, in its order. Reads only."""

from typing import Any

from sqlalchemy import Select, func, select

from housing.adapters.sql.people.likely_tenant import verified_name
from housing.adapters.sql.tables import desk, homes, talk
from housing.adapters.sql.views.handoff_order import due_at, queue_order
from housing.domain.messaging.handoff import HandoffState


def waiting() -> Select[Any]:
    """In the order of `housing.domain.messaging.handoff.queue_key`."""
    h, c = desk.handoff.c, talk.conversation.c
    return (
        select(
            h.id.label("handoff_id"),
            h.conversation_id,
            h.reason,
            h.summary,
            h.priority,
            h.state,
            h.created_at,
            due_at().label("due_at"),
            h.first_reply_at,
            h.late_at,
            h.officer_id,
            h.context,
            c.channel,
            verified_name(),
            desk.officer.c.name.label("officer"),
            _open_alerts().label("alerts"),
            c.dialogue,
            _newest_alert().label("alert_of"),
            (func.coalesce(_last_author(), "tenant") == "tenant").label("unanswered"),
        )
        .join_from(desk.handoff, talk.conversation)
        .outerjoin(homes.tenant, homes.tenant.c.id == c.tenant_id)
        .outerjoin(desk.officer, desk.officer.c.id == h.officer_id)
        .where(h.state.in_((HandoffState.WAITING, HandoffState.CLAIMED)))
        .order_by(*queue_order())
    )


def _open_alerts() -> Any:
    a = desk.alert.c
    count = select(func.count()).select_from(desk.alert)
    here = count.where(a.conversation_id == talk.conversation.c.id, a.acknowledged_at.is_(None))
    return here.correlate(talk.conversation).scalar_subquery()


def _newest_alert() -> Any:
    """The newest message of the conversation of which staff have an alert."""
    a = desk.alert.c
    here = select(func.max(a.message_id)).where(a.conversation_id == talk.conversation.c.id)
    return here.correlate(talk.conversation).scalar_subquery()


def _last_author() -> Any:
    """Who wrote last, tenant or officer, in the handoff's conversation."""
    m = talk.message.c
    return (
        select(m.author)
        .where(m.conversation_id == talk.conversation.c.id, m.author.in_(("tenant", "officer")))
        .order_by(m.seq.desc())
        .limit(1)
        .correlate(talk.conversation)
        .scalar_subquery()
    )
