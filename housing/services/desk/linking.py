"""An officer says who a conversation is with, with a reason, and may take it back.

From then on the conversation counts as verified: the officer has checked, and is on record for it.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.messaging.handoff import HandoffRefused
from housing.domain.people.desk import Officer

MAX_REASON = 200


async def link(
    uow: UnitOfWork,
    *,
    conversation_id: int,
    tenant_id: int,
    officer: Officer,
    reason: str,
    now: datetime,
) -> None:
    """Links the tenant, and gives them the conversation's reports that had nobody.

    Raises HandoffRefused without a reason, LookupError for an unknown tenant.
    """
    why = _reason(reason, "Say how you know who it is.")
    household = await uow.homes.household(tenant_id)
    if household is None:
        raise LookupError(f"no tenant {tenant_id}")
    await uow.talk.link_by_hand(conversation_id, tenant_id, officer.id, now)
    for report in await uow.reports.reports_of(conversation_id):
        if report.tenant_id is None:
            await uow.reports.change_report(
                report.id, tenant_id=tenant_id, home_id=household.home.id
            )
    detail = {"tenant": tenant_id, "why": why}
    await _record(uow, officer, "tenant_linked", conversation_id, detail, now)


async def unlink(
    uow: UnitOfWork, *, conversation_id: int, officer: Officer, reason: str, now: datetime
) -> None:
    """It was not them: nobody is verified any more, and the reports here are nobody's.

    Raises HandoffRefused without a reason, or when nobody is linked.
    """
    why = _reason(reason, "Say why you take it back.")
    tenant_id = (await uow.talk.conversation(conversation_id)).tenant_id
    if tenant_id is None:
        raise HandoffRefused("Nobody is linked to this conversation.")
    await uow.talk.link_by_hand(conversation_id, None, None, now)
    for report in await uow.reports.reports_of(conversation_id):
        if report.tenant_id == tenant_id:
            await uow.reports.change_report(report.id, tenant_id=None, home_id=None)
    detail = {"tenant": tenant_id, "why": why}
    await _record(uow, officer, "tenant_unlinked", conversation_id, detail, now)


def _reason(text: str, missing: str) -> str:
    reason = " ".join(text.replace("\x00", "").split())
    if not reason:
        raise HandoffRefused(missing)
    if len(reason) > MAX_REASON:
        raise HandoffRefused(f"A reason can have {MAX_REASON} characters.")
    return reason


async def _record(
    uow: UnitOfWork,
    officer: Officer,
    action: str,
    conversation_id: int,
    detail: dict[str, object],
    now: datetime,
) -> None:
    await uow.desk.record(
        actor=officer.actor,
        action=action,
        subject=f"conversation:{conversation_id}",
        detail=detail,
        now=now,
    )
