"""Words told while a person is promised or an emergency stands belong to it."""

import pytest

from housing.domain.messaging.handoff import Handoff
from housing.services.conversation.take_turn import take_turn
from housing.services.conversation.turn import Heard, IssueGuess
from tests.conversation.talker import ACTION_OF, DEAL, Talker
from tests.conversation.watched import Watching, read

Guesses = tuple[tuple[str, float], ...]
STRAY = [
    ("will it be today or tomorrow, and ring the house phone mind", "opening_hours", 0.61, ()),
    ("we dont have a mobile only the house phone", "tenancy_question", 0.75, (("pet", 0.4),)),
    ("mrs patel at flat 3 has a key, tell him", "report_problem", 0.86, (("lost_keys", 0.62),)),
    ("right im in lectures till 4 so after that", "out_of_scope", 0.95, ()),
    ("mums deaf can they ring MY phone", "nlu_fallback", 0.7, ()),
    ("i said its coming up in the bath now", "correct_answer", 0.9, ()),
    ("so do i pay or not if it just broke", "ask_charge", 0.61, ()),
]


async def reads(
    tenant: Talker,
    words: str,
    intent: str,
    confidence: float,
    guesses: Guesses,
) -> str:
    """What comes back to words that the bot is as sure of as given."""
    message = await tenant.arrives(words)
    found = tuple(IssueGuess(*one) for one in guesses)
    heard = Heard(message.id, words, intent, confidence, found)
    async with tenant.units() as uow:
        result = await take_turn(
            uow,
            DEAL,
            conversation_id=message.conversation_id,
            action=ACTION_OF.get(intent, "action_answer"),
            heard=heard,
            now=tenant.now,
        )
    return " ".join(reply.text for reply in result.replies)


async def handoff_of(tenant: Talker) -> Handoff:
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        found = await uow.desk.open_handoff(talk.id)
    assert found is not None
    return found


@pytest.mark.parametrize(("words", "intent", "confidence", "guesses"), STRAY)
async def test_with_a_person_promised_they_are_kept_for_them(
    tenant: Talker,
    words: str,
    intent: str,
    confidence: float,
    guesses: Guesses,
) -> None:
    await tenant.says("can i talk to a person", intent="speak_to_person")
    said = await reads(tenant, words, intent, confidence, guesses)
    assert "for the person who answers" in said
    assert words in (await handoff_of(tenant)).context["told"]


@pytest.mark.parametrize(("words", "intent", "confidence", "guesses"), STRAY)
async def test_with_an_emergency_they_go_to_whoever_comes(
    tenant: Talker,
    words: str,
    intent: str,
    confidence: float,
    guesses: Guesses,
) -> None:
    await tenant.says("a pipe has burst", "pipe_burst")
    await tenant.says("yes")
    said = await reads(tenant, words, intent, confidence, guesses)
    assert "passed that on to whoever comes" in said
    assert "01632" in said
    assert words in (await handoff_of(tenant)).context["told"]


@pytest.mark.parametrize(
    ("words", "intent", "confidence", "guesses", "answer"),
    [
        ("my light is out", "report_problem", 0.99, (("light_not_working", 0.95),), "new bulb"),
        ("when are you open", "opening_hours", 0.98, (), "Monday to Friday"),
        ("can i have a person", "speak_to_person", 0.9, (), "in line"),
        ("thanks", "thanks", 0.99, (), ""),
    ],
)
async def test_what_is_surely_something_else_is_answered(
    tenant: Talker,
    words: str,
    intent: str,
    confidence: float,
    guesses: Guesses,
    answer: str,
) -> None:
    await tenant.says("can i talk to a person", intent="speak_to_person")
    said = await reads(tenant, words, intent, confidence, guesses)
    assert "for the person who answers" not in said
    assert answer in said


@pytest.mark.parametrize("words", ["its gone four and nobody has rung", "when will they tell me"])
async def test_who_chases_a_promise_is_told_how_it_stands(tenant: Talker, words: str) -> None:
    await tenant.says("can i talk to a person", intent="speak_to_person")
    said = await reads(tenant, words, "repair_chase", 0.8, ())
    assert "Someone will reply by" in said
    assert "postcode" not in said


@pytest.mark.parametrize("intent", ["out_of_scope", "nlu_fallback", "inform"])
@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("also dont send that same bloke again", False), ("wed would be better for us", False),
        ("is ember a woman", True), ("do they take long, bridge club is at 4", True),
        ("will he do the fan as well?", True),
    ],
)  # fmt: skip
async def test_after_a_visit_is_booked_they_go_with_it(
    tenant: Talker, words: str, asks: bool, intent: str
) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips, turns off ok", "tap_dripping")
    assert "Booked" in await tenant.says("1")
    said = await reads(tenant, words, intent, 0.9, ())
    assert "not something I can help with" not in said
    assert ("I have asked a person" in said) is asks
    assert ("put that with your visit" in said) is not asks
    if asks:
        assert words in (await handoff_of(tenant)).summary


async def test_a_question_to_a_visit_that_is_shown_gets_a_person_not_the_list(
    tenant: Talker,
) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips, turns off ok", "tap_dripping")
    await tenant.says("1")
    assert "Is that all right" in await tenant.says("when is it", intent="appointment_view")
    assert "I have asked a person" in await reads(tenant, "is he the same man", "inform", 0.5, ())


async def test_is_it_free_after_the_booking_is_answered(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips, turns off ok", "tap_dripping")
    await tenant.says("1")
    said = await tenant.says("is there anything to pay", intent="ask_charge")
    assert "Which would you like the price of" not in said
    assert "tap" in said.lower()


async def test_is_it_free_is_answered_while_the_visit_is_shown(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips, turns off ok", "tap_dripping")
    await tenant.says("1")
    await tenant.says("when is it", intent="appointment_view")
    said = await reads(tenant, "and its free yeah, no bill after", "inform", 0.5, ())
    assert "asked a person" not in said
    assert "tap" in said.lower()


async def test_no_price_is_named_while_help_is_on_its_way(tenant: Talker) -> None:
    await tenant.says("a pipe has burst", "pipe_burst")
    await tenant.says("yes")
    said = await tenant.says("who pays for the door they broke", intent="ask_charge")
    assert "£" not in said
    assert "free" in said


async def test_a_time_is_taken_though_a_need_is_told_beside_it(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips, turns off ok", "tap_dripping")
    said = await tenant.says("the first one is good, but the bell is broken so knock loud")
    assert "noted" in said
    assert "Booked" in said or "Shall I book it" in said


async def test_an_emergency_that_was_taken_back_is_not_told_as_one(tenant: Talker) -> None:
    watched = Watching(tenant.units, tenant.now)
    await watched.writes("my tap wont turn off", read("tap_dripping"))
    await watched.writes("yes")
    await watched.writes("no its fine, it only drips")
    said = await watched.writes("so when is someone coming", read(intent="appointment_view"))
    assert "You told us it is no emergency" in said
    assert "someone comes as soon as" not in said
