"""Words told while a person is promised or an emergency stands belong to it."""

import pytest

from housing.domain.handoff import Handoff
from housing.services.conversation.take_turn import take_turn
from housing.services.conversation.turn import Heard, IssueGuess
from tests.conversation.talker import ACTION_OF, DEAL, Talker

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
