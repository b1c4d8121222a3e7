"""What is told beside an answer: the answer is taken and the rest is never swallowed."""

import pytest

from housing.domain.messaging.conversation import Channel
from housing.domain.reading.clauses import lead_and_rest, number_and_rest
from housing.domain.reading.told_address import ToldAddress, find_address
from housing.services.desk import handoffs
from tests.conversation.talker import Talker
from tests.conversation.test_booking import booked

BURST = "pipe_burst"


@pytest.mark.parametrize(
    ("words", "address", "rest"),
    [
        ("9 Tidewater Street HL1 1AD", "9 Tidewater Street, HL1 1AD", ""),
        (
            "9 Tidewater Street, HL1 1AD. Can you move us somewhere else?",
            "9 Tidewater Street, HL1 1AD",
            "Can you move us somewhere else?",
        ),
        (
            "9 tidewater street can you text me not her",
            "9 tidewater street",
            "can you text me not her",
        ),
        ("its 12 quay st", "12 quay st", ""),
        ("flat 3, 12 Quay Street hl12ab pls hurry", "flat 3, 12 Quay Street, HL1 2AB", "pls hurry"),
        ("flat 4 kestrel house", "flat 4 kestrel house", ""),
        ("12 the grove", "12 the grove", ""),
        ("Flat 2b 10 the high street", "Flat 2b 10 the high street", ""),
        ("number 4 st johns road", "4 st johns road", ""),
        ("12 HL1 1AA", "12, HL1 1AA", ""),
        (
            "I just told you, 14 Ffordd Rhuthun, LL13 7TU",
            "14 Ffordd Rhuthun, LL13 7TU",
            "I just told you",
        ),
        (
            "14 Ffordd Rhuthun, Wrecsam LL13 7TU. will someone come?",
            "14 Ffordd Rhuthun, Wrecsam, LL13 7TU",
            "will someone come?",
        ),
        ("3a Y Wern ll13 7tu", "3a Y Wern, LL13 7TU", ""),
        ("the address is 9 Tidewater Street, HL1 1AD.", "9 Tidewater Street, HL1 1AD", ""),
    ],
)
def test_an_address_in_the_words_is_an_address(words: str, address: str, rest: str) -> None:
    assert find_address(words) == ToldAddress(address, rest)


@pytest.mark.parametrize(
    "words",
    [
        "it started 3 days ago down the road",
        "2 nights in a row now",
        "we need 2 men in the house",
        "I rang 3 times last week about the road",
        "HL1 1AD",
        "2 kids at home HL1 1AD",
        "yes",
        "",
    ],
)
def test_a_count_in_a_story_is_none(words: str) -> None:
    assert find_address(words) is None


@pytest.mark.parametrize(
    ("words", "lead", "rest"),
    [
        ("1 - also my smoke alarm keeps beeping", "1", "also my smoke alarm keeps beeping"),
        ("2\nand the bath leaks", "2", "and the bath leaks"),
        ("monday please. my fan is dead too", "monday please", "my fan is dead too"),
        ("the first one also the light went", "the first one", "also the light went"),
        ("1", "1", ""),
        ("yes please", "yes please", ""),
        ("well-kept", "well-kept", ""),
    ],
)
def test_the_seam(words: str, lead: str, rest: str) -> None:
    assert lead_and_rest(words) == (lead, rest)


@pytest.mark.parametrize(
    "words", ["1 - also my light has gone", "1\nmy light has gone", "the first one, also no light"]
)
async def test_a_time_is_taken_and_the_problem_beside_it_is_next(
    tenant: Talker, words: str
) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", "tap_dripping")
    assert "When suits you" in await tenant.says("yes")
    said = await tenant.says(words, "light_not_working")
    assert "Booked" in said
    assert "Now the other problem" in said
    assert "?" in said.split("Now the other problem")[1]


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("3. and im making a complaint about him", "3", "and im making a complaint about him"),
        ("no not u. i dont want a man in here. 2", "2", "no not u. i dont want a man in here"),
        ("i said 3. thursday", "3", "thursday"), ("just outside, 1", "1", "just outside"),
        ("number 2 please", "2", "please"), ("yes go for 1", "1", ""),
        ("2 of my radiators", None, ""), ("i said 3 weeks ago", None, ""),
        ("flat 3", None, ""), ("its been 2 days", None, ""), ("hl1 1aa", None, ""),
    ],
)  # fmt: skip
def test_the_number_at_either_end(text: str, number: str | None, rest: str) -> None:
    assert number_and_rest(text) == ((number, rest) if number else None)


async def test_a_complaint_beside_a_choice_leaves_the_choice(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips, turns off ok", "tap_dripping")
    said = await tenant.says("1. and im making a complaint about him as well", intent="complaint")
    assert "Booked" in said
    assert "complaint" in said


@pytest.mark.parametrize(
    ("words", "intent", "kept"),
    [
        ("Tarn House, dont know the postcode, its by the big shop", "inform", "Tarn House"),
        ("i just said tarn house", "correct_answer", "tarn house"),
        ("flat 3 lantern wharf., HL1 1AA", "inform", "flat 3 lantern wharf, HL1 1AA"),
    ],
)
async def test_a_place_without_a_number_is_where_to_come(
    tenant: Talker, words: str, intent: str, kept: str
) -> None:
    tenant.mobile = "+447700900977"
    assert "What is the address" in await tenant.says("a pipe has burst", BURST)
    assert "It is with our emergency team" in await tenant.says(words, intent=intent)
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        (report,) = await uow.reports.reports_of(talk.id)
    assert kept in (report.told_address or "")


async def test_what_is_told_instead_of_an_address_goes_with_the_emergency(tenant: Talker) -> None:
    tenant.mobile = "+447700900977"
    await tenant.says("a pipe has burst", BURST)
    for _ in range(2):
        said = await tenant.says("its behind the big shop", intent="inform")
    assert "It is with our emergency team" in said
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        (report,) = await uow.reports.reports_of(talk.id)
    assert report.told_address == "its behind the big shop"


async def test_a_question_is_no_place_to_come_to(tenant: Talker) -> None:
    tenant.mobile = "+447700900977"
    await tenant.says("a pipe has burst", BURST)
    for _ in range(2):
        await tenant.says("will he bring a heater with him", intent="inform")
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        (report,) = await uow.reports.reports_of(talk.id)
    assert report.told_address is None


async def test_a_second_emergency_at_home_is_not_asked_where(tenant: Talker) -> None:
    await tenant.says("a pipe has burst", BURST)
    await tenant.says("yes")
    said = await tenant.says("the front door wont lock now", "front_door_lock")
    assert "Is it at the home" not in said


@pytest.mark.parametrize("intent", ["correct", "deny", "affirm", "nlu_fallback", "inform"])
async def test_the_number_on_offer_is_the_answer_whatever_the_whole_is_read_as(
    tenant: Talker, intent: str
) -> None:
    await tenant.is_known()
    assert "Reply 1" in await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says("1 i suppose but you have to pull it hard", intent=intent)
    assert "simple repair" in said
    assert "passed on the rest" in said


async def test_an_answer_and_another_problem(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says("yes, also my light has gone", "light_not_working")
    assert "simple repair" in said
    assert "Now the other problem" in said
    assert "When suits you" not in said, "the second problem comes before a time for both"
    assert "?" in said


async def test_more_words_of_the_same_answer_are_no_other_problem(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says("yes, it turns off", "tap_leaking_base")
    assert "Now the other problem" not in said


@pytest.mark.parametrize("intent", ["tenancy_question", "inform", "speak_to_person", "ask_deal"])
async def test_an_address_is_taken_whatever_else_is_said(tenant: Talker, intent: str) -> None:
    tenant.mobile = "+447700900977"
    asked = await tenant.says("a pipe has burst", BURST)
    assert "What is the address?" in asked
    said = await tenant.says(
        "9 Tidewater Street, HL1 1AD. Can you move us somewhere else?", intent=intent
    )
    assert "It is with our emergency team now" in said
    assert "passed on the rest" in said
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        (report,) = await uow.reports.reports_of(talk.id)
        handoff = await uow.desk.open_handoff(talk.id)
    assert report.told_address == "9 Tidewater Street, HL1 1AD"
    assert handoff is not None
    assert "Can you move us" in handoff.context["told"]


async def test_an_address_told_with_the_emergency_is_not_asked_for(tenant: Talker) -> None:
    tenant.mobile = "+447700900977"
    said = await tenant.says("burst pipe at 14 Mill Lane, SM3 2QP pls hurry", BURST)
    assert "What is the address" not in said
    assert "comes to 14 Mill Lane, SM3 2QP as soon as we can, by" in " ".join(said.split())


async def test_a_time_is_taken_though_a_danger_is_told_beside_it(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", "tap_dripping")
    assert "When suits you" in await tenant.says("yes")
    said = await tenant.says("1. i can smell gas now", "gas_smell", danger="gas")
    assert "Booked" in said
    assert "?" not in said.replace("Not right?", ""), "nothing is asked beside a danger"


async def test_beside_a_danger_nothing_is_asked_and_another_problem_waits(tenant: Talker) -> None:
    await tenant.is_known()
    assert await tenant.says("smell of gas and the tap drips", "tap_dripping", danger="gas") == ""
    said = await tenant.says("we are outside", intent="inform")
    assert "Now the other problem" in said


@pytest.mark.parametrize(("danger", "asked"), [("gas", True), ("abuse", False)])
async def test_a_stranger_in_danger_is_asked_where_to_come(
    tenant: Talker, danger: str, asked: bool
) -> None:
    tenant.mobile = "+447700900977"
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        await handoffs.open_handoff(
            uow,
            conversation_id=talk.id,
            reason="danger",
            summary="",
            priority="emergency",
            context={"danger": danger},
            answer_due_at=tenant.now,
            now=tenant.now,
        )
    said = await tenant.says("please come", danger=danger)
    assert ("your name and address" in said) is asked


async def test_a_number_with_a_question_beside_it_answers(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says("1, who owns the pipes in here", intent="inform")
    assert "When suits you" in said
    assert "passed on the rest" in said


async def test_a_correction_of_a_fact_is_no_no(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says("no, what do you mean by that", intent="inform")
    assert "Is water running" not in said
    assert "turn the tap off" in said


async def test_money_and_calling_off_need_a_plain_yes(tenant: Talker) -> None:
    await tenant.is_known()
    await booked(tenant)
    await tenant.says("when is it", intent="appointment_view")
    assert "Call off" in await tenant.says("drop it", intent="cancel")
    said = await tenant.says("ok. what happens to my report", intent="inform")
    assert "is called off" not in said
