"""From "my tap drips" to a confirmed visit: few texts, few segments, and every choice undone in a
word."""

import contextlib
import re

import pytest

from housing.adapters.signed_links import SignedVisitLinks
from housing.domain.messaging.conversation import Channel, Owner
from housing.domain.repairs.appointments import AppointmentState
from housing.domain.slots.slot import SlotTaken
from housing.services.repairs import diary
from tests.conversation.talker import MARNIES_DETAILS, Talker

TAP = "tap_dripping"
SLOT = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat) \d{1,2} [A-Z][a-z]{2}, \S+")


async def states_of(tenant: Talker, reference: str) -> list[AppointmentState]:
    """Where each visit of the order has got to, oldest first."""
    async with tenant.units() as uow:
        household = await uow.homes.household_by_mobile(tenant.mobile, today=tenant.now.date())
        assert household is not None
        order = await uow.orders.order_by_reference(reference, tenant_id=household.tenant.id)
        assert order is not None
        lines = await uow.appointments.history(order.id)
    return [*{line.appointment_id: line.to_state for line in lines}.values()]


async def fill(tenant: Talker, slot: str) -> None:
    """Takes every place of the slot that is said so."""
    async with tenant.units() as uow:
        free = await diary.offer(
            uow, trades=("plumber", "multi_trade"), minutes=1, priority="routine", patch=None,
            now=tenant.now, limit=999,
        )  # fmt: skip
        (meant,) = [one for one in free if one.words() == slot]
        for window_id in meant.diary_window_ids:
            with contextlib.suppress(SlotTaken):
                while True:
                    await uow.diary.take_minutes(window_id, 15, routine=False)


async def booked(tenant: Talker) -> str:
    """A tap, booked from the first words; returns the order's reference."""
    await tenant.says("my kitchen tap keeps dripping", TAP)
    await tenant.says("yes")
    confirmation = await tenant.says("1")
    reference = re.search(r"W-\w{6}", confirmation)
    assert reference is not None, confirmation
    return reference[0]


async def test_a_verified_tenant_books_in_three_texts(tenant: Talker) -> None:
    tenant.links = SignedVisitLinks("made-up-" * 5, "https://help.harbour-row-homes.example")
    await tenant.is_known()
    reference = await booked(tenant)
    assert tenant.sent <= 4
    assert tenant.segments <= 6
    assert await states_of(tenant, reference) == [AppointmentState.SCHEDULED]


async def test_a_tenant_who_must_prove_it_books_in_four(tenant: Talker) -> None:
    await tenant.says("my kitchen tap keeps dripping", TAP)
    await tenant.says("yes")
    offered = await tenant.proves_identity()
    assert len(SLOT.findall(offered)) == 3
    confirmation = await tenant.says("1")
    assert "Booked" in confirmation
    assert tenant.sent == 4
    assert tenant.segments <= 6


async def test_the_confirmation_reads_back_what_was_chosen(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my kitchen tap keeps dripping", TAP)
    second = SLOT.findall(await tenant.says("yes"))[1]
    assert second in await tenant.says("2")


async def test_a_guess_is_held_and_read_back_before_it_is_booked(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my kitchen tap keeps dripping", TAP)
    first = SLOT.findall(await tenant.says("yes"))[0]
    read_back = await tenant.says(f"maybe {first}")
    assert first in read_back
    assert "Shall I book it" in read_back
    confirmation = await tenant.says("yes")
    assert "Booked" in confirmation
    assert first in confirmation


async def test_change_undoes_it_at_once(tenant: Talker) -> None:
    await tenant.is_known()
    reference = await booked(tenant)
    offered = SLOT.findall(await tenant.says("CHANGE"))
    moved = await tenant.says("2")
    assert reference in moved
    assert offered[1] in moved
    assert await states_of(tenant, reference) == [
        AppointmentState.CANCELLED,
        AppointmentState.SCHEDULED,
    ]


async def test_drop_it_undoes_it_after_one_yes(tenant: Talker) -> None:
    await tenant.is_known()
    reference = await booked(tenant)
    assert "Call off" in await tenant.says("DROP IT")
    assert "called off" in await tenant.says("yes")
    assert await states_of(tenant, reference) == [AppointmentState.CANCELLED]


async def test_a_slot_that_has_just_gone_is_told_kindly_with_others(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my kitchen tap keeps dripping", TAP)
    first = SLOT.findall(await tenant.says("yes"))[0]
    await fill(tenant, first)
    told = await tenant.says("1")
    assert "Sorry, that time has just gone" in told
    assert first not in told
    assert len(SLOT.findall(told)) == 3


@pytest.mark.parametrize("words", ["1", "2", "3"])
async def test_saying_it_twice_books_once(tenant: Talker, words: str) -> None:
    await tenant.is_known()
    await tenant.says("my kitchen tap keeps dripping", TAP)
    await tenant.says("yes")
    first = await tenant.says(words)
    reference = re.search(r"W-\w{6}", first)
    assert reference is not None
    await tenant.says(words)
    assert await states_of(tenant, reference[0]) == [AppointmentState.SCHEDULED]


async def test_an_emergency_has_no_time_to_choose_not_even_later(tenant: Talker) -> None:
    await tenant.is_known()
    raised = await tenant.says("a pipe has burst in the kitchen", "pipe_burst")
    assert "Someone comes as soon as we can, by" in " ".join(raised.split())
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        await uow.talk.set_owner(talk, Owner.BOT, None)
    told = await tenant.says("i need to change my appointment", intent="appointment_change")
    assert SLOT.search(told) is None
    assert "only the team can change it" in told


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (MARNIES_DETAILS, None),
        ("yes", None),
        ("12 Other Street HL1 1AA", "12 Other Street, HL1 1AA"),
        ("HL9 9ZZ 3/2/85", "HL9 9ZZ 3/2/85"),
    ],
)
async def test_where_to_come_is_the_home_on_record_or_what_was_told(
    tenant: Talker, words: str, kept: str | None
) -> None:
    """A postcode with a date of birth is no place to drive to, unless it is all there is."""
    asked = await tenant.says("a pipe has burst in the kitchen", "pipe_burst")
    assert "the home we hold for this number" in " ".join(asked.split())
    told = await tenant.says(words)
    assert "as soon as we can, by" in " ".join(told.split())
    assert "3/2/85" not in told
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        (report,) = await uow.reports.reports_of(talk.id)
    assert report.told_address == kept
