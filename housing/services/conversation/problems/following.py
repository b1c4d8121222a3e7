"""What is done with a decision: one function a route, and the sentence that says what and why.

The decision is always said, with the Offer or Ask it rests on, before anything is booked.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from housing.domain.clock.local_time import spoken_day
from housing.domain.deal.deal import Issue, Route
from housing.domain.deal.decision import Decision
from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.messaging.handoff import Priority
from housing.domain.reading.choosing import read_choice
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.identity import identifying
from housing.services.conversation.matters import asb, charging, complaining, hazards
from housing.services.conversation.problems import tonight
from housing.services.conversation.problems.guiding import tell_guide
from housing.services.conversation.safety import emergency
from housing.services.conversation.turn import Step, Turn, for_whom, holds_for
from housing.services.conversation.visits import appointments, visiting
from housing.services.conversation.visits.booking import choose_time, raise_order

# Said as a problem, but a matter of a visit that is on record.
ABOUT_VISITS = {
    "appointment_view": Step.SHOW_APPOINTMENTS,
    "appointment_change": Step.CHANGE_APPOINTMENT,
    "appointment_cancel": Step.CANCEL_APPOINTMENT,
    "appointment_missed": Step.NOBODY_CAME,
    "missed_visit_by_tenant": Step.CHANGE_APPOINTMENT,
    "repair_chase": Step.SHOW_APPOINTMENTS,
}
Following = Callable[[Turn, Decision], Awaitable[None]]


async def follow(turn: Turn, decision: Decision) -> None:
    """Acts on a decision that is no longer provisional."""
    if decision.issue in ABOUT_VISITS:
        turn.settle()
        await appointments.take(turn, ABOUT_VISITS[decision.issue])
        return
    await FOLLOWING[Route(decision.route)](turn, decision)


def told(turn: Turn, decision: Decision) -> str:
    """The decision in a few sentences: what, why, on which statement it rests, what it costs."""
    free = decision.charge is None and decision.bookable
    return " ".join(
        filter(
            None,
            [
                for_whom(turn, decision),
                *decision.reasons,
                holds_for(turn, decision),
                turn.line("no_charge") if free else "",
            ],
        )
    )


async def _book(turn: Turn, decision: Decision) -> None:
    if decision.charge is not None and not turn.case.charge_agreed:
        tonight.tell(turn, decision)
        await charging.quote(turn, decision)
        return
    if not turn.case.told:
        turn.set_case(replace(turn.case, told=True))
        turn.tell(told(turn, decision))
        tell_guide(turn, decision)
        tonight.tell(turn, decision)
    if await turn.household() is None:
        await identifying.ask(turn, then=Step.GO_ON)
        return
    await visiting.plan(turn, decision)


async def _inspect(turn: Turn, decision: Decision) -> None:
    if not turn.case.told:
        turn.set_case(replace(turn.case, told=True))
        await hazards.tell(turn, decision)
        tell_guide(turn, decision)
    if await turn.household() is None:
        await identifying.ask(turn, then=Step.GO_ON)
        return
    await choose_time(turn, await raise_order(turn, decision))


async def _order(turn: Turn, decision: Decision) -> None:
    if not turn.case.told:
        turn.set_case(replace(turn.case, told=True))
        turn.tell(told(turn, decision))
        tell_guide(turn, decision)
        tonight.tell(turn, decision)
    if await turn.household() is None:
        await identifying.ask(turn, then=Step.GO_ON)
        return
    order = await raise_order(turn, decision)
    aim = turn.line("aim", day=spoken_day(decision.target.due_on)) if decision.target else ""
    turn.settle()
    turn.say("ordered", reference=order.reference, aim=aim)
    turn.then(Step.NEXT_PARKED)


async def _guide(turn: Turn, decision: Decision) -> None:
    turn.tell(told(turn, decision))
    tell_guide(turn, decision)
    tonight.tell(turn, decision)
    _offer_person(turn)


def _offer_person(turn: Turn) -> None:
    turn.ask(
        Asked.OFFER_PERSON,
        turn.line("guide_person"),
        choices=[turn.line("answer_yes"), turn.line("answer_no")],
        why=turn.line("guide_person_why"),
    )


async def _try_first(turn: Turn, decision: Decision) -> None:
    turn.tell(told(turn, decision))
    tell_guide(turn, decision)
    tonight.tell(turn, decision)
    turn.ask(
        Asked.DID_IT_HELP,
        turn.line("help_question"),
        choices=[turn.line("helped"), turn.line("helped_not"), turn.line("helped_cannot")],
        why=turn.line("help_why"),
    )


def tried_fact(issue: Issue, facts: Mapping[str, Any]) -> str:
    """The fact by which the issue's table knows that the first try was made: the one whose yes
    lets the visit be booked. Raises LookupError for a table without one."""
    for rule in issue.table.rules:
        if rule.then.route != Route.BOOK or rule.then.issue is not None:
            continue
        for name in rule.when:
            if facts.get(name) is not True and rule.met({**facts, name: True}):
                return name
    raise LookupError(f"{issue.id} has no first try that a visit could follow")


async def read_did_it_help(turn: Turn, question: OpenQuestion) -> bool:
    """Sorted, or on to the repair: a first try never stands in a repair's way."""
    heard = {
        turn.line("helped"): ("yes", "yeah", "fixed", "working", "sorted", "all good", "it worked"),
        turn.line("helped_not"): ("no", "nope", "still", "same", "not working", "didnt work"),
        turn.line("helped_cannot"): ("cant", "cannot", "unable", "not able", "wont", "disabled"),
    }
    chosen = read_choice(question.choices, turn.words, heard)
    if chosen is None:
        return False
    turn.settle()
    if chosen == turn.line("helped"):
        await turn.uow.reports.change_report(turn.case.report_id, state="closed")
        turn.set_case(None)
        turn.say("helped_yes")
        turn.then(Step.NEXT_PARKED)
        return True
    tried = tried_fact(turn.issue, turn.case.facts)
    turn.set_case(turn.case.knows(tried, True))
    turn.then(Step.GO_ON)
    return True


async def read_offer_person(turn: Turn, question: OpenQuestion) -> bool:
    """A person if wanted; a guide is never the end of the road."""
    chosen = read_choice(question.choices, turn.words, {"Yes": ("help", "please", "person")})
    if chosen is None:
        return False
    turn.settle()
    if chosen == turn.line("answer_yes"):
        await hand_over(turn, reason="asked")
        return True
    await turn.uow.reports.change_report(turn.case.report_id, state="closed")
    turn.set_case(None)
    turn.say("guide_person_no")
    turn.then(Step.NEXT_PARKED)
    return True


async def _advise(turn: Turn, decision: Decision) -> None:
    turn.tell(told(turn, decision))
    tonight.tell(turn, decision)
    if decision.guide is None:
        _offer_person(turn)
        return
    tell_guide(turn, decision)
    turn.settle()
    turn.say("advised")
    turn.then(Step.NEXT_PARKED)


async def _refer(turn: Turn, decision: Decision) -> None:
    turn.tell(told(turn, decision), turn.line("refer"))
    tell_guide(turn, decision)
    tonight.tell(turn, decision)
    turn.settle()
    turn.then(Step.NEXT_PARKED)


async def _staff(turn: Turn, decision: Decision) -> None:
    turn.tell(told(turn, decision))
    if decision.charge is not None:
        charging.tell_price(turn, decision.charge)
    tell_guide(turn, decision)
    tonight.tell(turn, decision)
    summary = decision.staff_reason or turn.issue.title
    await turn.uow.reports.change_report(turn.case.report_id, state="staff")
    await asb.pass_on(turn)
    await hand_over(turn, reason="deal", summary=summary, priority=_rank(decision))


async def _complaint(turn: Turn, _decision: Decision) -> None:
    """A complaint told as if it were a problem."""
    report = await turn.uow.reports.report(turn.case.report_id)
    await turn.uow.reports.change_report(report.id, state="closed")
    turn.settle()
    turn.set_case(None)
    await complaining.begin(turn, report.words, report.message_id)


async def _staff_now(turn: Turn, decision: Decision) -> None:
    """A person now; only an emergency is answered as one: court papers alarm enough already."""
    if _rank(decision) is Priority.EMERGENCY or decision.danger:
        await emergency.answer(turn, decision)
    else:
        await _staff(turn, decision)


def _rank(decision: Decision) -> Priority:
    match decision.priority:
        case "emergency":
            return Priority.EMERGENCY
        case "urgent" | "hazard":
            return Priority.URGENT
        case _:
            return Priority.ROUTINE


FOLLOWING: Mapping[Route, Following] = {
    Route.BOOK: _book,
    Route.ORDER: _order,
    Route.ATTEND_NOW: emergency.attend,
    Route.INSPECT: _inspect,
    Route.GUIDE: _guide,
    Route.TRY_FIRST: _try_first,
    Route.SELF_HELP: asb.self_help,
    Route.ADVISE: _advise,
    Route.STAFF: _staff,
    Route.STAFF_NOW: _staff_now,
    Route.REFER: _refer,
    Route.REFER_NOW: _staff_now,
    Route.ANSWER: _refer,
    Route.ACCOUNT: _staff,
    Route.COMPLAINT: _complaint,
    Route.FEEDBACK: _refer,
    Route.SIGN_UP: _staff,
}
