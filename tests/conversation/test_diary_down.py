"""The landlord's diary does not answer: the report is kept and times come by text later."""

from datetime import datetime, time, timedelta

from housing.domain.clock.local_time import at_london
from housing.domain.repairs.landlord_commands import QueuedCommand
from housing.services.repairs import landlord_answers
from tests.conversation.talker import Talker

TAP = "tap_dripping"


async def goes_silent(tenant: Talker) -> QueuedCommand:
    """Somebody else's command has just not been answered."""
    other = Talker(tenant.units, tenant.now, mobile="+447700900004")
    await other.says("my kitchen tap keeps dripping", TAP)
    await other.says("yes")
    await other.says("HL2 3BF 9/8/1990")
    async with tenant.units() as uow:
        command = await landlord_answers.next_command(uow, now=other.now)
        assert command is not None
        await landlord_answers.delayed(
            uow, command=command, error="TimeoutError", wait=None, now=other.now
        )
    return command


async def answers_again(tenant: Talker, at: datetime) -> None:
    """All that waits is accepted."""
    async with tenant.units() as uow:
        while (command := await landlord_answers.next_command(uow, now=at)) is not None:
            await landlord_answers.answered(uow, command=command, reference="J-1", now=at)


async def test_the_report_is_kept_and_a_time_is_texted_when_it_answers(tenant: Talker) -> None:
    await tenant.is_known()
    await goes_silent(tenant)
    await tenant.says("my kitchen tap keeps dripping", TAP)
    told = await tenant.says("yes")
    assert "our diary is not answering" in told
    assert "someone will text you a time" in " ".join(told.split())
    later = tenant.now + timedelta(hours=1)
    await answers_again(tenant, later)
    before = len(await tenant.unprompted())
    await tenant.waits(later)
    said = " ".join((await tenant.unprompted())[before:])
    assert "a time for your repair, ref W-" in said
    assert "When suits you?" in said
    assert "Booked" in await tenant.says("2")


async def test_nobody_is_texted_a_time_at_night(tenant: Talker) -> None:
    await tenant.is_known()
    await goes_silent(tenant)
    await tenant.says("my kitchen tap keeps dripping", TAP)
    await tenant.says("yes")
    before = len(await tenant.unprompted())
    today = tenant.now.date()
    night = at_london(today, time(21))
    await answers_again(tenant, night)
    await tenant.waits(night + timedelta(hours=1))
    assert len(await tenant.unprompted()) == before
    await tenant.waits(at_london(today + timedelta(days=1), time(8)))
    assert len(await tenant.unprompted()) > before


async def test_an_open_question_is_not_talked_over(tenant: Talker) -> None:
    await tenant.is_known()
    await goes_silent(tenant)
    await tenant.says("my kitchen tap keeps dripping", TAP)
    await tenant.says("yes")
    await answers_again(tenant, tenant.now)
    asked = await tenant.says("light in the bedroom not working", "light_not_working")
    assert "?" in asked
    before = len(await tenant.unprompted())
    await tenant.waits(tenant.now + timedelta(minutes=1))
    said = " ".join((await tenant.unprompted())[before:])
    assert "a time for your repair" in said
    assert "When suits you?" not in said


async def test_a_time_that_the_landlord_cannot_keep_is_put_right(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my kitchen tap keeps dripping", TAP)
    await tenant.says("yes")
    assert "Booked" in await tenant.says("1")
    async with tenant.units() as uow:
        while (command := await landlord_answers.next_command(uow, now=tenant.now)) is not None:
            if command.command.name == "RequestAppointment":
                await landlord_answers.refused(
                    uow, command=command, reason="slot_taken", now=tenant.now
                )
            else:
                await landlord_answers.answered(
                    uow, command=command, reference="J-1", now=tenant.now
                )
    before = len(await tenant.unprompted())
    await tenant.waits(tenant.now)
    said = " ".join((await tenant.unprompted())[before:])
    assert "sorry, we can't come at the time you chose" in said
    assert "When suits you?" in said
    assert "Booked" in await tenant.says("1")
