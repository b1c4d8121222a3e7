"""The queue's order in SQL, as `housing.domain.messaging.handoff.queue_key` has it in Python."""

from typing import Any

from sqlalchemy import case

from housing.adapters.sql.tables.desk import handoff
from housing.domain.messaging.handoff import Priority


def due_at() -> Any:
    """By when the tenant is to hear from a person; null while nothing is unanswered."""
    h = handoff.c
    return case((h.first_reply_at.is_(None), h.answer_due_at), else_=h.reply_due_at)


def queue_order() -> tuple[Any, ...]:
    h = handoff.c
    emergency_first = case((h.priority == Priority.EMERGENCY, 0), else_=1)
    return (emergency_first, due_at().is_(None), due_at(), h.created_at, h.id)
