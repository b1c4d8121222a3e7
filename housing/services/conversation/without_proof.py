"""Going on for somebody who cannot show who they are: the report is kept and a person does it.

Emergencies and hazards never come here to be allowed: they have gone on already.
"""

from dataclasses import replace

from housing.domain.dialogue import Asked, OpenQuestion
from housing.domain.handoff import Priority
from housing.services import handoffs
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.turn import Step, Turn
from housing.services.phone_numbers import find_mobile

TOLD_AT_MOST = 200
WAITS_LESS = frozenset({"urgent", "hazard", "emergency"})


def go_on(turn: Turn, then: Step) -> None:
    """Asks who and where for the report in hand; without one says what can be done all the same."""
    turn.settle()
    if then is not Step.GO_ON or turn.dialogue.case is None:
        turn.say("without_nothing")
        return
    turn.ask(Asked.WHO_AND_WHERE, turn.line("who_and_where"), why=turn.line("who_and_where_why"))


async def read_who(turn: Turn, question: OpenQuestion) -> bool:
    """Whatever is told goes with the report to staff."""
    told = " ".join(turn.words.split())[:TOLD_AT_MOST]
    report = await turn.uow.reports.report(turn.case.report_id)
    await turn.uow.reports.change_report(report.id, told_address=told, state="staff")
    turn.say("noted_unproved", reference=report.reference, promise=turn.promise)
    turn.dialogue = replace(turn.dialogue, contact_asked=True)
    number = f" Writes from {turn.conversation.address}." if turn.by_sms else ""
    urgent = (report.decision or {}).get("priority") in WAITS_LESS
    await hand_over(
        turn,
        reason="identity",
        summary=f"{turn.issue.title}, not verified. Told: {told}.{number}",
        priority=Priority.URGENT if urgent else Priority.ROUTINE,
        say=None,
    )
    await handoffs.tell_staff(
        turn.uow, turn.conversation.id, contact=told, reach_by=find_mobile(turn.words)
    )
    turn.set_case(None)
    return True
