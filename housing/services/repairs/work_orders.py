"""Raising repairs and saying how they stand. Booking a visit is the diary's."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.references import REFERENCE_SPACE, Kind, reference
from housing.domain.repairs.recalls import NOT_FIXED, RECALL_WITHIN, not_lower, target_of
from housing.domain.repairs.work_orders import (
    EMERGENCY,
    OpenOrder,
    WorkElement,
    WorkOrder,
    WorkOrderState,
    attend_by,
)
from housing.services.repairs import landlord, on_call, order_watch


async def raise_work_order(
    uow: UnitOfWork,
    *,
    report_id: int,
    home_id: int | None,
    tenant_id: int | None,
    issue: str,
    trades: Sequence[str],
    priority: str,
    minutes: int,
    required_completion: datetime | None,
    now: datetime,
) -> WorkOrder:
    """The order of a report, raised once: a second call answers the first one.

    The same fault at the same home again is a recall of the order that was to have mended it.

    An emergency gets no slot: staff have it and the operatives on call are asked, to attend by the
    Deal's target and at the latest in 24 hours.
    """
    emergency = priority == EMERGENCY
    earlier = await recalled(uow, home_id=home_id, issue=issue, now=now)
    if earlier is not None and not emergency:
        priority = not_lower(priority, earlier.priority)
        required_completion = target_of(required_completion, earlier)
    order = await uow.orders.add_order(
        WorkOrder(
            id=0,
            reference=reference(Kind.WORK_ORDER, secrets.randbelow(REFERENCE_SPACE)),
            report_id=report_id,
            home_id=home_id,
            tenant_id=tenant_id,
            issue=issue,
            trade=trades[0],
            priority=priority,
            minutes=minutes,
            required_completion=(
                attend_by(required_completion, now) if emergency else required_completion
            ),
            state=WorkOrderState.STAFF if emergency else WorkOrderState.RAISED,
            created_at=now,
            recall_of=earlier.id if earlier else None,
        )
    )
    await uow.elements.add(order.id, WorkElement(report_id, issue, tuple(trades), minutes))
    await landlord.repair_raised(uow, order, now=now)
    await order_watch.begin(uow, order, now=now)
    if emergency:
        await on_call.begin(uow, work_order_id=order.id, now=now)
    return order


async def recalled(
    uow: UnitOfWork, *, home_id: int | None, issue: str, now: datetime
) -> WorkOrder | None:
    """The order that this fault at this home is a recall of, if one was completed lately."""
    if home_id is None:
        return None
    return await uow.orders.completed_order(
        home_id=home_id, issue=None if issue == NOT_FIXED else issue, since=now - RECALL_WITHIN
    )


async def open_orders(uow: UnitOfWork, *, tenant_id: int) -> tuple[OpenOrder, ...]:
    """The tenant's repairs that are not finished, newest first, each with its next visit."""
    return await uow.orders.open_orders(tenant_id)


async def find_order(uow: UnitOfWork, *, reference: str, tenant_id: int) -> WorkOrder | None:
    """The tenant's own order of that reference; None alike for a stranger's and for none."""
    return await uow.orders.order_by_reference(reference, tenant_id=tenant_id)
