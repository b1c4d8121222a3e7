"""What the landlord's own system has not taken, for the desk. Reads only."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from housing.adapters.sql.tables.landlord import landlord_command
from housing.adapters.sql.tables.repairs import work_order
from housing.adapters.sql.tables.reports import report
from housing.domain.repairs.landlord_commands import CommandState


def untaken(refused_since: datetime) -> Select[Any]:
    """Refused ones of late, and those that were sent and are still without an answer."""
    c = landlord_command.c
    return (
        select(
            c.id,
            c.kind,
            work_order.c.reference,
            report.c.conversation_id,
            work_order.c.issue,
            c.state,
            c.error,
            c.attempts,
            c.created_at,
            c.tell_tenant,
        )
        .join_from(landlord_command, work_order, work_order.c.id == c.work_order_id)
        .join(report, report.c.id == work_order.c.report_id)
        .where(
            or_(
                and_(c.state == CommandState.REFUSED.value, c.answered_at >= refused_since),
                and_(c.state == CommandState.QUEUED.value, c.failed_at.is_not(None)),
            )
        )
        .order_by(c.id)
        .limit(100)
    )
