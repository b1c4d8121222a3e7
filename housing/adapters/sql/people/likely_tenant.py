"""Who and where it may be, in SQL: likely, not proved; for staff and never for a tenant.

A number that two tenants share tells of neither.
"""

from typing import Any

from sqlalchemy import case, func, select

from housing.adapters.sql.tables import homes, reports, talk


def likely(column: Any) -> Any:
    """The column of the likely tenant or their home, as a scalar beside `conversation`."""
    c, holder = talk.conversation.c, homes.tenant.c
    query = (
        select(func.max(column))
        .select_from(homes.tenant)
        .join(homes.tenancy, homes.tenancy.c.id == holder.tenancy_id)
        .join(homes.home, homes.home.c.id == homes.tenancy.c.home_id)
        .where(holder.mobile == c.address, c.channel == "sms")
        .having(func.count(holder.id) == 1)
    )
    return query.correlate(talk.conversation).scalar_subquery()


def told_address() -> Any:
    """The newest address that was told in the conversation, in the tenant's words."""
    r = reports.report.c
    query = select(r.told_address).where(
        r.conversation_id == talk.conversation.c.id, r.told_address.is_not(None)
    )
    newest = query.order_by(r.id.desc()).limit(1)
    return newest.correlate(talk.conversation).scalar_subquery()


def verified_name() -> Any:
    """The tenant's name once they are verified in the conversation."""
    return case((talk.conversation.c.verified_at.is_not(None), homes.tenant.c.name)).label("tenant")
