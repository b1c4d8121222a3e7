"""The same words twice in a row answer nothing: what was asked goes to a person."""

from housing.domain.messaging.dialogue import Dialogue
from housing.domain.messaging.follow_ups import FollowUp, FollowUpKind
from housing.domain.reading.asks import is_question
from housing.services.conversation.follow_ups.on_record import put_to_person
from housing.services.conversation.turn import Turn

# Who says these wants no other answer.
WANTS_NO_OTHER = frozenset({"repeat", "greet", "thanks", "goodbye", "affirm", "deny"})


async def answer_otherwise(turn: Turn, *, before: Dialogue) -> None:
    """Takes back what was said in the turn before and answers no question now."""
    said = [reply.text for reply in turn.replies]
    is_new = not said or not set(said).issubset(before.said)
    if is_new or before.awaiting or turn.dialogue.awaiting:
        return
    if turn.heard.intent in WANTS_NO_OTHER or not is_question(turn.words):
        return
    turn.replies.clear()
    asked = FollowUp(FollowUpKind.NOT_ANSWERED, turn.words)
    turn.say("follow_up_no_answer", promise=await put_to_person(turn, asked))
