"""Visits on record: seen, moved, called off, chased, and never shown to a stranger."""

import re

from tests.dialogue.conftest import MeetTenant, Rows
from tests.dialogue.people import Tenant


async def booked(tenant: Tenant) -> str:
    """A dripping tap, booked; returns the order's reference."""
    await tenant.says("tap dripping in the bathroom i can turn it off")
    await tenant.proves_identity("when suits you")
    confirmed = await tenant.says("1", "booked")
    found = re.search(r"W-\w{6}", confirmed)
    assert found is not None
    return found[0]


async def test_appointment_view(tenant: Tenant) -> None:
    reference = await booked(tenant)
    await tenant.says("when is my appointment", reference)


async def test_appointment_view_needs_to_know_who_asks(tenant: Tenant) -> None:
    await tenant.says("when is my appointment", "check it's you", never=("W-",))


async def test_appointment_change(tenant: Tenant, rows: Rows) -> None:
    reference = await booked(tenant)
    await tenant.says("i need to change my appointment", "when suits you")
    await tenant.says("2", reference)
    order = rows("select id from work_order where reference = ?", reference)[0]
    states = rows("select state from appointment where work_order_id = ? order by id", order["id"])
    assert [one["state"] for one in states] == ["cancelled", "scheduled"]


async def test_appointment_cancel(tenant: Tenant, rows: Rows) -> None:
    reference = await booked(tenant)
    await tenant.says("cancel my appointment please", "call off")
    await tenant.says("yes", "called off")
    order = rows("select state from work_order where reference = ?", reference)[0]
    assert order["state"] == "cancelled"


async def test_repair_chase(tenant: Tenant) -> None:
    reference = await booked(tenant)
    await tenant.says("whats happening with my repair", reference)


async def test_the_words_of_the_confirmation_work(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await booked(tenant)
    await tenant.says("CHANGE", "when suits you")
    await tenant.says("others", "more")
    await tenant.says("start over", "start again")
    await tenant.says("DROP IT", "call off")
    await tenant.says("no", "stays as it is")


async def test_words_choose_a_slot(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await tenant.says("tap dripping in the bathroom i can turn it off")
    offered = await tenant.proves_identity("when suits you")
    day = re.search(r"\b(Mon|Tue|Wed|Thu|Fri|Sat) (\d{1,2}) ([A-Z][a-z]{2})", offered)
    assert day is not None
    await tenant.says(f"the {day[2]}th please", f"{day[1]} {day[2]} {day[3]}")


async def test_other_slots_on_request(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await tenant.says("tap dripping in the bathroom i can turn it off")
    await tenant.proves_identity("when suits you")
    await tenant.says("others", "more")


async def test_wrong_details_give_nothing_away(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await tenant.says("when is my appointment", "postcode")
    known = await tenant.says("HL1 1AA 29/02/1952", "can't match")
    nobody = meet("sms", known=False)
    await nobody.says("when is my appointment", "postcode")
    assert await nobody.says("HL1 1AA 29/02/1952", "can't match") == known
