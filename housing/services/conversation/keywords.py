"""Keywords: the words that our own texts tell tenants to say, done as said.

A word alone says little to whoever reads it for its meaning, so it does the same whatever the
message was read as.
"""

from housing.domain.messaging.dialogue import Asked
from housing.domain.reading.asks import asks_for_person
from housing.domain.reading.inbound_text import plain_words
from housing.services.conversation.handing_over import speak_to_person
from housing.services.conversation.matters import charging, complaining
from housing.services.conversation.turn import Step, Turn
from housing.services.conversation.visits import appointments


async def obey(turn: Turn) -> bool:
    """Whether the message was a keyword and is dealt with.

    To an open question it is an answer, but for DISPUTE, which is promised at any time.
    """
    if asks_for_person(turn.words):
        await speak_to_person(turn)
        return True
    words = plain_words(turn.words).removesuffix(" please")
    question = turn.dialogue.question
    if await complaining.hear_of_it(turn):
        return True
    if words in {"dispute", "dispute it", "i dispute it"}:
        # To a quote it is one of the answers, and the quote is then settled.
        if question is not None and question.kind is Asked.AGREE_CHARGE:
            return False
        await charging.dispute(turn)
        return True
    if question is not None:
        return False
    if words in {"card", "a card", "the card", "send card"}:
        turn.say("asb_card")
        return True
    step = _about_a_visit(turn, words)
    if step is None:
        return False
    await appointments.take(turn, step)
    return True


def _about_a_visit(turn: Turn, words: str) -> Step | None:
    match words:
        case "change" | "change it":
            return Step.CHANGE_APPOINTMENT
        case "drop" | "drop it" if turn.dialogue.case is None:
            return Step.CANCEL_APPOINTMENT
        case "sooner" | "any sooner" | "earlier":
            return Step.AGREE_SOONER
        case _:
            return None
