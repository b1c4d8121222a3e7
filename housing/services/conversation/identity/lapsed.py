"""A question about a tenant's own visits, answered when the proof of who they are has run out.

The chat goes on; only what is personal waits until they have proved it again. Whoever sits at a
shared computer next can call nothing off.
"""

from housing.domain.messaging.dialogue import Asked
from housing.services.conversation.identity import identifying
from housing.services.conversation.turn import Step, Turn

ABOUT_VISITS = frozenset({Asked.WHICH_ORDER, Asked.CONFIRM_CANCEL, Asked.VISIT_NEXT})


async def ask_who(turn: Turn) -> bool:
    """Whether the open question has to wait for the check; a new problem never does."""
    question = turn.dialogue.question
    if question is None or question.kind not in ABOUT_VISITS or not turn.conversation.verified:
        return False
    if turn.heard.intent == "report_problem" or await turn.household() is not None:
        return False
    await identifying.ask(turn, then=Step.SHOW_APPOINTMENTS)
    return True
