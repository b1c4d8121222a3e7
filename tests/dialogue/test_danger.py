"""Danger is answered first, on every channel, in every state; hazards start their clock at once."""

import pytest

from tests.dialogue.conftest import MeetTenant, Rows
from tests.dialogue.people import Tenant


async def test_gas_smell(tenant: Tenant, rows: Rows) -> None:
    said = await tenant.says("i can smel gas in the kitchen", "0800 111 999", "go outside first")
    assert said.lower().index("no flames") < said.index("0800 111 999")
    assert rows("select * from alert where danger = 'gas'")
    assert rows("select * from handoff where priority = 'emergency' and reason = 'danger'")


async def test_threats_and_violence(tenant: Tenant, rows: Rows) -> None:
    await tenant.says("neighbour is threatening to kill me hes got a knife", "999")
    assert rows("select * from alert where danger = 'violence'")
    await tenant.says("hello", "still here")


@pytest.mark.parametrize(
    "words", ["the gas man came yesterday to do the service", "nobody is hurt its just a drip"]
)
async def test_near_misses_are_not_danger(meet: MeetTenant, words: str) -> None:
    tenant = meet("sms")
    await tenant.says(words, never=("0800 111 999", "call 999 now"))


async def test_danger_in_the_middle_of_another_matter(meet: MeetTenant, rows: Rows) -> None:
    tenant = meet("webchat")
    await tenant.says("tap dripping", "turn the tap off")
    await tenant.says("theres a strong smell of gas now", "0800 111 999")


async def test_danger_is_heard_while_a_person_has_the_conversation(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await tenant.says("can i speak to a person", "passing you to a person")
    await tenant.says("1", "for the person who answers")
    await tenant.says("smell of gas in here now", "0800 111 999")


async def test_damp_mould(tenant: Tenant, rows: Rows) -> None:
    before = {one["id"] for one in rows("select id from hazard_report")}
    await tenant.says("black mould all over the bedroom wall", "logged", "ref H-")
    fresh = [one for one in rows("select * from hazard_report") if one["id"] not in before]
    assert len(fresh) == 1
    first = rows("select created_at from message where id = ?", fresh[0]["message_id"])[0]
    assert fresh[0]["reported_at"] == first["created_at"]
    asked = await tenant.says("no", "lives")
    assert "?" in asked
    await tenant.says("a child under 5", "we will inspect by")
    await tenant.proves_identity("when suits you")
    await tenant.says("1", "booked")
    booked = rows("select * from hazard_report where id = ?", fresh[0]["id"])[0]
    assert booked["state"] == "booked"
    assert booked["investigation_on"] <= booked["investigate_by"][:10]


async def test_mould_is_on_record_though_the_chat_is_abandoned(
    meet: MeetTenant, rows: Rows
) -> None:
    tenant = meet("sms")
    count = len(rows("select id from hazard_report"))
    await tenant.says("theres damp and mould in the bathroom", "logged")
    await tenant.says("forget it", "stays with us")
    assert len(rows("select id from hazard_report")) == count + 1


async def test_mould_never_carries_lifestyle_advice(meet: MeetTenant) -> None:
    tenant = meet("webchat")
    never = ("open a window", "ventilat", "wipe", "dry your", "lifestyle")
    await tenant.says("mould on bedroom ceiling", "logged", never=never)
    await tenant.says("no", never=never)
