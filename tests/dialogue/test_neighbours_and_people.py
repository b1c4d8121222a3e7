"""Neighbour noise, a person when one is wanted, complaints, feedback."""

from tests.dialogue.conftest import MeetTenant, Rows
from tests.dialogue.people import Tenant


async def test_asb_noise_is_logged_first_and_helped(tenant: Tenant, rows: Rows) -> None:
    await tenant.says("neighbours blasting music every night till 3am", "logged it, ref a-")
    await tenant.says("no")
    await tenant.says("no")
    by_text = tenant.channel.name == "sms"
    # A chat that is closed cannot be written to, so a check-back is only promised by text.
    await tenant.says("yes", "card", "diary", "check back" if by_text else "person")
    if not by_text:
        return
    cases = rows("select * from asb_case where state = 'self_help' order by id desc")
    assert cases[0]["check_back_at"] is not None
    assert rows("select * from due_job where kind = 'check_back' and state = 'due'")


async def test_trouble_that_goes_on_is_one_case_and_goes_to_staff(
    meet: MeetTenant, rows: Rows
) -> None:
    tenant = meet("sms")
    said = await tenant.says("next doors dog barks all day long", "logged it, ref a-", "check back")
    reference = said[said.lower().index("ref a-") + 4 :][:8]
    await tenant.says("no", "write again")
    await tenant.says("next doors dog is barking all day again", f"added this to {reference}")
    cases = rows("select * from asb_case where reference = ?", reference)
    assert [case["state"] for case in cases] == ["staff"]
    assert len(rows("select * from asb_repeat where asb_case_id = ?", cases[0]["id"])) == 1


async def test_a_word_with_nothing_asked_is_no_misunderstanding(meet: MeetTenant) -> None:
    tenant = meet("webchat")
    await tenant.says("yes", "nothing open")
    await tenant.says("no", "write again", never=("passing you",))
    await tenant.says("yes", "nothing open", never=("passing you",))


async def test_asb_self_help_is_never_a_gate(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await tenant.says("neighbours loud music every night", "logged")
    await tenant.says("i want a person", "passing you to a person")


async def test_asb_with_threats_goes_to_staff_with_999(meet: MeetTenant, rows: Rows) -> None:
    tenant = meet("webchat")
    await tenant.says("loud music from next door all night again", "logged")
    await tenant.says("yes they threatened me", "999")


async def test_speak_to_person(tenant: Tenant, rows: Rows) -> None:
    said = await tenant.says("can i just speak to a real person please", "passing you to a person")
    assert "minutes" in said or "open" in said.lower()
    assert rows("select * from handoff where reason = 'asked' and state = 'waiting'")
    await tenant.says("/restart", "start again")
    await tenant.says("hello", "still here")


async def test_who_will_not_prove_who_they_are_gets_a_person(tenant: Tenant, rows: Rows) -> None:
    await tenant.says("whens my plumber coming", "check it's you")
    await tenant.says("id rather not say", "that's fine", "person")
    assert rows("select * from handoff where reason = 'identity' and state = 'waiting'")


async def test_complaint(tenant: Tenant, rows: Rows) -> None:
    await tenant.says("i want to make a complaint", "what went wrong")
    said = await tenant.says(
        "plumber never turned up twice and nobody rang me", "ref c-", "stage 1", "ombudsman"
    )
    assert "acknowledge" in said
    assert rows("select * from complaint where stage = 1")


async def test_two_misunderstandings_bring_a_person(meet: MeetTenant) -> None:
    tenant = meet("sms")
    await tenant.says("asdkjh qwlekj", "didn't follow")
    await tenant.says("zxcmnb lkjwe", "passing you to a person")


async def test_answers_that_make_no_sense_bring_a_person(meet: MeetTenant) -> None:
    tenant = meet("webchat")
    await tenant.says("tap dripping", "turn the tap off")
    await tenant.says("qwlekj zxcv", "didn't get that", "turn the tap off")
    await tenant.says("zxcmnb lkjwe", "passing you to a person")


async def test_feedback_in_so_many_words(tenant: Tenant) -> None:
    await tenant.says("the service was not good enough", "complaint")
    await tenant.says("no thats all", "thank you")
