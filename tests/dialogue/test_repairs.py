"""Repairs from the first words to a booking, an order, a guide or an emergency."""

import re

import pytest

from tests.dialogue.conftest import MeetTenant, Rows
from tests.dialogue.people import Tenant

SLOT = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat) \d{1,2} [A-Z][a-z]{2}, \d")


async def books_first_slot(tenant: Tenant) -> str:
    """From the offer to the confirmation."""
    return await tenant.says("1", "booked", "ref")


async def test_tap_dripping(tenant: Tenant, rows: Rows) -> None:
    await tenant.says("my tap keeps driping in the bathrom", "ours to fix", "turn the tap off")
    await tenant.says("yes", "simple repair", "no charge")
    offered = await tenant.proves_identity("when suits you")
    assert len(SLOT.findall(offered)) >= 3
    confirmed = await books_first_slot(tenant)
    reference = re.search(r"W-\w{6}", confirmed)
    assert reference is not None
    order = rows("select * from work_order where reference = ?", reference[0])[0]
    assert (order["issue"], order["state"], order["trade"]) == (
        "tap_dripping",
        "scheduled",
        "plumber",
    )
    visits = rows("select state from appointment where work_order_id = ?", order["id"])
    assert [visit["state"] for visit in visits] == ["scheduled"]


async def test_tap_that_cannot_be_turned_off_is_an_emergency(meet: MeetTenant, rows: Rows) -> None:
    tenant = meet("sms")
    await tenant.says("tap wont stop dripping in kitchen", "turn the tap off")
    await tenant.says("no", "cannot stop?")
    await tenant.says("yes", "stopcock", "home we hold")
    await tenant.says("yes", "emergency team", "at the latest")
    orders = rows(
        "select w.* from work_order w join tenant t on t.id = w.tenant_id where t.mobile = ?",
        tenant.person.number,
    )
    assert [(one["priority"], one["state"]) for one in orders] == [("emergency", "staff")]


async def test_what_was_said_already_is_not_asked(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await tenant.says("kitchen tap dripping but i can turn it off", "postcode", never=("turn the",))


async def test_sink_blocked(tenant: Tenant) -> None:
    await tenant.says("kitchen sink blocked water wont go down", "ours to fix")
    await tenant.says("no", "plunger", "did that do it")
    await tenant.says("no still blocked", "check it's you")
    await tenant.proves_identity("when suits you")
    await books_first_slot(tenant)


async def test_toilet_not_flushing(tenant: Tenant) -> None:
    asked = await tenant.says("toilet wont flush nothing happens when i press it", "ours to fix")
    assert "?" in asked
    await tenant.says("yes", "check it's you")
    await tenant.proves_identity("when suits you")
    await books_first_slot(tenant)


async def test_toilet_seat_is_a_guide_with_a_way_to_a_person(tenant: Tenant, rows: Rows) -> None:
    await tenant.says("the toilet seat has snapped off", "normally yours")
    await tenant.says("no", "person")
    await tenant.says("yes please", "passing you to a person")


async def test_toilet_seat_is_done_for_somebody_who_cannot(meet: MeetTenant) -> None:
    tenant = meet("webchat")
    await tenant.says("toilet seat broke", "hard for you")
    await tenant.says("yes im disabled", "no charge")


async def test_boiler_no_heat_hot_water(tenant: Tenant, rows: Rows) -> None:
    await tenant.says(
        "boilers packed in no heating and no hot water", "ours to fix", "run out of credit"
    )
    await tenant.says("no", "emergency", "24 hours")
    found = rows("select * from report where issue = 'boiler_no_heat_hot_water'")
    assert found


async def test_light_not_working(tenant: Tenant) -> None:
    await tenant.says("light in the bedroom not working", "ours to fix")
    await tenant.says("yes tried a new bulb", "no charge")
    await tenant.proves_identity("when suits you")
    await books_first_slot(tenant)


@pytest.mark.parametrize("channel", ["sms", "webchat"])
async def test_pipe_burst_needs_no_identity(meet: MeetTenant, rows: Rows, channel: str) -> None:
    tenant = meet(channel, known=False)
    await tenant.says("pipe has burst water everywhere in kitchen", "stopcock", "address")
    await tenant.says("14 Made Up Street HL1 1AA", "emergency team", never=("postcode and date",))
    told = rows("select told_address from report where issue = 'pipe_burst'")
    assert "14 Made Up Street HL1 1AA" in [one["told_address"] for one in told]


async def test_leak_from_above(tenant: Tenant, rows: Rows) -> None:
    await tenant.says("water coming thru my ceiling from flat upstairs", "electrics", "address")
    assert rows("select * from report where issue = 'leak_from_above'")


async def test_window_broken_glass(tenant: Tenant, rows: Rows) -> None:
    await tenant.says("my bedroom window got smashed", "24 hours", "?")
    assert not rows(
        "select * from alert where words like '%window got smashed%' and danger = 'violence'"
    )


async def test_kitchen_cupboard(tenant: Tenant) -> None:
    await tenant.says("cupboard door in kitchen hanging off its hinge", "ours to fix", "?")
    await tenant.says("it just wore out", "no charge")


async def test_internal_door(tenant: Tenant) -> None:
    await tenant.says("the bedroom door wont shut it sticks on the frame", "?")


async def test_lost_keys_are_quoted_before_anything_is_booked(tenant: Tenant, rows: Rows) -> None:
    # At any hour: at night it is first asked whether there is somewhere to wait.
    await tenant.says("ive lost my keys but im at home")
    await tenant.says("no")
    quoted = await tenant.says("yes", "£65", "person confirms")
    assert "dispute" in quoted.lower()
    await tenant.says("yes go ahead", "person checks")
    await tenant.proves_identity("when suits you")
    await books_first_slot(tenant)
    charges = rows("select state from charge where code = 'lock_change'")
    assert "agreed" in [one["state"] for one in charges]
    assert "confirmed" not in [one["state"] for one in charges]


async def test_a_quote_can_be_disputed_in_one_word(meet: MeetTenant, rows: Rows) -> None:
    tenant = meet("sms")
    await tenant.says("ive lost my keys but im at home")
    await tenant.says("no")
    await tenant.says("yes", "£65")
    await tenant.says("DISPUTE", "disputed", "nothing is owed")
    assert rows("select * from charge where state = 'disputed'")


async def test_two_problems_in_one_conversation_are_both_kept(meet: MeetTenant, rows: Rows) -> None:
    tenant = meet("sms")
    await tenant.says("tap dripping in bathroom", "turn the tap off")
    await tenant.says("also the kitchen cupboard door has fallen off", "noted the other", "tap off")
    await tenant.says("yes", "postcode")
    await tenant.proves_identity("other problem", "one visit for both", "when suits you")
    await tenant.says("2", "booked", "cupboard")
    elements = rows("select issue from work_element order by id desc limit 2")
    assert {one["issue"] for one in elements} == {"tap_dripping", "kitchen_cupboard"}
