"""When it went wrong between us: said already, misread, not answered, a word that is not known."""

from dataclasses import replace

from housing.domain.deal.terms import first_in
from housing.domain.messaging.dialogue import Asked
from housing.domain.messaging.follow_ups import FollowUp
from housing.domain.reading.misread import says_misread
from housing.services.conversation import small_talk
from housing.services.conversation.answering import MISUNDERSTANDINGS
from housing.services.conversation.follow_ups.on_record import OnRecord, put_to_person
from housing.services.conversation.handing_over import hand_over, standing
from housing.services.conversation.identity import without_proof
from housing.services.conversation.matters import interpreting
from housing.services.conversation.turn import Step, Turn

DETAILS = frozenset({Asked.IDENTITY, Asked.MOBILE, Asked.CODE, Asked.OTHER_NUMBER})


async def already_told(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """An apology, and what is still asked once more; the second time a person takes over."""
    question = turn.dialogue.question
    if question is None:
        waits = on_record.handoff is not None
        return turn.line("follow_up_have_it", promise=await standing(turn)) if waits else None
    tries = turn.dialogue.tries + 1
    turn.dialogue = replace(turn.dialogue, tries=tries)
    if tries < MISUNDERSTANDINGS:
        return turn.line("follow_up_sorry_again")
    await hand_over(turn, reason="not_understood", summary=f"{question.text} - {asked.words}")
    return ""


async def misread(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """What was read into their words is taken off; an emergency or a visit stays for a person to
    look at, who is told."""
    question, case = turn.dialogue.question, turn.dialogue.case
    if question is not None and question.kind is Asked.FACT and case is not None:
        if not says_misread(turn.words, turn.issue.words):
            return None
        await small_talk.undo(turn)
        return ""
    return turn.line("follow_up_misread", promise=await put_to_person(turn, asked))


async def not_answered(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    return turn.line("follow_up_no_answer", promise=await put_to_person(turn, asked))


async def what_means(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """The term in their words, else the first in ours."""
    ours = turn.dialogue.question.text if turn.dialogue.question else " ".join(turn.dialogue.said)
    terms = tuple(turn.deal.terms.values())
    term = first_in(asked.words, terms) or first_in(ours, terms)
    if term is not None:
        return term.meaning
    return turn.line("follow_up_plainer", promise=await put_to_person(turn, asked))


async def code_not_come(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    if turn.dialogue.question is None or turn.dialogue.question.kind is not Asked.CODE:
        return None
    return turn.line("follow_up_code")


async def cannot_prove(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Nobody has to prove anything: their report goes on without; what is on record is a person's
    to tell, which the question itself offers."""
    question = turn.dialogue.question
    if question is None or question.kind not in DETAILS or turn.dialogue.case is None:
        return None
    await without_proof.go_on(turn, Step(question.data["then"]))
    return ""


async def wait(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Nobody is hurried, and it is no answer that could not be read."""
    return turn.line("follow_up_wait") if turn.dialogue.question is not None else None


async def language(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Whose language it is says so in the answer, in that language."""
    if await interpreting.ask_for_named(turn):
        return ""
    return turn.line("follow_up_interpreter", promise=await put_to_person(turn, asked))
