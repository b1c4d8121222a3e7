"""The queue to the landlord's system: in order, by one sender, kept until it is answered."""

from datetime import timedelta

from housing.domain.repairs.appointments import AppointmentState
from housing.services.repairs import landlord_answers
from tests.diary.scene import NOW
from tests.landlord.conftest import Booked


async def test_an_order_is_raised_before_its_visit_is_asked_for(booked: Booked) -> None:
    first = await booked.queued()
    assert first is not None
    assert first.command.name == "RaiseRepair"
    assert await booked.queued() is None


async def test_what_a_crash_left_behind_is_sent_by_the_next(booked: Booked) -> None:
    first = await booked.queued()
    assert first is not None
    async with booked.units() as uow:
        again = await landlord_answers.next_command(uow, now=first.leased_until)
    assert again is not None
    assert (again.id, again.key, again.attempts) == (first.id, first.key, 2)
    async with booked.units() as uow:
        await landlord_answers.answered(uow, command=first, reference="J-1", now=NOW)
    async with booked.units() as uow:
        after = await landlord_answers.next_command(uow, now=again.leased_until)
    assert after is not None
    # The first sender had lost its lease: its answer changes nothing, the second's still may.
    assert after.id == first.id


async def test_silence_is_tried_again_with_growing_gaps_and_never_given_up(
    booked: Booked,
) -> None:
    at, gaps = NOW, []
    for _ in range(12):
        async with booked.units() as uow:
            command = await landlord_answers.next_command(uow, now=at)
            assert command is not None
            await landlord_answers.delayed(
                uow, command=command, error="TimeoutError", wait=None, now=at
            )
            assert not await uow.landlord.is_answering()
        before = at
        while True:
            at += timedelta(seconds=5)
            async with booked.units() as uow:
                if await uow.landlord.is_waiting(at):
                    break
        gaps.append(at - before)
    assert gaps[:3] == [timedelta(seconds=s) for s in (15, 30, 60)]
    assert max(gaps) == timedelta(minutes=15)


async def test_what_it_asked_for_is_kept_to(booked: Booked) -> None:
    async with booked.units() as uow:
        command = await landlord_answers.next_command(uow, now=NOW)
        assert command is not None
        await landlord_answers.delayed(
            uow, command=command, error="HTTP 429", wait=timedelta(minutes=5), now=NOW
        )
        assert not await uow.landlord.is_waiting(NOW + timedelta(minutes=4, seconds=59))
        assert await uow.landlord.is_waiting(NOW + timedelta(minutes=5))


async def test_a_visit_that_is_refused_is_given_back(booked: Booked) -> None:
    raised = await booked.queued()
    assert raised is not None
    async with booked.units() as uow:
        await landlord_answers.answered(uow, command=raised, reference="J-1", now=NOW)
    requested = await booked.queued()
    assert requested is not None
    async with booked.units() as uow:
        await landlord_answers.refused(uow, command=requested, reason="slot_taken", now=NOW)
    async with booked.units() as uow:
        visit = await uow.appointments.appointment(booked.appointment_id)
        used = await uow.diary.used_minutes()
    assert visit is not None
    assert visit.state is AppointmentState.CANCELLED
    assert sum(minutes for minutes, _ in used.values()) == 0
    # Nobody is told of the cancelling of what was never taken.
    assert await booked.queued() is None
