"""A complaint put on record: what went wrong is asked for, then it is logged with its dates."""

from housing.domain.casework.complaint_stages import OMBUDSMAN
from housing.domain.casework.complaint_words import (
    Said,
    names_an_earlier_complaint,
    said_of_complaint,
)
from housing.domain.casework.references import Kind
from housing.domain.clock.legal_clocks import ComplaintClock
from housing.domain.clock.local_time import spoken_day
from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.reading.inbound_text import plain_words
from housing.services.casework.numbering import new_reference
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.turn import Step, Turn

# As many words beyond the wish to complain say what went wrong.
SAYS_WHAT = 3
_WISH = """
a about again am an and can complain complaint do file for formal how i id im in is like lodge make
me my need official please put raise submit the this to u very want wanna with would you
"""
WISH_WORDS = frozenset(_WISH.split())


def ask(turn: Turn) -> None:
    turn.ask(
        Asked.WHAT_WENT_WRONG,
        turn.line("what_went_wrong"),
        why=turn.line("what_went_wrong_why"),
    )


def says_what(words: str) -> bool:
    return len(set(plain_words(words).split()) - WISH_WORDS) >= SAYS_WHAT


async def read_what_went_wrong(turn: Turn, question: OpenQuestion) -> bool:
    """Whatever is said is the complaint."""
    turn.settle()
    await log(turn, turn.words, turn.heard.message_id)
    turn.then(Step.NEXT_PARKED)
    return True


async def log(turn: Turn, words: str, message_id: int) -> None:
    """Writes the stage 1 complaint with its dates and says them."""
    household = await turn.household()
    clock = ComplaintClock.started(1, turn.today, turn.deal.calendar)
    filed = await turn.uow.reports.file_complaint(
        reference=new_reference(Kind.COMPLAINT),
        conversation_id=turn.conversation.id,
        message_id=message_id,
        tenant_id=household.tenant.id if household else None,
        words=words,
        acknowledge_by=clock.acknowledge_by,
        respond_by=clock.respond_by,
        now=turn.now,
    )
    turn.say(
        "complaint_filed",
        reference=filed.reference,
        acknowledge=spoken_day(filed.acknowledge_by),
        respond=spoken_day(filed.respond_by),
        ombudsman=OMBUDSMAN,
    )
    turn.owes_answer = True
    never_answered = said_of_complaint(words) is Said.NEVER_ANSWERED
    if never_answered and names_an_earlier_complaint(words):
        await look_for_the_earlier(turn, filed.reference)
    turn.ask_again()


async def look_for_the_earlier(turn: Turn, reference: str) -> None:
    """A complaint that was never answered is no new stage 1: a person finds it and says at which
    stage it goes on (Complaint Handling Code, 2024: nobody begins again)."""
    turn.settle()
    turn.say("complaint_earlier", promise=turn.promise, ombudsman=OMBUDSMAN)
    summary = f"{reference}: an earlier complaint was never answered. Find it, stage 2?"
    await hand_over(turn, reason="complaint", summary=summary, say=None)
