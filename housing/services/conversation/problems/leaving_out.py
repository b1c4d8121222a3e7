"""A second problem that was read into the words: whoever does not answer for it is asked whether it
is one, and it is left out or gone on with."""

from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.reading.choosing import read_choice, read_yes_no
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.misread import may_be_no_other
from housing.services.conversation.turn import Step, Turn


async def ask_first(turn: Turn, question: OpenQuestion) -> bool:
    """Whether the words deny the problem rather than answer for it: then that is asked."""
    words = plain_words(turn.words)
    if any(plain_words(one.title) == words for one in question.choices):
        return False
    return may_be_no_other(turn.words) and await ask(turn, question)


async def ask(turn: Turn, question: OpenQuestion) -> bool:
    """Instead of asking again: whether it is a problem at all; False where it was told by itself.

    `question` is the first of the problem in hand, which was told beside another.
    """
    case = turn.dialogue.case
    if question.kind is not Asked.FACT or case is None or case.answered or not case.beside:
        return False
    turn.ask(
        Asked.LEAVE_OUT,
        turn.line("leave_out", issue=turn.issue.words.lower()),
        choices=[turn.line("leave_out_yes"), turn.line("leave_out_no")],
        why=turn.line("misread_why"),
        data={"question": question.as_json()},
    )
    return True


async def read(turn: Turn, question: OpenQuestion) -> bool:
    """Left out on a yes and on any no to the problem; its question comes again where it is one."""
    heard = {
        turn.line("leave_out_yes"): ("leave it out", "leave out", "take it off", "forget it"),
        turn.line("leave_out_no"): ("go on", "keep it", "it is one"),
    }
    chosen = read_choice(question.choices, turn.words, heard)
    if chosen is None and read_yes_no(turn.words) is not None:
        chosen = turn.line("leave_out_yes" if read_yes_no(turn.words) else "leave_out_no")
    if chosen is None:
        return False
    turn.settle()
    if chosen == turn.line("leave_out_yes"):
        turn.then(Step.LEAVE_OUT)
        return True
    before = OpenQuestion.from_json(question.data["question"])
    turn.dialogue = turn.dialogue.asks(before)
    turn.ask_again()
    return True
