"""What a word of ours means and whether a photo can be sent: answered at once, for whoever asks,
then back to what was open."""

from housing.domain.deal.terms import asked_about
from housing.domain.reading.asks import asks_to_send_picture
from housing.domain.reading.inbound_text import plain_words
from housing.services.conversation.turn import Turn
from housing.services.conversation.unsure import sure_of


async def explain(turn: Turn) -> bool:
    """Whether the message asked such a thing and nothing else: told, and what was open is asked
    again."""
    if asks_to_send_picture(plain_words(turn.words)):
        turn.say("picture_by_text" if turn.by_sms else "picture_by_chat")
        return _told(turn)
    question = turn.dialogue.question
    said = question.text if question is not None else " ".join(turn.dialogue.said)
    term = asked_about(turn.words, turn.deal.terms.values(), said=said)
    if term is None:
        return False
    turn.tell(term.meaning)
    return _told(turn)


def _told(turn: Turn) -> bool:
    """Whether that was all; what is surely reported beside it is still to be gone on with."""
    if turn.heard.intent == "report_problem" and sure_of(turn.heard.guesses):
        return False
    turn.ask_again()
    return True
