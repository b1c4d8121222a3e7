"""Raising repairs and saying how they stand. Booking a visit is the diary's."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from housing.domain.references import REFERENCE_SPACE, Kind, reference
from housing.domain.work_orders import EMERGENCY, OpenOrder, WorkOrder, WorkOrderState, attend_by
from housing.ports import UnitOfWork
from housing.services import landlord, on_call


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

    An emergency gets no slot: staff have it and the operatives on call are asked, to attend by the
    Deal's target and at the latest in 24 hours.
    """
    emergency = priority == EMERGENCY
    order = await uow.diary.add_order(
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
        )
    )
    await landlord.repair_raised(uow, order, now=now)
    if emergency:
        await on_call.begin(uow, work_order_id=order.id, now=now)
    return order


async def open_orders(uow: UnitOfWork, *, tenant_id: int) -> tuple[OpenOrder, ...]:
    """The tenant's repairs that are not finished, newest first, each with its next visit."""
    return await uow.diary.open_orders(tenant_id)


async def find_order(uow: UnitOfWork, *, reference: str, tenant_id: int) -> WorkOrder | None:
    """The tenant's own order of that reference; None alike for a stranger's and for none."""
    return await uow.diary.order_by_reference(reference, tenant_id=tenant_id)
