"""What a word of ours means, for whoever asks: answered at once, then back to what was open."""

from housing.domain.deal.terms import asked_about
from housing.services.conversation.turn import Turn
from housing.services.conversation.unsure import sure_of


async def explain(turn: Turn) -> bool:
    """Whether the message asked what a word means and nothing else: told, and what was open is
    asked again. Of a message that tells of a problem as well, the rest is still to be read."""
    question = turn.dialogue.question
    said = question.text if question is not None else " ".join(turn.dialogue.said)
    term = asked_about(turn.words, turn.deal.terms.values(), said=said)
    if term is None:
        return False
    turn.tell(term.meaning)
    if turn.heard.intent == "report_problem" and sure_of(turn.heard.guesses):
        return False
    turn.ask_again()
    return True
