"""What is asked or wished of the matter in hand is answered from the record, beside all else."""

import pytest

from housing.domain.messaging.follow_ups import FollowUp, FollowUpKind, beside
from housing.services.conversation.follow_ups.answering import ANSWERS
from tests.conversation.talker import Talker
from tests.diary.scene import NOW

TAP = "tap_dripping"
EMERGENCY = "it is with our emergency team"


async def has_visit(tenant: Talker) -> None:
    """A verified tenant with one booked repair."""
    await tenant.is_known()
    await tenant.says("my tap drips", TAP)
    await tenant.says("yes")
    assert "Booked" in await tenant.says("1")


async def has_emergency(tenant: Talker) -> None:
    await tenant.says("a pipe burst", "pipe_burst")
    assert EMERGENCY in (await tenant.says("yes, at home")).lower()


async def waits_for_person(tenant: Talker) -> None:
    await tenant.says("i want to talk to a person", intent="speak_to_person")


STATES = {"visit": has_visit, "emergency": has_emergency, "person": waits_for_person}

# Where one is, what is asked, and what must and must not come.
ASKED = [
    ("visit", "who_comes", "who is it thats coming", "Trade: plumber", "Which"),
    ("visit", "when_visit", "what time is he coming", "booked and it stands", "postcode"),
    ("visit", "still_on", "is it still on", "booked and it stands", "postcode"),
    ("visit", "is_stopped", "have you cancelled it", "booked and it stands", "cancelled"),
    ("visit", "must_be_in", "can my mum let him in", "need not be you", "Which"),
    ("visit", "is_noted", "have you put that down", "kept with the job", "Sorry"),
    ("visit", "cost", "do i have to pay for it", "free if you rent", "VAT"),
    ("visit", "ring_first", "can he ring before", "before they come", "Sorry"),
    ("visit", "what_next", "what happens then", "what is still to do", "Sorry"),
    ("visit", "same_visit", "can he look at the gate too", "one visit or on one day", "gate:"),
    ("visit", "not_answered", "thats not what i asked", "put your question to a person", "visit"),
    ("visit", "keep_evidence", "shall i take photos", "photos help", "Sorry"),
    ("emergency", "who_comes", "who are you sending", "plumber on call", "Trade"),
    ("emergency", "when_visit", "is it tonight or tomorrow", "at the latest", "opening"),
    ("emergency", "stop_it", "nobody need come now", "before it is called off", "stopped"),
    ("emergency", "is_stopped", "is it called off", "someone may still come", "is off"),
    ("emergency", "do_self", "can i turn it off", "turning it off", "Sorry"),
    ("emergency", "number_for_this", "is that number for this", "day and night", "Sorry"),
    ("emergency", "still_on", "is someone coming", "emergency visit stands", "Nothing"),
    ("person", "how_reply", "will they ring or text", "by text to this number", "Sorry"),
    ("person", "when_reply", "when will they get back", "reply", "Sorry"),
    ("person", "who_replies", "is it a real person", "a person", "Sorry"),
    ("person", "is_noted", "do i have to say it again", "need not say it again", "Sorry"),
    ("person", "when_visit", "when are they coming", "No visit is booked yet", "postcode"),
    ("person", "contact_wish", "text me dont ring", "how and when to reach you", "Sorry"),
    ("person", "cannot_ring", "ive no credit", "in writing", "Sorry"),
    ("person", "told_who", "will he know it was me", "talks with you before", "hurt"),
    ("person", "may_i_report", "its my dads name", "need not be the tenant", "Sorry"),
    ("person", "pay_later", "can i pay friday", "can't agree it here", "behind"),
    ("person", "where_help", "is there any help", "what help there is", "Sorry"),
    ("person", "safe_now", "is it safe to use", "if in doubt", "Yes"),
    ("person", "stay_or_go", "shall i stay here", "someone you trust", "Sorry"),
    ("person", "language", "polish please", "interpreter", "Sorry"),
    ("person", "already_told", "i told you that", "I have it", "again:"),
    ("person", "what_means", "what is a stopcock", "turns off all the water", "Sorry"),
    ("person", "authority_came", "gas man has been", "go by what they tell you", "Stay outside"),
]


@pytest.mark.parametrize(("state", "kind", "words", "comes", "never"), ASKED)
async def test_it_is_answered_for_that_thing(
    tenant: Talker, state: str, kind: str, words: str, comes: str, never: str
) -> None:
    await STATES[state](tenant)
    said = await tenant.says(words, asks={words: kind})
    assert comes in said
    assert never not in said


@pytest.mark.parametrize(
    ("state", "kind", "words", "comes", "never"),
    [one for one in ASKED if one[0] == "visit" or one[1] == "how_reply"],
)
async def test_it_is_answered_beside_an_open_question_which_is_asked_again(
    tenant: Talker, state: str, kind: str, words: str, comes: str, never: str
) -> None:
    await STATES[state](tenant)
    asked = await tenant.says("my kitchen light does not work", "light_not_working")
    assert "bulb" in asked
    said = await tenant.says(words, asks={words: kind})
    assert comes in said
    assert "bulb" in said


async def test_an_answer_beside_a_question_is_taken_and_the_question_answered(
    tenant: Talker,
) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", TAP)
    said = await tenant.says(
        "yes. do i have to be in for it?", asks={"do i have to be in for it?": "must_be_in"}
    )
    assert "need not be you" in said
    assert "When suits you?" in said
    assert said.index("need not be you") < said.index("When suits you?")


async def test_two_questions_get_two_answers(tenant: Talker) -> None:
    await has_visit(tenant)
    said = await tenant.says(
        "who is coming? do i have to be in?",
        asks={"who is coming?": "who_comes", "do i have to be in?": "must_be_in"},
    )
    assert "plumber" in said
    assert "need not be you" in said


async def test_a_first_message_is_a_follow_up_of_nothing(tenant: Talker) -> None:
    said = await tenant.says("who is coming", TAP, asks={"who is coming": "who_comes"})
    assert "tap" in said.lower()


async def test_a_problem_that_was_misread_is_taken_off(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("1 the tap", TAP)
    said = await tenant.says(
        "no!! my water is fine please forget that one",
        asks={"my water is fine please forget that one": "misread"},
    )
    assert "taken off" in said
    assert "emergency" not in said


async def test_a_day_that_was_named_before_is_offered_first(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", TAP)
    words = "yes. only friday suits me"
    said = await tenant.says(words, asks={"only friday suits me": "day_wish"})
    first = said.partition("\n1 ")[2].split("\n")[0]
    assert first.startswith("Fri")


async def test_the_same_words_answer_no_second_question(tenant: Talker) -> None:
    first = await tenant.says("can i swap my flat", intent="tenancy_question")
    second = await tenant.says("42 days from when?", intent="tenancy_question")
    assert second != first
    assert "put your question to a person" in second


async def test_every_kind_has_an_answer() -> None:
    assert set(FollowUpKind) - set(ANSWERS) == {FollowUpKind.THANKS_CLOSE}


@pytest.mark.parametrize(
    ("words", "sentence", "rest"),
    [
        ("ok thanks. who is coming?", "who is coming?", ""),
        ("yes. who is coming?", "who is coming?", "yes"),
        ("2 please. will he ring?", "will he ring?", "2 please"),
        ("who is coming? the gate is broken", "who is coming?", "the gate is broken"),
        ("who is\ncoming?\n\nthe gate  is broken", "who is\ncoming?", "the gate is broken"),
        ("lovely, cheers - who is coming", "who is coming", ""),
    ],
)
def test_what_else_is_said(words: str, sentence: str, rest: str) -> None:
    assert beside(words, [FollowUp(FollowUpKind.WHO_COMES, sentence)]) == rest


async def test_what_is_told_beside_a_way_on_that_says_nothing_itself_breaks_nothing(
    tenant: Talker,
) -> None:
    """Of a reply that is only said later there is nothing to put a word before."""
    await tenant.says("boiler pressure is on 0", "boiler_pressure_low")
    await tenant.says("no")
    said = await tenant.says("3 the hose isnt connected so i cant do it. no hot water with kids")
    assert "passed on the rest" in said


async def test_a_second_problem_that_is_none_is_left_out(tenant: Talker) -> None:
    await tenant.is_known()
    said = await tenant.says(
        "my tap drips and the floor is wet", TAP, "floorboard", intent="report_problem"
    )
    said = await tenant.says("yes")
    assert "floorboard" in said
    asked = await tenant.says("no its the same thing the floor only gets wet from the tap")
    assert "Shall I leave that out" in asked
    assert "taken off" in await tenant.says("1")


async def test_a_second_problem_that_is_one_is_gone_on_with(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says(
        "my tap drips and the floor is wet", TAP, "floorboard", intent="report_problem"
    )
    await tenant.says("yes")
    await tenant.says("what do you mean by that mate honestly")
    assert "floor give way" in await tenant.says("2")


async def test_a_second_report_of_its_own_is_not_asked_about(tenant: Talker) -> None:
    await has_visit(tenant)
    await tenant.says("a floorboard is rotten", "floorboard")
    assert "leave that out" not in await tenant.says("its only the one by the door i just saw it")


async def test_who_calls_an_emergency_off_is_heard_by_whoever_is_on_call_once(
    tenant: Talker,
) -> None:
    await has_emergency(tenant)
    for words in ("nobody need come now", "please dont send anybody"):
        await tenant.says(words, asks={words: "stop_it"})
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        (report,) = await uow.reports.reports_of(talk.id)
        order_id = await uow.elements.order_of(report.id)
        told = await uow.desk.count_audit(
            action="emergency_taken_back", subject=f"work_order:{order_id}", since=NOW
        )
        assert told == 1
        assert await uow.desk.open_handoff(talk.id) is not None


async def test_who_must_not_be_named_is_put_before_a_person(tenant: Talker) -> None:
    await tenant.says("the dog next door barks", "asb_noise")
    await tenant.says("will he know it was me", asks={"will he know it was me": "told_who"})
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        found = await uow.desk.open_handoff(talk.id)
    assert found is not None
    assert "will he know it was me" in found.summary


async def test_who_has_told_it_twice_gets_a_person(tenant: Talker) -> None:
    await tenant.says("my tap drips", TAP)
    words = "i told you that already"
    assert "Sorry for asking again" in await tenant.says(words, asks={words: "already_told"})
    assert "passing you to a person" in await tenant.says(words, asks={words: "already_told"})


async def test_our_own_word_beside_a_follow_up_moves_nothing(tenant: Talker) -> None:
    await waits_for_person(tenant)
    words = "SAFE.  will they ring or text?\nthe gate is broken"
    said = await tenant.says(words, asks={"will they ring or text?": "how_reply"})
    assert "by text to this number" in said
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        found = await uow.desk.open_handoff(talk.id)
    assert found is not None
    assert "the gate is broken" in found.context["told"]


async def test_thanks_before_a_question_do_not_swallow_it(tenant: Talker) -> None:
    await waits_for_person(tenant)
    words = "thank you that was quick. who is it that answers me?"
    said = await tenant.says(
        words, intent="thanks", asks={"who is it that answers me?": "who_replies"}
    )
    assert "One of our team, a person" in said


async def test_what_it_costs_in_the_middle_leaves_the_question_open(tenant: Talker) -> None:
    await waits_for_person(tenant)
    await tenant.says("my light is out", "light_not_working")
    said = await tenant.says("do i have to find the extra myself", intent="ask_charge")
    assert "bulb" in said
