"""What every landlord's system does with a command, be it our own diary or one over HTTP."""

import pytest

from housing.domain.repairs.landlord_commands import RaiseRepair
from housing.ports.repairs.landlord import LandlordRefused, LandlordSystem
from housing.services.repairs import diary, landlord_answers
from tests.diary.scene import NOW
from tests.landlord.conftest import Booked, unknown


async def test_a_whole_life_is_accepted_in_its_order(
    booked: Booked, system: LandlordSystem
) -> None:
    async with booked.units() as uow:
        visit = booked.appointment_id
        await diary.despatch(uow, appointment_id=visit, actor="operative:1", now=NOW)
        await diary.arrive(uow, appointment_id=visit, actor="operative:1", now=NOW)
        await diary.complete(uow, appointment_id=visit, actor="operative:1", now=NOW)
    commands = await booked.all_queued()
    assert [one.command.name for one in commands] == [
        "RaiseRepair",
        "RequestAppointment",
        "JobStatusUpdate",
        "JobStatusUpdate",
        "WorkOrderComplete",
    ]
    references = [await landlord_answers.send(system, one) for one in commands]
    order = commands[0].command.work_order
    assert references[0].endswith(order)


async def test_the_same_command_twice_is_answered_alike(
    booked: Booked, system: LandlordSystem
) -> None:
    command = await booked.queued()
    assert command is not None
    assert isinstance(command.command, RaiseRepair)
    assert await landlord_answers.send(system, command) == await landlord_answers.send(
        system, command
    )


async def test_an_order_that_nobody_has_is_refused(booked: Booked, system: LandlordSystem) -> None:
    _, request, *_ = await booked.all_queued()
    with pytest.raises(LandlordRefused) as refused:
        await landlord_answers.send(system, unknown(request))
    assert refused.value.reason == "unknown_work_order"


async def test_a_hold_is_nobodys_business_but_ours(booked: Booked) -> None:
    async with booked.units() as uow:
        slot = (await uow.appointments.appointment(booked.appointment_id)).slot()  # type: ignore[union-attr]
        held = await diary.reserve(uow, work_order_id=booked.order_id, slot=slot, now=NOW)
        await diary.cancel_hold(uow, appointment_id=held.id, now=NOW)
    assert len(await booked.all_queued()) == 2


async def test_a_move_cancels_one_appointment_and_requests_another(booked: Booked) -> None:
    async with booked.units() as uow:
        slot = (await uow.appointments.appointment(booked.appointment_id)).slot()  # type: ignore[union-attr]
        await diary.move(uow, appointment_id=booked.appointment_id, slot=slot, now=NOW)
    names = [one.command.name for one in await booked.all_queued()]
    assert names == ["RaiseRepair", "RequestAppointment", "JobStatusUpdate", "RequestAppointment"]
