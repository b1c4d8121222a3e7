"""The landlord's system when the landlord has none beside this one: our own diary.

It answers from the record that the command was made of, so nothing leaves the machine and booking
is decided by the diary's tables alone.
"""

from housing.adapters.sql.unit_of_work import Units
from housing.domain.repairs.landlord_commands import (
    Command,
    JobStatusUpdate,
    RaiseRepair,
    RequestAppointment,
    WorkOrderComplete,
)
from housing.domain.repairs.work_orders import WorkOrder
from housing.ports.repairs.landlord import LandlordRefused

UNKNOWN_ORDER, UNKNOWN_APPOINTMENT = "unknown_work_order", "unknown_appointment"


class OwnDiary:
    """The port `LandlordSystem` over our own units of work."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def raise_repair(self, command: RaiseRepair, *, key: str) -> str:
        return (await self._order(command)).reference

    async def request_appointment(self, command: RequestAppointment, *, key: str) -> None:
        await self._appointment(command)

    async def job_status_update(self, command: JobStatusUpdate, *, key: str) -> None:
        await self._appointment(command)

    async def work_order_complete(self, command: WorkOrderComplete, *, key: str) -> None:
        await self._appointment(command)

    async def _order(self, command: Command) -> WorkOrder:
        async with self._units() as uow:
            order = await uow.orders.order_referenced(command.work_order)
        if order is None:
            raise LandlordRefused(UNKNOWN_ORDER)
        return order

    async def _appointment(
        self, command: RequestAppointment | JobStatusUpdate | WorkOrderComplete
    ) -> None:
        order = await self._order(command)
        number = command.appointment.partition("/")[2]
        async with self._units() as uow:
            visit = await uow.appointments.appointment(int(number)) if number.isdecimal() else None
        if visit is None or visit.work_order_id != order.id:
            raise LandlordRefused(UNKNOWN_APPOINTMENT)
