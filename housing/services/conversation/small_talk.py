"""What is said around the matter in hand: greetings, help, why, again, stop, start over."""

from dataclasses import replace

from housing.domain.messaging.dialogue import Asked, Case, Dialogue, OpenQuestion
from housing.domain.reading.inbound_text import plain_words
from housing.domain.repairs.appointments import Appointment, AppointmentState
from housing.services.conversation import noting
from housing.services.conversation.handing_over import standing
from housing.services.conversation.matters import asb, hazards
from housing.services.conversation.readers import READERS
from housing.services.conversation.safety import emergency_in_hand
from housing.services.conversation.turn import Step, Turn
from housing.services.conversation.visits import appointments, chasing
from housing.services.desk import handoffs
from housing.services.repairs import diary

# To somebody who waits for a person, these ask whether anybody is there.
ASKS_IF_THERE = frozenset({"greet", "bot_challenge", "out_of_scope"})
# With the visit itself in question, these words mean the visit.
MEANS_IT = frozenset(
    {
        "cancel",
        "cancel it",
        "cancel it please",
        "cancel please",
        "please cancel",
        "please cancel it",
        "yes cancel",
        "yes cancel it",
        "yes please cancel it",
        "drop it",
        "drop it please",
        "yes drop it",
        "call it off",
    }
)

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
    if turn.waits_for_person and turn.heard.intent in ASKS_IF_THERE:
        turn.say("still_here", standing=await standing(turn))
        turn.ask_again()
        return
    turn.say(SAID_TO.get(turn.heard.intent, "welcome"))
    turn.ask_again()


async def tell_help(turn: Turn) -> None:
    """What can be done here, in one message; with an emergency in hand, who answers now."""
    if await emergency_in_hand.tell_how_it_stands(turn):
        return
    turn.say("help")
    turn.ask_again()


async def tell_why(turn: Turn) -> None:
    """Why the open question is asked, and the Offer or Ask on which the decision in hand rests."""
    question, rests_on = turn.dialogue.question, await _rests_on(turn)
    if question is None and not rests_on:
        turn.say("nothing_open")
        return
    if question is not None:
        turn.tell(question.why)
    turn.tell(rests_on)
    turn.ask_again()


async def _rests_on(turn: Turn) -> str:
    """The statement in words, with its number on the page of the Deal; empty without a decision."""
    report_id = await noting.report_in_hand(turn)
    report = await turn.uow.reports.report(report_id) if report_id is not None else None
    statement = (report.decision or {}).get("statement") if report else None
    if statement is None:
        return ""
    kind = statement["kind"].capitalize()
    return turn.line(
        "deal_statement", kind=kind, number=statement["number"], text=statement["text"]
    )


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
    before = turn.dialogue
    turn.dialogue = Dialogue(contact_asked=before.contact_asked, unproved=before.unproved)
    turn.say("started_over")


async def drop(turn: Turn) -> None:
    """Stops the question and the problem in hand, and says which; a visit that stands is only
    called off by its own question. A hazard that was reported stays reported."""
    question = turn.dialogue.question
    if question is not None and await _chooses(turn, question):
        return
    if question is not None and question.kind is Asked.VISIT_NEXT:
        turn.settle()
        turn.then(Step.CANCEL_APPOINTMENT)
    elif question is not None and question.kind is Asked.CONFIRM_CANCEL:
        await _answer_whether_to_cancel(turn)
    elif question is not None or await _may_be_stopped(turn):
        await _stop(turn)
    elif await turn.likely_household() is not None and await _has_visit(turn):
        await appointments.take(turn, Step.CANCEL_APPOINTMENT)
    elif turn.waits_for_person:
        await handoffs.tell_staff(turn.uow, turn.conversation.id, told=turn.words)
        turn.say("may_not_need", standing=await standing(turn))
    else:
        turn.say("nothing_open")


async def undo(turn: Turn) -> None:
    """Takes off the problem in hand, which was read into words that meant something else; a hazard
    or an emergency that was raised stays for a person to look at."""
    emergency = await emergency_in_hand.find(turn, turn.case.issue)
    if emergency is not None or not await _let_go(turn):
        await _stop(turn)
        return
    title = turn.issue.words.lower()
    await asb.close(turn, turn.case.report_id)
    turn.dialogue = replace(turn.dialogue.settled(), case=None)
    turn.say("misread", issue=title)
    turn.then(Step.NEXT_PARKED)


async def _may_be_stopped(turn: Turn) -> bool:
    """Whether a problem is in hand that has no visit and is not a person's by now."""
    case = turn.dialogue.case
    if case is None or await _visits(turn):
        return False
    return (await turn.uow.reports.report(case.report_id)).state != "staff"


async def _chooses(turn: Turn, question: OpenQuestion) -> bool:
    """Whether the words name one of the choices on offer, such as to go on without something."""
    words = plain_words(turn.words).removesuffix(" please")
    named = {plain_words(one.title) for one in question.choices}
    return words in named and await READERS[question.kind](turn, question)


async def _answer_whether_to_cancel(turn: Turn) -> None:
    if plain_words(turn.words) in MEANS_IT:
        question = turn.dialogue.question
        if question is not None:
            await appointments.cancel_now(turn, question)
        return
    turn.say("ask_again")
    turn.ask_again()


async def _stop(turn: Turn) -> None:
    """Ends what is being asked; the sentence names what was stopped and what goes on."""
    case = turn.dialogue.case
    title = turn.issue.title.lower() if case else ""
    emergency = await emergency_in_hand.find(turn, case.issue) if case else None
    kept = emergency is not None or (case is not None and await _has_order_with_visit(turn, case))
    dropped = kept or await _let_go(turn)
    turn.dialogue = replace(turn.dialogue.settled(), case=None)
    if not dropped:
        turn.say("cancelled_hazard", issue=title)
    elif emergency is not None:
        emergency_in_hand.tell(turn, emergency)
    elif case is None or kept:
        turn.say("question_stopped")
    else:
        turn.say("cancelled", issue=title)
    for visit, reference in await _visits(turn):
        turn.say("visit_stands", slot=visit.words(), reference=reference)
    turn.then(Step.NEXT_PARKED)


async def _visits(turn: Turn) -> list[tuple[Appointment, str]]:
    """The verified tenant's visits that stand, each with its order's reference."""
    return [
        (one.appointment, one.order.reference)
        for one in await chasing.own_orders(turn)
        if one.appointment is not None
    ]


async def _has_visit(turn: Turn) -> bool:
    """Whether whose number this is has a visit; said to nobody before the identity check."""
    household = await turn.likely_household()
    if household is None:
        return False
    orders = await diary.open_orders(turn.uow, tenant_id=household.tenant.id)
    return any(one.appointment is not None for one in orders)


async def _has_order_with_visit(turn: Turn, case: Case) -> bool:
    """Whether a visit stands for the problem in hand: it was being moved, not asked for."""
    if case.work_order_id is None:
        return False
    live = await turn.uow.appointments.live_appointments(case.work_order_id)
    return any(one.state is not AppointmentState.RESERVED for one in live)


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
    await diary.cancel_order(turn.uow, work_order_id=case.work_order_id, now=turn.now)
