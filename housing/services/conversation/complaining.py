"""Complaints, by the Housing Ombudsman's Complaint Handling Code: any dissatisfaction counts."""

from housing.domain.answers import plain_words
from housing.domain.clocks import ComplaintClock
from housing.domain.complaint_stages import OMBUDSMAN
from housing.domain.dialogue import Asked, OpenQuestion
from housing.domain.local_time import spoken_day
from housing.domain.references import Kind
from housing.services import complaints
from housing.services.conversation.turn import Step, Turn
from housing.services.numbering import new_reference

# As many words beyond the wish to complain say what went wrong.
SAYS_WHAT = 3
_WISH = """
a about again am an and can complain complaint do file for formal how i id im in is like lodge make
me my need official please put raise submit the this to u very want wanna with would you
"""
WISH_WORDS = frozenset(_WISH.split())


async def complain(turn: Turn) -> None:
    """Logs the complaint if the words say what went wrong, else asks for them first."""
    if len(set(plain_words(turn.words).split()) - WISH_WORDS) >= SAYS_WHAT:
        await log(turn)
    else:
        ask(turn)


def ask(turn: Turn) -> None:
    turn.ask(
        Asked.WHAT_WENT_WRONG,
        turn.line("what_went_wrong"),
        why=turn.line("what_went_wrong_why"),
    )


async def read_what_went_wrong(turn: Turn, question: OpenQuestion) -> bool:
    """Whatever is said is the complaint."""
    turn.settle()
    await log(turn)
    turn.then(Step.NEXT_PARKED)
    return True


async def log(turn: Turn) -> None:
    """Writes the stage 1 complaint with its dates and says them; after an answer it is stage 2."""
    escalated = await complaints.escalate_for_tenant(
        turn.uow, turn.deal, conversation_id=turn.conversation.id, now=turn.now
    )
    if escalated is not None:
        turn.tell(escalated)
        turn.ask_again()
        return
    household = await turn.household()
    clock = ComplaintClock.started(1, turn.today, turn.deal.calendar)
    filed = await turn.uow.reports.file_complaint(
        reference=new_reference(Kind.COMPLAINT),
        conversation_id=turn.conversation.id,
        message_id=turn.heard.message_id,
        tenant_id=household.tenant.id if household else None,
        words=turn.words,
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
    turn.ask_again()
