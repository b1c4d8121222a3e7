"""Words told while a person is promised or an emergency stands: they belong to that matter, unless
they are surely about something else.

A moment's likeness ("will they ring first?", "today or tomorrow?") is no new problem, no question
about opening hours and no reason to ask who somebody is.
"""

from housing.domain.reading.asks import (
    asks_the_price,
    asks_what_happens,
    is_question,
    names_a_visit,
)
from housing.domain.reading.inbound_text import plain_words
from housing.domain.repairs.work_orders import WorkOrder
from housing.services.conversation import noting, told_beside
from housing.services.conversation.handing_over import add_to_it, hand_over, standing
from housing.services.conversation.identity import reaching
from housing.services.conversation.matters import charging
from housing.services.conversation.safety import emergency_in_hand
from housing.services.conversation.turn import Turn
from housing.services.conversation.unsure import sure_of
from housing.services.conversation.visits import chasing

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
# "So it's started again from stage 1?" wants nothing to begin anew.
FEW_WORDS = 4
NOT_FOLLOWED = frozenset({"out_of_scope", "nlu_fallback", "inform", "correct_answer"})


async def keep_with_it(turn: Turn) -> bool:
    """Whether the words were kept with what is in hand, or asked how it stands."""
    if turn.dialogue.question is not None:
        return False
    order = await emergency_in_hand.find(turn)
    if order is None and not turn.waits_for_person:
        return await _keep_with_visit(turn)
    if turn.waits_for_person and await reaching.take_details(turn):
        return True
    if await _asks_how_it_stands(turn):
        return await _tell_how(turn, order)
    told_in_passing = turn.heard.intent == "start_over" and len(turn.words.split()) > FEW_WORDS
    if not told_in_passing and (turn.heard.intent in OWN_ACTIONS or _is_surely_another(turn)):
        return False
    await _add(turn, order)
    return True


async def pass_on(turn: Turn) -> None:
    """Words about a visit that only a person can answer, or whoever comes must know."""
    noted = await noting.note(turn, turn.words)
    if asks_the_price(plain_words(turn.words)) and await charging.tell_free(turn):
        return
    if is_question(turn.words) or not noted:
        await hand_over(turn, reason="staff_topic", summary=turn.words, say="question_passed_on")
    else:
        turn.acknowledge(turn.line("noted_for_visit"))


async def _keep_with_visit(turn: Turn) -> bool:
    """After a visit was booked, what is not followed is about it."""
    if turn.heard.intent not in NOT_FOLLOWED or sure_of(turn.heard.guesses):
        return False
    if asks_what_happens(plain_words(turn.words)):
        return False
    report_id = await noting.report_in_hand(turn)
    report = await turn.uow.reports.report(report_id) if report_id is not None else None
    if report is None or report.state != "booked":
        return False
    await pass_on(turn)
    return True


async def _asks_how_it_stands(turn: Turn) -> bool:
    """A visit that is on record is another matter than the person who was promised."""
    words = plain_words(turn.words)
    if turn.heard.intent in ASKS_HOW_IT_STANDS:
        has_visit = bool(await chasing.own_orders(turn))
        return not has_visit and not names_a_visit(words)
    return asks_what_happens(words) and turn.heard.intent != "report_problem"


async def _tell_how(turn: Turn, order: WorkOrder | None) -> bool:
    await noting.note(turn, turn.words)
    if order is None or not await emergency_in_hand.tell_how_it_stands(turn):
        turn.acknowledge(await standing(turn))
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
    if await emergency_in_hand.tell_taken_back(turn, order):
        return
    turn.tell(await emergency_in_hand.what_to_do(turn, order))
    turn.acknowledge(turn.line("noted_for_emergency", reference=order.reference))
