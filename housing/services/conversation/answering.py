"""Answers to the open question, and what to do when words are not understood.

An answer that cannot be read is asked for once more; after that a person takes over.
"""

from dataclasses import replace
from datetime import timedelta

from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.reading.asks import asks_what_happens
from housing.domain.reading.clauses import says_beside
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.misread import says_misread
from housing.services.conversation import in_hand, noting, small_talk, told_beside
from housing.services.conversation.handing_over import add_to_it, hand_over, standing
from housing.services.conversation.identity import reaching
from housing.services.conversation.problems import leaving_out, triage
from housing.services.conversation.readers import READERS
from housing.services.conversation.safety import emergency, emergency_in_hand
from housing.services.conversation.turn import Step, Turn
from housing.services.conversation.unsure import sure_of, worth_offering
from housing.services.conversation.visits import appointments, chasing
from housing.services.desk import alerts

MISUNDERSTANDINGS = 2
LATELY = timedelta(hours=1)
# Questions whose answer may be any words at all: nothing said to them is another problem.
OPEN_ENDED = frozenset(
    {Asked.WHAT_WENT_WRONG, Asked.FEEDBACK_REASON, Asked.ADDRESS, Asked.WHO_AND_WHERE}
)


# After these the case can still be decided anew; with a visit held or agreed it cannot.
CAN_CHANGE_MIND = frozenset(
    {Asked.FACT, Asked.DID_IT_HELP, Asked.OFFER_PERSON, Asked.AGREE_CHARGE, Asked.IDENTITY}
)


DETAILS = frozenset(
    {
        Asked.ADDRESS,
        Asked.WHO_AND_WHERE,
        Asked.CONTACT,
        Asked.IDENTITY,
        Asked.OTHER_NUMBER,
        Asked.MOBILE,
        Asked.CODE,
    }
)


async def answer(turn: Turn) -> None:
    """Reads the message as the answer to the open question; else as what it may be instead."""
    question = turn.dialogue.question
    if question is None:
        await without_question(turn)
        return
    if await leaving_out.ask_first(turn, question):
        return
    if await READERS[question.kind](turn, question):
        return
    if _is_another_problem(turn, question):
        triage.park(turn)
        return
    if question.kind in CAN_CHANGE_MIND and await triage.take_in_passing(turn):
        return
    if await told_beside.take_lead(turn, question):
        return
    await _not_read(turn, question)


async def correct(turn: Turn) -> None:
    """Words that put something right: the answer to the open question where they are one, and to a
    question about details always ("i just said Tarn House")."""
    question = turn.dialogue.question
    if question is not None and question.kind in DETAILS:
        if not await triage.take_in_passing(turn):
            await answer(turn)
    elif question is None or not await READERS[question.kind](turn, question):
        await triage.correct(turn)


async def without_question(turn: Turn) -> None:
    """An answer to nothing: a report if it sounds like one, else one open question."""
    if turn.waits_for_person and await reaching.take_details(turn):
        return
    if turn.heard.intent in {"affirm", "deny"} and not sure_of(turn.heard.guesses):
        if turn.waits_for_person:
            await not_understood(turn)
            return
        await _say_nothing_open(turn)
        return
    if turn.heard.guesses and (
        sure_of(turn.heard.guesses) or worth_offering(turn.deal, turn.heard.guesses)
    ):
        await triage.report_problem(turn)
        return
    await not_understood(turn)


async def _say_nothing_open(turn: Turn) -> None:
    """To a yes or a no to nothing; a visit that stands is not nothing."""
    visits = [one for one in await chasing.own_orders(turn) if one.appointment is not None]
    if not visits:
        turn.say("nothing_open" if turn.heard.intent == "affirm" else "nothing_more")
    for one in visits:
        if one.appointment is not None:
            slot = one.appointment.words()
            turn.say("visit_stands", slot=slot, reference=one.order.reference)


async def not_understood(turn: Turn) -> None:
    """Asks openly once; the second time a person takes over.

    With a question open, the words are an answer to it.
    """
    if turn.dialogue.question is not None:
        await answer(turn)
        return
    if await emergency_in_hand.find(turn) is not None:
        await noting.note(turn, turn.words)
        await emergency_in_hand.tell_how_it_stands(turn)
        return
    if not turn.waits_for_person and asks_what_happens(plain_words(turn.words)):
        await appointments.take(turn, Step.SHOW_APPOINTMENTS)
        return
    if turn.waits_for_person:
        # It is in front of the person who answers; asking again would only delay them.
        await add_to_it(turn)
        return
    misunderstood = turn.dialogue.misunderstood + 1
    turn.dialogue = replace(turn.dialogue, misunderstood=misunderstood)
    if misunderstood >= MISUNDERSTANDINGS:
        await hand_over(turn, reason="not_understood")
        return
    if worth_offering(turn.deal, turn.heard.guesses):
        triage.ask_which(turn, worth_offering(turn.deal, turn.heard.guesses))
        return
    turn.say("not_understood")


def _is_another_problem(turn: Turn, question: OpenQuestion) -> bool:
    """Whether the words name a problem other than the one in hand, plainly."""
    guesses = turn.heard.guesses
    if question.kind in OPEN_ENDED or turn.heard.intent != "report_problem":
        return False
    in_hand = turn.dialogue.case.issue if turn.dialogue.case else None
    if not sure_of(guesses) or guesses[0].id == in_hand:
        return False
    if not turn.deal.issues[guesses[0].id].may_wait:
        return False
    # In the middle of one problem a word of its answer may sound like another ("no, the dog is
    # inside"): it is another when the words say so, or when there is hardly a doubt.
    return says_beside(turn.words) or told_beside.is_surely_another(turn)


async def _not_read(turn: Turn, question: OpenQuestion) -> None:
    if question.kind is Asked.FACT and says_misread(turn.words, turn.issue.words):
        await small_talk.undo(turn)
        return
    if await leaving_out.ask(turn, question):
        return
    if question.kind is Asked.VISIT_NEXT:
        turn.settle()
        await in_hand.pass_on(turn)
        return
    if asks_what_happens(plain_words(turn.words)):
        turn.tell(await standing(turn) or turn.line("answer_first"))
        turn.ask_again()
        return
    tries = turn.dialogue.tries + 1
    turn.dialogue = replace(turn.dialogue, tries=tries)
    if tries < MISUNDERSTANDINGS:
        if not await _told_danger(turn):
            turn.say("ask_again")
        turn.ask_again()
        return
    if question.kind is Asked.ADDRESS:
        await emergency.give_up_on_address(turn)
        return
    await hand_over(turn, reason="not_understood", summary=f"{question.text} - {turn.words}")


async def _told_danger(turn: Turn) -> bool:
    """Whether this very message told of a danger, which was answered before anything else."""
    told = await alerts.of_dangers(turn.uow, turn.conversation.id, since=turn.now - LATELY)
    return any(one.message_id == turn.heard.message_id for one in told)
