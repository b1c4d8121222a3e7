"""Going on for somebody who cannot show who they are: the report is kept and a person does it.

Emergencies and hazards never come here to be allowed: they have gone on already.
"""

from dataclasses import replace

from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.messaging.handoff import Priority
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.identity import reaching
from housing.services.conversation.turn import Step, Turn
from housing.services.desk import handoffs
from housing.services.people.phone_numbers import find_mobile

TOLD_AT_MOST = 200
WAITS_LESS = frozenset({"urgent", "hazard", "emergency"})


# A report in one of these is still to be acted on.
UNDECIDED = frozenset({"open", "decided"})


def remember(turn: Turn) -> None:
    """They are not asked for proof again for what they report."""
    turn.dialogue = replace(turn.dialogue, unproved=True)


async def go_on(turn: Turn, then: Step) -> None:
    """Asks who and where for the report in hand, unless that was told; without a report says what
    can be done all the same."""
    turn.settle()
    remember(turn)
    in_hand = await _is_in_hand(turn)
    if not in_hand:
        turn.say("without_nothing")
    elif then is not Step.GO_ON:
        turn.say("without_shown")
        turn.then(Step.GO_ON)
    elif turn.dialogue.contact_asked:
        await _keep(turn, await reaching.told_where(turn), line="kept_unproved")
    else:
        turn.ask(
            Asked.WHO_AND_WHERE, turn.line("who_and_where"), why=turn.line("who_and_where_why")
        )


async def _is_in_hand(turn: Turn) -> bool:
    case = turn.dialogue.case
    if case is None or case.work_order_id is not None:
        return False
    return (await turn.uow.reports.report(case.report_id)).state in UNDECIDED


async def read_who(turn: Turn, question: OpenQuestion) -> bool:
    """Whatever is told goes with the report to staff."""
    told = " ".join(turn.words.split())[:TOLD_AT_MOST]
    turn.dialogue = replace(turn.dialogue, contact_asked=True)
    await _keep(turn, told, line="noted_unproved")
    await handoffs.tell_staff(
        turn.uow, turn.conversation.id, contact=told, reach_by=find_mobile(turn.words)
    )
    return True


async def _keep(turn: Turn, told: str | None, *, line: str) -> None:
    """Puts the report before a person with what was told of who and where."""
    report = await turn.uow.reports.report(turn.case.report_id)
    await turn.uow.reports.change_report(report.id, told_address=told, state="staff")
    turn.say(line, reference=report.reference, promise=turn.promise)
    who = f" Told: {told}." if told else ""
    number = f" Writes from {turn.conversation.address}." if turn.by_sms else ""
    urgent = (report.decision or {}).get("priority") in WAITS_LESS
    await hand_over(
        turn,
        reason="identity",
        summary=f"{turn.issue.title}, not verified.{who}{number}",
        priority=Priority.URGENT if urgent else Priority.ROUTINE,
        say=None,
    )
    turn.set_case(None)
