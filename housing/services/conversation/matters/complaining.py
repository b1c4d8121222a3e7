"""Complaints, by the Housing Ombudsman's Complaint Handling Code: any dissatisfaction counts.

One matter is one complaint: what is said of it later is added to it, answered by its stage and
dates, or takes it to stage 2. Another one is logged only when the tenant says it is another.
"""

from collections.abc import Awaitable, Callable, Mapping

from housing.domain.casework.complaint_stages import (
    LAST_STAGE,
    OMBUDSMAN,
    ComplaintOnRecord,
    ComplaintState,
)
from housing.domain.casework.complaint_words import (
    Said,
    can_mean_what_was_last,
    names_a_complaint,
    names_an_earlier_complaint,
    said_of_complaint,
)
from housing.domain.casework.references import Kind, find_reference
from housing.domain.clock.local_time import spoken_day
from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.reading.choosing import read_choice
from housing.services.casework import complaints
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.matters import filing
from housing.services.conversation.turn import Step, Turn

# To these any words are the answer.
ANY_WORDS = frozenset(
    {Asked.WHAT_WENT_WRONG, Asked.FEEDBACK_REASON, Asked.SAME_COMPLAINT, Asked.ADDRESS}
)


async def complain(turn: Turn) -> None:
    """A complaint, or something about the one that is on record."""
    known = await _known(turn)
    named = find_reference(turn.words)
    if named is not None and named.startswith(Kind.COMPLAINT) and known is None:
        await _leave_unseen(turn, named)
    elif known is None or not await _answer_about(turn, known):
        await begin(turn, turn.words, turn.heard.message_id)


async def _leave_unseen(turn: Turn, named: str) -> None:
    """One that was logged elsewhere is not theirs to see here, and is no new one either."""
    turn.settle()
    turn.say("complaint_elsewhere", promise=turn.promise)
    summary = f"Asks about {named}: {turn.words}"
    await hand_over(turn, reason="complaint", summary=summary, say=None)


async def begin(turn: Turn, words: str, message_id: int) -> None:
    """Logs the complaint if the words say what went wrong, else asks for them first; with one on
    record it asks whether this is about the same."""
    known = await _known(turn)
    if known is not None:
        _ask_same(turn, known, words, message_id)
    elif filing.says_what(words):
        await filing.log(turn, words, message_id)
    else:
        filing.ask(turn)


async def hear_of_it(turn: Turn) -> bool:
    """Whether the words are about a complaint on record, whatever they were read as."""
    question = turn.dialogue.question
    if turn.heard.intent == "complaint" or (question and question.kind in ANY_WORDS):
        return False
    if said_of_complaint(turn.words) is None and find_reference(turn.words) is None:
        return False
    known = await _known(turn)
    if known is None or not _is_meant(turn, known):
        return False
    answered = await _answer_about(turn, known)
    if answered and turn.dialogue.question is question:
        turn.ask_again()
    return answered


async def read_same(turn: Turn, question: OpenQuestion) -> bool:
    """The same complaint gets the words; another one is logged by itself. "Neither, the one you
    never answered" is not another."""
    same, other = turn.line("complaint_same_yes"), turn.line("complaint_same_no")
    heard = {same: ("yes", "yeah", "same"), other: ("no", "nope", "different", "something else")}
    chosen = read_choice(question.choices, turn.words, heard)
    known = await turn.uow.steps.complaint(question.data["complaint_id"])
    neither = OF_AN_EARLIER.get(said_of_complaint(turn.words))
    if known is not None and neither is not None:
        await neither(turn, known)
        return True
    if chosen is None or known is None:
        return False
    turn.settle()
    words, message_id = question.data["words"], question.data["message_id"]
    if chosen == same and known.state is ComplaintState.RESPONDED:
        await _further(turn, known)
    elif chosen == same:
        if filing.says_what(words):
            await _add(turn, known, words, message_id)
        await _tell_standing(turn, known)
    elif filing.says_what(words):
        await filing.log(turn, words, message_id)
    else:
        filing.ask(turn)
    if not turn.dialogue.awaiting:
        turn.then(Step.NEXT_PARKED)
    return True


async def _known(turn: Turn) -> ComplaintOnRecord | None:
    """The complaint whose reference is named, else the newest of theirs."""
    household = await turn.household()
    theirs = await turn.uow.steps.complaints_of(
        turn.conversation.id, household.tenant.id if household else None
    )
    named = find_reference(turn.words)
    by_name = (one for one in theirs if one.reference == named)
    return next(by_name, next(iter(theirs), None))


def _is_meant(turn: Turn, known: ComplaintOnRecord) -> bool:
    """Stage 2 is said of nothing but a complaint."""
    stage_two = said_of_complaint(turn.words) is Said.STAGE_TWO
    return stage_two or _is_named(turn, known) or _was_last(turn, known)


async def _answer_about(turn: Turn, known: ComplaintOnRecord) -> bool:
    """What is said of the complaint on record; False for words that may be about another."""
    said, named = said_of_complaint(turn.words), _is_named(turn, known)
    answered = known.state is ComplaintState.RESPONDED
    match said:
        case Said.NO_COMPLAINT:
            await _leave_to_staff(turn, known)
        case Said.NEVER_ANSWERED if named or names_an_earlier_complaint(turn.words):
            await _answer_unanswered(turn, known)
        case Said.STAGE_TWO:
            await _further(turn, known)
        case Said.UNHAPPY if answered:
            await _further(turn, known)
        case Said.ADD:
            await _add(turn, known, turn.words, turn.heard.message_id)
            await _tell_standing(turn, known)
        case Said.UNHAPPY if named:
            await _add(turn, known, turn.words, turn.heard.message_id)
            await _tell_standing(turn, known)
        case Said.STATUS | None if named or _was_last(turn, known):
            await _tell_standing(turn, known)
        case _:
            return False
    return True


async def _leave_to_staff(turn: Turn, known: ComplaintOnRecord) -> None:
    """What somebody says is no complaint stays on record until a person has closed it."""
    turn.settle()
    turn.say("complaint_not_meant", reference=known.reference, promise=turn.promise)
    summary = f"{known.reference} is not meant as a complaint: {turn.words}"
    await hand_over(turn, reason="complaint", summary=summary, say=None)


async def _answer_unanswered(turn: Turn, known: ComplaintOnRecord) -> None:
    """Of one whose answer is late or was given that is said; of a fresh one another is meant."""
    if known.state is ComplaintState.RESPONDED or known.late(turn.today):
        await _tell_standing(turn, known)
        return
    await _add(turn, known, turn.words, turn.heard.message_id)
    await filing.look_for_the_earlier(turn, known.reference)


# To "is this about the same?": of neither.
OF_AN_EARLIER: Mapping[Said | None, Callable[[Turn, ComplaintOnRecord], Awaitable[None]]] = {
    Said.NO_COMPLAINT: _leave_to_staff,
    Said.NEVER_ANSWERED: _answer_unanswered,
}


def _is_named(turn: Turn, known: ComplaintOnRecord) -> bool:
    return find_reference(turn.words) == known.reference or names_a_complaint(turn.words)


def _was_last(turn: Turn, known: ComplaintOnRecord) -> bool:
    """Whether it is what was talked of last, and the words name nothing else."""
    if turn.dialogue.awaiting or turn.dialogue.case is not None:
        return False
    if not can_mean_what_was_last(turn.words) or said_of_complaint(turn.words) is None:
        return False
    return any(known.reference in text for text in turn.dialogue.said)


def _ask_same(turn: Turn, known: ComplaintOnRecord, words: str, message_id: int) -> None:
    turn.ask(
        Asked.SAME_COMPLAINT,
        turn.line("complaint_same", reference=known.reference),
        choices=[turn.line("complaint_same_yes"), turn.line("complaint_same_no")],
        why=turn.line("complaint_same_why"),
        data={"complaint_id": known.id, "words": words, "message_id": message_id},
    )


async def _further(turn: Turn, known: ComplaintOnRecord) -> None:
    """Stage 2 once stage 1 is answered; before that when it comes, after it the Ombudsman."""
    if known.state is not ComplaintState.RESPONDED:
        if filing.says_what(turn.words):
            await _add(turn, known, turn.words, turn.heard.message_id)
        await _tell_standing(turn, known)
        if known.stage < LAST_STAGE:
            turn.add(turn.line("complaint_not_yet"))
    elif known.stage < LAST_STAGE:
        turn.tell(
            await complaints.escalate_for_tenant(turn.uow, turn.deal, answered=known, now=turn.now)
        )
    else:
        await _tell_standing(turn, known)


async def _add(turn: Turn, known: ComplaintOnRecord, words: str, message_id: int) -> None:
    await complaints.add_words(turn.uow, known, message_id=message_id, words=words, now=turn.now)
    turn.say("complaint_added", reference=known.reference)


async def _tell_standing(turn: Turn, known: ComplaintOnRecord) -> None:
    """Its stage and dates; a late answer is put to a person."""
    if known.late(turn.today):
        turn.say(
            "complaint_late", reference=known.reference, promise=turn.promise, ombudsman=OMBUDSMAN
        )
        summary = f"Complaint {known.reference} is late"
        await hand_over(turn, reason="complaint", summary=summary, say=None)
        return
    keys = {
        ComplaintState.OPEN: "complaint_open",
        ComplaintState.ACKNOWLEDGED: "complaint_in_hand",
        ComplaintState.RESPONDED: "complaint_was_answered",
    }
    last = known.state is ComplaintState.RESPONDED and known.stage == LAST_STAGE
    turn.add(
        turn.line(
            "complaint_was_answered_last" if last else keys[known.state],
            reference=known.reference,
            stage=known.stage,
            acknowledge=spoken_day(known.acknowledge_by),
            respond=spoken_day(known.respond_by),
            ombudsman=OMBUDSMAN,
        )
    )
