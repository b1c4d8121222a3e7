"""Emergencies that nobody has accepted, for the top of the desk. Reads only."""

from typing import Any

from sqlalchemy import Select, func, select

from housing.adapters.sql.tables import homes, reports
from housing.adapters.sql.tables.repairs import call_out, work_order
from housing.domain.repairs.on_call import CallOutState
from housing.domain.repairs.work_orders import EMERGENCY, WorkOrderState


def emergencies() -> Select[Any]:
    """The one that must be attended first comes first."""
    w, r = work_order.c, reports.report.c
    return (
        select(
            w.id.label("work_order_id"),
            w.reference,
            r.conversation_id,
            w.issue,
            w.trade,
            w.required_completion.label("attend_by"),
            w.created_at,
            homes.tenant.c.name.label("tenant"),
            func.coalesce(r.told_address, homes.home.c.address).label("address"),
            _call_outs().label("asked"),
            _call_outs(CallOutState.ALERTED).label("waiting"),
        )
        .join_from(work_order, reports.report, r.id == w.report_id)
        .outerjoin(homes.tenant, homes.tenant.c.id == w.tenant_id)
        .outerjoin(homes.home, homes.home.c.id == w.home_id)
        .where(
            w.priority == EMERGENCY,
            w.operative_id.is_(None),
            w.state.in_((WorkOrderState.RAISED, WorkOrderState.STAFF)),
        )
        .order_by(w.required_completion, w.id)
    )


def _call_outs(*states: CallOutState) -> Any:
    asked = select(func.count()).where(call_out.c.work_order_id == work_order.c.id)
    return (asked.where(call_out.c.state.in_(states)) if states else asked).scalar_subquery()
