"""Dangers read in tenants' messages: raised for staff whoever owns the conversation.

An alert says nothing to the tenant and changes no owner; it stays on top of the desk until an
officer acknowledges it.
"""

from datetime import datetime

from housing.domain.desk import Alert, Officer
from housing.ports import UnitOfWork


async def raise_alert(
    uow: UnitOfWork,
    *,
    conversation_id: int,
    message_id: int,
    danger: str,
    words: str,
    confidence: float,
    now: datetime,
) -> Alert:
    """The alert for this danger in this message, the same one when called again.

    `confidence` is 0..1 as the bot gives it. Raises ValueError outside that.
    """
    if not 0.0 <= confidence <= 1.0:
        raise ValueError(f"confidence is between 0 and 1, not {confidence}")
    return await uow.desk.add_alert(
        conversation_id=conversation_id,
        message_id=message_id,
        danger=danger,
        words=words,
        confidence=round(confidence * 100),
        now=now,
    )


async def acknowledge(uow: UnitOfWork, *, alert_id: int, officer: Officer, now: datetime) -> Alert:
    """Takes the alert off the top of the desk; the first to do so is the one on record.

    Raises LookupError for an alert that does not exist.
    """
    alert = await uow.desk.alert(alert_id)
    if alert is None:
        raise LookupError(f"there is no alert {alert_id}")
    if await uow.desk.acknowledge_alert(alert_id, officer.id, now):
        await uow.desk.record(
            actor=officer.actor,
            action="alert_acknowledged",
            subject=f"conversation:{alert.conversation_id}",
            detail={"alert": alert_id, "danger": alert.danger},
            now=now,
        )
    return alert
