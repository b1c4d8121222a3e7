"""A visit that was marked as completed before its time is asked about, and can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from housing.domain.messaging.handoff import HandoffRefused
from housing.domain.people.desk import Officer, Role
from housing.domain.repairs.appointments import Appointment, AppointmentRefused, AppointmentState
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.work_orders import WorkOrderState
from housing.services.desk import actions as desk_actions
from housing.services.repairs import diary, visits
from housing.services.repairs.visit_jobs import VisitJob
from tests.diary.offers import day
from tests.diary.scene import NOW, Scene

TUE = day("Tue 24 Nov")
WREN = Officer(1, "Wren Officer", "wren@landlord.example", Role.OFFICER)
BEFORE = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(("sure", "done"), [(False, False), (True, True)])
async def test_a_visit_still_to_come_is_asked_about(scene: Scene, sure: bool, done: bool) -> None:
    visit = await _booked(scene)
    try:
        await _complete(scene, visit, BEFORE, sure=sure)
    except HandoffRefused:
        assert not done
    async with scene.units() as uow:
        order = await diary.order_of(uow, visit.work_order_id)
    assert (order.state is WorkOrderState.COMPLETED) is done


async def test_a_visit_that_has_been_is_completed_without_a_question(scene: Scene) -> None:
    visit = await _booked(scene)
    await _complete(scene, visit, EVENING, sure=False)
    async with scene.units() as uow:
        order = await diary.order_of(uow, visit.work_order_id)
    assert order.state is WorkOrderState.COMPLETED


async def test_taken_back_the_visit_stands_with_all_that_was_planned(scene: Scene) -> None:
    visit = await _booked(scene)
    await _complete(scene, visit, BEFORE, sure=True)
    async with scene.units() as uow:
        again = await visits.reopen(uow, appointment_id=visit.id, actor="officer:1", now=BEFORE)
        order = await diary.order_of(uow, visit.work_order_id)
        elements = await uow.elements.of_order(order.id)
    assert again.state is AppointmentState.SCHEDULED
    assert again.ended_by is None
    assert (order.state, order.completed_at) == (WorkOrderState.SCHEDULED, None)
    assert all(element.completed_at is None for element in elements)
    async with scene.units() as uow:
        until = EVENING + timedelta(days=2)
        kinds = [VisitJob.ASK_FEEDBACK, VisitJob.CHECK_ARRIVAL]
        due = await uow.jobs.lease(kinds, now=until, until=until + timedelta(minutes=1), limit=9)
    assert [job.kind for job in due] == [VisitJob.CHECK_ARRIVAL], "somebody sees whether they come"


async def test_what_is_over_is_not_taken_back(scene: Scene) -> None:
    visit = await _booked(scene)
    await _complete(scene, visit, EVENING, sure=False)
    async with scene.units() as uow:
        with pytest.raises(AppointmentRefused):
            await visits.reopen(uow, appointment_id=visit.id, actor="officer:1", now=EVENING)


async def _booked(scene: Scene) -> Appointment:
    await scene.operatives(Operative(0, "Tapper", ("plumber",), ("Quayside",)))
    await scene.window(1, TUE)
    order = await scene.order()
    (slot,) = await scene.slots()
    async with scene.units() as uow:
        held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
        return await diary.confirm(uow, appointment_id=held.id, now=NOW)


async def _complete(scene: Scene, visit: Appointment, at: datetime, *, sure: bool) -> None:
    async with scene.units() as uow:
        await desk_actions.complete_visit(
            uow, appointment_id=visit.id, conversation_id=1, officer=WREN, sure=sure, now=at
        )
