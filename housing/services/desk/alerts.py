"""Dangers read in tenants' messages: raised for staff whoever owns the conversation.

An alert says nothing to the tenant and changes no owner. What is raised in one conversation is one
alert that grows; it stays on top of the desk until an officer acknowledges it, which covers all
that it holds until something new comes.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.people.desk import Alert, Officer
from housing.domain.repairs.on_call import OF_CALL_OUTS


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


async def of_dangers(
    uow: UnitOfWork, conversation_id: int, *, since: datetime
) -> tuple[Alert, ...]:
    """The alerts of what was told in the conversation since then, taken back or not, oldest first;
    without those about its call-outs."""
    found = await uow.desk.alerts_since(conversation_id, since)
    return tuple(one for one in found if one.danger not in OF_CALL_OUTS)


async def take_back(uow: UnitOfWork, *, alert: Alert, words: str, how: str, now: datetime) -> None:
    """The tenant takes it back in these words: it stays with staff and is marked. `how` is denied
    or over."""
    await uow.desk.take_back_alert(alert.id, words, now)
    await uow.desk.record(
        actor="tenant",
        action="alert_taken_back",
        subject=f"conversation:{alert.conversation_id}",
        detail={"alert": alert.id, "danger": alert.danger, "how": how},
        now=now,
    )


async def acknowledge(uow: UnitOfWork, *, alert_id: int, officer: Officer, now: datetime) -> Alert:
    """Takes the conversation's alert off the top of the desk, as it was when `alert_id` was the
    newest that it held; the first to do so is the one on record.

    Raises LookupError for an alert that does not exist.
    """
    alert = await uow.desk.alert(alert_id)
    if alert is None:
        raise LookupError(f"there is no alert {alert_id}")
    if await uow.desk.acknowledge_alerts(alert, officer.id, now):
        await uow.desk.record(
            actor=officer.actor,
            action="alert_acknowledged",
            subject=f"conversation:{alert.conversation_id}",
            detail={"alert": alert_id, "danger": alert.danger},
            now=now,
        )
    return alert


async def confirm(uow: UnitOfWork, *, conversation_id: int, danger: str) -> None:
    """The tenant has said that it is so: a maybe is sure now, and news if it was seen before."""
    await uow.desk.make_alert_sure(conversation_id, danger)
