"""What is told beside an answer: the answer is taken, and the rest is not swallowed.

"1 - also my smoke alarm keeps beeping" is a time chosen and a second problem. An address among
other words is the address, and what else was said stands with the report for whoever goes there.
"""

from dataclasses import replace

from housing.domain.messaging.conversation import Reply
from housing.domain.messaging.dialogue import Asked, Dialogue, OpenQuestion, Parked
from housing.domain.messaging.follow_ups import beside
from housing.domain.reading.choosing import read_yes_no
from housing.domain.reading.clauses import lead_and_rest, number_and_rest, says_beside
from housing.domain.reading.told_address import find_address
from housing.services.conversation import noting
from housing.services.conversation.identity import reaching
from housing.services.conversation.readers import READERS
from housing.services.conversation.safety import emergency
from housing.services.conversation.turn import Step, Turn
from housing.services.conversation.unsure import sure_of

# Asked when a problem is decided: whatever else is told then is no part of the answer.
DECIDED = frozenset(
    {
        Asked.SLOT,
        Asked.CONFIRM_SLOT,
        Asked.VISIT_NEXT,
        Asked.WHICH_ORDER,
        Asked.CONFIRM_CANCEL,
        Asked.SOONER,
        Asked.DID_IT_HELP,
        Asked.OFFER_PERSON,
        Asked.FEEDBACK,
        Asked.CHECK_BACK,
        Asked.IDENTITY,
        Asked.MOBILE,
        Asked.CODE,
    }
)
SURELY = 0.8
# Areas whose name alone frightens or offends who meant something else.
WORRIES = frozenset({"safeguarding", "asb"})
QUESTIONS = frozenset({"ask_charge", "ask_deal", "opening_hours", "rent_question", "ask_help"})
# What is done beside any answer, by its own action.
WANTS_MORE = frozenset({"speak_to_person", "complaint"})
STOPS = frozenset({"report_problem", "cancel", "start_over"})
# Money and calling off need a plain yes to that very thing and nothing beside it.
CONSENT = frozenset({Asked.AGREE_CHARGE, Asked.CONFIRM_CANCEL})
# What was on offer may be taken in the same breath as a danger is told.
ON_OFFER = frozenset({Asked.SLOT, Asked.CONFIRM_SLOT})


async def take(turn: Turn) -> bool:
    """Whether an answer among other words was taken, and with it all that the message says."""
    question = turn.dialogue.question
    if question is None:
        return False
    if question.kind is Asked.CONTACT:
        return await _take_contact(turn, question)
    if question.kind is Asked.ADDRESS:
        return await _take_address(turn, question)
    return (
        await _take_with_problem(turn, question)
        or await _take_choice(turn, question)
        or await _take_number(turn, question)
    )


async def _take_address(turn: Turn, question: OpenQuestion) -> bool:
    told = find_address(turn.words)
    if told is not None:
        return await emergency.come_to(turn, told.address, rest=told.rest)
    lead, rest = lead_and_rest(turn.words)
    if question.data["known"] and rest and read_yes_no(lead):
        return await emergency.come_to(turn, None, rest=rest)
    return False


async def _take_choice(turn: Turn, question: OpenQuestion) -> bool:
    """A choice with a question beside it: the choice is taken, then the question has its turn."""
    lead, rest = lead_and_rest(turn.words)
    if not rest or turn.heard.intent not in QUESTIONS or question.kind not in DECIDED - CONSENT:
        return False
    if not await READERS[question.kind](turn, question):
        await _read(turn, question, lead)
    return False


async def _take_number(turn: Turn, question: OpenQuestion) -> bool:
    """ "2 i suppose but it's more the tap": the number on offer is the answer, whatever the whole
    is read as; but for what is more than an answer."""
    found = number_and_rest(turn.words)
    if found is None or not question.choices or turn.heard.intent in QUESTIONS | STOPS:
        return False
    if turn.heard.intent in WANTS_MORE and question.kind not in CONSENT:
        await _read(turn, question, found[0])
        return False
    return await take_lead(turn, question)


async def take_lead(turn: Turn, question: OpenQuestion) -> bool:
    """Where the whole is no answer but its beginning is one ("2 the tree is standing, who owns
    it?"): the beginning is taken, and the rest goes to whoever sees to it.

    A number always is; other words only once the problem is decided, for to a fact "no, it only
    drips" is a correction and no no.
    """
    number = number_and_rest(turn.words)
    lead, rest = number or lead_and_rest(turn.words)
    may_take = question.kind not in CONSENT and (number is not None or question.kind in DECIDED)
    if not (number or rest) or not may_take or not await _read(turn, question, lead):
        return False
    if beside(rest, ()) and await noting.note(turn, rest):
        line = turn.line("passed_on_too")
        turn.replies.insert(0, Reply(line))
    return True


def is_surely_another(turn: Turn) -> bool:
    """Whether the likeliest issue is so sure that no word of an answer explains it; never one that
    worries a person who did not mean it."""
    first = turn.heard.guesses[0]
    issue = turn.deal.issues[first.id]
    return first.confidence >= SURELY and issue.area not in WORRIES and not issue.usual.danger


async def take_beside_danger(turn: Turn) -> None:
    """After a danger that is a person's: a time that was on offer is taken, nothing is asked but
    where to come, and another problem is kept for later."""
    question = turn.dialogue.question
    _park(turn)
    if question is not None and question.kind in ON_OFFER:
        lead, _ = lead_and_rest(turn.words)
        await _read(turn, question, lead)
    if question is not None and question.kind is Asked.ADDRESS:
        await take(turn)
    turn.steps.clear()
    turn.handed_over = True


async def answers_nothing_more(turn: Turn) -> bool:
    """After a need was heard: whether that was all, so that the open question is asked once more.

    Words that also answer it, or that surely report a problem, are still to be acted on.
    """
    question = turn.dialogue.question
    if turn.heard.intent == "report_problem" and sure_of(turn.heard.guesses):
        in_hand = turn.dialogue.case.issue if turn.dialogue.case else None
        if turn.heard.guesses[0].id != in_hand and says_beside(turn.words):
            return False
    if question is None or await READERS[question.kind](turn, question):
        return True
    lead, rest = lead_and_rest(turn.words)
    if not (rest and question.kind in DECIDED - CONSENT and await _read(turn, question, lead)):
        turn.ask_again()
    return True


async def _take_contact(turn: Turn, question: OpenQuestion) -> bool:
    if await reaching.read_contact(turn, question):
        return True
    turn.settle()
    return False


async def _take_with_problem(turn: Turn, question: OpenQuestion) -> bool:
    """An answer before the seam with another problem after it."""
    lead, rest = lead_and_rest(turn.words)
    if not rest or not _is_beside(turn, question, rest):
        return False
    before = turn.dialogue
    _park(turn)
    if not await _read(turn, question, lead):
        turn.dialogue = before
        return False
    _say_parked(turn, before)
    return True


def _is_beside(turn: Turn, question: OpenQuestion, rest: str) -> bool:
    """Whether the rest is another problem, and no more of the answer."""
    guesses, case = turn.heard.guesses, turn.dialogue.case
    if turn.heard.intent != "report_problem" or not sure_of(guesses):
        return False
    if case is not None and guesses[0].id == case.issue:
        return False
    return question.kind in DECIDED or says_beside(rest)


async def _read(turn: Turn, question: OpenQuestion, words: str) -> bool:
    """Whether these words alone answer the question; the message stays as it was heard."""
    heard = turn.heard
    turn.heard = replace(heard, words=words, guesses=(), others=())
    try:
        return await READERS[question.kind](turn, question)
    finally:
        turn.heard = heard


def _park(turn: Turn) -> None:
    """What is surely another problem, or said to be one: "same time as the shower" is neither."""
    if turn.heard.intent != "report_problem" or not sure_of(turn.heard.guesses):
        return
    if turn.heard.guesses[0].confidence < SURELY and not says_beside(turn.words):
        return
    in_hand = turn.dialogue.case.issue if turn.dialogue.case else None
    for issue in (turn.heard.guesses[0].id, *turn.heard.others):
        may_wait = turn.deal.issues[issue].may_wait and not _is_for_a_person(turn, issue)
        if issue != in_hand and may_wait:
            told = Parked(issue, turn.words, turn.heard.message_id)
            turn.dialogue = turn.dialogue.parks(told)


def _is_for_a_person(turn: Turn, issue: str) -> bool:
    """Whether the issue is a danger by its nature, which staff have at once."""
    return turn.deal.issues[issue].usual.danger is not None


def _say_parked(turn: Turn, before: Dialogue) -> None:
    """Names what comes next, unless that is begun in this very reply."""
    fresh = [one for one in turn.dialogue.parked if one not in before.parked]
    if fresh and Step.NEXT_PARKED not in turn.steps and turn.dialogue.awaiting:
        words = turn.deal.issues[fresh[0].issue].words.lower()
        line = turn.line("parked", issue=words)
        turn.replies.insert(0, Reply(line))
