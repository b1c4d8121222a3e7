"""What is told beside a report or after it is kept with it, for staff and whoever goes there."""

from datetime import timedelta

from housing.domain.people.identity import read_details
from housing.services.conversation.turn import Turn
from housing.services.desk import handoffs

# What is told this long after the last report is about that report.
STILL_ABOUT = timedelta(hours=48)
OVER = frozenset({"closed", "withdrawn"})


async def report_in_hand(turn: Turn) -> int | None:
    """The report that further words are about: of the case, else the newest that is not over."""
    if turn.dialogue.case is not None:
        return turn.dialogue.case.report_id
    reports = await turn.uow.reports.reports_of(turn.conversation.id)
    recent = (
        report.id
        for report in reports
        if report.state not in OVER and report.created_at >= turn.now - STILL_ABOUT
    )
    return next(recent, None)


async def note(turn: Turn, words: str) -> bool:
    """Keeps the words with the report in hand and the open handoff; False without either.

    What proves who somebody is goes to staff alone: whoever visits has no need of it.
    """
    report_id = await report_in_hand(turn)
    proves = read_details(words, turn.today).date_of_birth is not None
    if report_id is not None and not proves:
        await turn.uow.reports.add_note(
            report_id, message_id=turn.heard.message_id, words=words, now=turn.now
        )
    told = await handoffs.tell_staff(turn.uow, turn.conversation.id, told=words)
    return told or report_id is not None
