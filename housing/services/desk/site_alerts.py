"""What a visitor must know about a tenant or a home, as staff keep it (HACT's PersonAlert and
LocationAlert). Who added or ended one is in the audit trail."""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.people.desk import Officer

MAX_COMMENT = 300


async def add(
    uow: UnitOfWork,
    *,
    officer: Officer,
    tenant_id: int,
    about_home: bool,
    code: str,
    comment: str,
    now: datetime,
) -> None:
    """Adds the alert, or gives the one of this code a new comment. Raises LookupError without the
    tenant."""
    household = await uow.homes.household(tenant_id)
    if household is None:
        raise LookupError(f"no tenant {tenant_id}")
    comment = comment.replace("\x00", "").strip()[:MAX_COMMENT]
    if about_home:
        await uow.site_alerts.set_location_alert(household.home.id, code, comment)
    else:
        await uow.site_alerts.set_person_alert(tenant_id, code, comment)
    await _record(uow, officer, "site_alert_added", tenant_id, code, now)


async def end(
    uow: UnitOfWork,
    *,
    officer: Officer,
    tenant_id: int,
    about_home: bool,
    code: str,
    now: datetime,
) -> None:
    """Takes it off; LookupError when there is none of this code."""
    household = await uow.homes.household(tenant_id)
    if household is None:
        raise LookupError(f"no tenant {tenant_id}")
    ended = (
        await uow.site_alerts.end_location_alert(household.home.id, code)
        if about_home
        else await uow.site_alerts.end_person_alert(tenant_id, code)
    )
    if not ended:
        raise LookupError(f"no alert {code}")
    await _record(uow, officer, "site_alert_ended", tenant_id, code, now)


async def _record(
    uow: UnitOfWork, officer: Officer, action: str, tenant_id: int, code: str, now: datetime
) -> None:
    await uow.desk.record(
        actor=officer.actor,
        action=action,
        subject=f"tenant:{tenant_id}",
        detail={"alert": code},
        now=now,
    )
