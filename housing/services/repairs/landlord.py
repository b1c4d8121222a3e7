"""The landlord's own repairs system: what it is told of a repair. Its answers: `landlord_answers`.

Commands are queued in the transaction that causes them and sent afterwards by a loop of the
gateway, so no transaction ever waits for another system and no command is lost with a crash.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.repairs.appointments import Appointment, AppointmentEvent, AppointmentState
from housing.domain.repairs.landlord_commands import RaiseRepair, of_change, requested
from housing.domain.repairs.work_orders import WorkElement, WorkOrder


async def repair_raised(uow: UnitOfWork, order: WorkOrder, *, now: datetime) -> None:
    """Tells of a new order, once."""
    await _raise_repair(uow, order, order.report_id, order.issue, order.trade, now)


async def problem_added(
    uow: UnitOfWork, order: WorkOrder, element: WorkElement, *, now: datetime
) -> None:
    """Tells that an order sees to one more problem: the same command, with the same reference."""
    await _raise_repair(uow, order, element.report_id, element.issue, element.trades[0], now)


async def _raise_repair(
    uow: UnitOfWork, order: WorkOrder, report_id: int, issue: str, trade: str, now: datetime
) -> None:
    home = await uow.homes.home(order.home_id) if order.home_id else None
    due = order.required_completion
    report = await uow.reports.report(report_id)
    command = RaiseRepair(
        work_order=order.reference,
        description=report.words,
        issue=issue,
        trade=trade,
        priority=order.priority,
        required_completion=due.isoformat() if due else None,
        location=home.reference if home else None,
        address=report.told_address or (f"{home.address}, {home.postcode}" if home else None),
    )
    key = f"{command.name}:{order.reference}/{report_id}"
    await uow.landlord.add(command, key=key, work_order_id=order.id, appointment_id=None, now=now)


async def appointment_made(
    uow: UnitOfWork, order: WorkOrder, visit: Appointment, *, now: datetime
) -> None:
    """Tells of a visit that was booked as it was made."""
    command = requested(order, visit)
    key = f"{command.name}:{command.appointment}"
    await uow.landlord.add(
        command, key=key, work_order_id=order.id, appointment_id=visit.id, now=now
    )


async def appointment_changed(
    uow: UnitOfWork, old: Appointment, new: Appointment, event: AppointmentEvent, *, now: datetime
) -> None:
    """Tells of a change of a visit, where it is anybody's business but ours."""
    order = await uow.orders.order(new.work_order_id)
    command = of_change(order, old, new, event, now) if order else None
    if order is None or command is None:
        return
    if new.state is AppointmentState.CANCELLED and await uow.landlord.was_refused(new.id):
        return
    key = f"{command.name}:{order.reference}/{new.id}:{new.state}"
    await uow.landlord.add(command, key=key, work_order_id=order.id, appointment_id=new.id, now=now)


async def is_answering(uow: UnitOfWork) -> bool:
    """Whether a time can be promised: the landlord's system answered when it was last asked."""
    return await uow.landlord.is_answering()


async def tell_when_raised(uow: UnitOfWork, work_order_id: int) -> None:
    """Has the tenant offered times as soon as the landlord's system has the order."""
    await uow.landlord.tell_when_raised(work_order_id)
