"""What is said around the matter in hand: greetings, help, why, again, stop, start over."""

from dataclasses import replace

from housing.domain.dialogue import Case, Dialogue
from housing.services import diary
from housing.services.conversation import hazards
from housing.services.conversation.turn import Step, Turn

SAID_TO = {
    "greet": "welcome",
    "goodbye": "bye",
    "thanks": "thanks",
    "compliment": "compliment",
    "bot_challenge": "robot",
    "swearing": "swearing",
    "out_of_scope": "out_of_scope",
}


async def chat(turn: Turn) -> None:
    """A friendly word, then the open question once more."""
    if turn.dialogue.awaiting and turn.heard.intent in {"greet", "thanks"}:
        turn.ask_again()
        return
    turn.say(SAID_TO.get(turn.heard.intent, "welcome"))
    turn.ask_again()


async def tell_help(turn: Turn) -> None:
    """What can be done here, in one message."""
    turn.say("help")
    turn.ask_again()


async def tell_why(turn: Turn) -> None:
    """Why the open question is asked."""
    question = turn.dialogue.question
    if question is None:
        turn.say("nothing_open")
        return
    if question.why:
        turn.tell(question.why)
    turn.ask_again()


async def say_again(turn: Turn) -> None:
    """The last thing said, with the choices of the open question."""
    question = turn.dialogue.question
    if question is not None:
        turn.ask_again()
    elif turn.dialogue.said:
        turn.tell(*turn.dialogue.said)
    else:
        turn.say("nothing_open")


async def start_over(turn: Turn) -> None:
    """Forgets the matter in hand; a hazard that was reported stays reported."""
    await _let_go(turn)
    for waiting in turn.dialogue.waiting:
        await _withdraw(turn, waiting)
    turn.dialogue = Dialogue()
    turn.say("started_over")


async def drop(turn: Turn) -> None:
    """Stops what is being done. A hazard that was reported stays reported."""
    case = turn.dialogue.case
    if not turn.dialogue.awaiting and case is None:
        turn.say("nothing_open")
        return
    title = turn.issue.title if case else ""
    dropped = await _let_go(turn)
    turn.dialogue = replace(turn.dialogue.settled(), case=None)
    if dropped:
        turn.say("cancelled")
    else:
        turn.say("cancelled_hazard", issue=title.lower())
    turn.then(Step.NEXT_PARKED)


async def _let_go(turn: Turn) -> bool:
    """Withdraws the case in hand and what was not booked of it; False for a hazard, which stays."""
    case = turn.dialogue.case
    if case is None:
        return True
    if await hazards.of_case(turn) is not None:
        return False
    await _withdraw(turn, case)
    return True


async def _withdraw(turn: Turn, case: Case) -> None:
    """Its report, its order if nothing is booked, and what else that order was to see to."""
    await turn.uow.reports.change_report(case.report_id, state="withdrawn")
    if case.work_order_id is None:
        return
    for element in await turn.uow.elements.of_order(case.work_order_id):
        await turn.uow.reports.change_report(element.report_id, state="withdrawn")
    await diary.abandon(turn.uow, work_order_id=case.work_order_id, now=turn.now)
