"""Words told while a person is promised or an emergency stands: they belong to that matter, unless
they are surely about something else.

A moment's likeness ("will they ring first?", "today or tomorrow?") is no new problem, no question
about opening hours and no reason to ask who somebody is.
"""

import re

from housing.domain.inbound_text import plain_words
from housing.domain.what_next import asks_what_happens
from housing.domain.work_orders import WorkOrder
from housing.services.conversation import chasing, emergency_in_hand, noting, reaching, told_beside
from housing.services.conversation.handing_over import add_to_it, standing
from housing.services.conversation.turn import Turn

# Asks for what these do, whatever is in hand.
OWN_ACTIONS = frozenset(
    {
        "speak_to_person", "cancel", "start_over", "thanks", "greet", "goodbye", "repeat",
        "complaint", "compliment", "bot_challenge", "feedback_good", "feedback_not_good",
        "appointment_cancel", "dispute_charge", "affirm", "deny",
    }
)  # fmt: skip
ASKS_HOW_IT_STANDS = frozenset({"appointment_view", "repair_chase", "ask_help"})
QUESTIONS = told_beside.QUESTIONS | {"tenancy_question", "appointment_change"}
SURE_QUESTION = 0.85
_OF_A_VISIT = re.compile(r"\b(?:visits?|appointments?|bookings?|booked|repairs?)\b")


async def keep_with_it(turn: Turn) -> bool:
    """Whether the words were kept with what is in hand, or asked how it stands."""
    if turn.dialogue.question is not None:
        return False
    order = await emergency_in_hand.find(turn)
    if order is None and not turn.waits_for_person:
        return False
    if turn.waits_for_person and await reaching.take_details(turn):
        return True
    if await _asks_how_it_stands(turn):
        return await _tell_how(turn, order)
    if turn.heard.intent in OWN_ACTIONS or _is_surely_another(turn):
        return False
    await _add(turn, order)
    return True


async def _asks_how_it_stands(turn: Turn) -> bool:
    """A visit that is on record is another matter than the person who was promised."""
    words = plain_words(turn.words)
    if turn.heard.intent in ASKS_HOW_IT_STANDS:
        has_visit = bool(await chasing.own_orders(turn))
        return not has_visit and not _OF_A_VISIT.search(words)
    return asks_what_happens(words) and turn.heard.intent != "report_problem"


async def _tell_how(turn: Turn, order: WorkOrder | None) -> bool:
    await noting.note(turn, turn.words)
    if order is not None:
        emergency_in_hand.tell(turn, order)
    else:
        turn.tell(await standing(turn))
    return True


def _is_surely_another(turn: Turn) -> bool:
    guesses = turn.heard.guesses
    if turn.heard.intent in ASKS_HOW_IT_STANDS:
        return True
    if turn.heard.intent == "report_problem":
        return bool(guesses) and guesses[0].confidence >= told_beside.SURELY
    named = not guesses or guesses[0].confidence >= told_beside.SURELY
    return turn.heard.intent in QUESTIONS and turn.heard.confidence >= SURE_QUESTION and named


async def _add(turn: Turn, order: WorkOrder | None) -> None:
    if order is None:
        await add_to_it(turn)
        return
    await noting.note(turn, turn.words)
    turn.say("noted_for_emergency", reference=order.reference)
