"""One charge as the desk shows it before a person decides. Reads only."""

from typing import Any

from sqlalchemy import Select, select

from housing.adapters.sql.tables import desk, homes, reports
from housing.adapters.sql.views.case_rows import ChargeDetail
from housing.adapters.sql.views.desk_views import DeskViews, rows


class ChargeViews(DeskViews):
    """The front page's reads and one charge's."""

    async def charge(self, charge_id: int) -> ChargeDetail | None:
        async with self.reading() as connection:
            found = await rows(connection, ChargeDetail, _charge(charge_id))
            return found[0] if found else None


def _charge(charge_id: int) -> Select[Any]:
    g, r, t = reports.charge.c, reports.report.c, homes.tenant.c
    return (
        select(
            g.id,
            r.conversation_id,
            g.code,
            g.amount_pence,
            g.reason,
            g.state,
            g.dispute,
            g.created_at,
            g.agreed_at,
            g.decided_at,
            desk.officer.c.name.label("decided_by"),
            r.issue,
            r.words,
            r.decision,
            t.name.label("tenant"),
            t.needs,
        )
        .join_from(reports.charge, reports.report, g.report_id == r.id)
        .outerjoin(homes.tenant, t.id == r.tenant_id)
        .outerjoin(desk.officer, desk.officer.c.id == g.decided_by)
        .where(g.id == charge_id)
    )
