"""What an officer does beside talking: notes, corrects an issue, marks a visit as done.

Nothing here sends anything to a tenant. Every use case leaves a line in the audit trail.
"""

from collections.abc import Mapping
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.messaging.handoff import HandoffRefused
from housing.domain.people.desk import Note, Officer
from housing.services.desk import review
from housing.services.repairs import diary, visits

MAX_NOTE = 4000


async def add_note(
    uow: UnitOfWork, *, conversation_id: int, officer: Officer, text: str, now: datetime
) -> Note:
    """A private note for colleagues. Raises HandoffRefused when it is empty or too long."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise HandoffRefused("The note is empty.")
    if len(text) > MAX_NOTE:
        raise HandoffRefused(f"A note can have {MAX_NOTE} characters.")
    note = await uow.desk.add_note(
        conversation_id=conversation_id, officer_id=officer.id, text=text, now=now
    )
    await _record(uow, officer, "noted", conversation_id, {"note": note.id}, now)
    return note


async def change_issue(
    uow: UnitOfWork, *, report_id: int, issue: str, officer: Officer, now: datetime
) -> None:
    """Corrects what was reported. What it was taken for, and the words, stay in the audit trail.

    The caller has checked that `issue` is in the catalogue. Raises HandoffRefused when the same
    message already has a report of that issue.
    """
    report = await uow.reports.report(report_id)
    if report.issue == issue:
        return
    same_message = await uow.reports.reports_of(report.conversation_id)
    if any(r.message_id == report.message_id and r.issue == issue for r in same_message):
        raise HandoffRefused("This message already has a report of that issue.")
    await uow.reports.change_report(report_id, issue=issue)
    detail = {
        "report": report.reference,
        "from": report.issue,
        "to": issue,
        "words": report.words,
    }
    await _record(uow, officer, "issue_corrected", report.conversation_id, detail, now)
    await review.corrected(uow, report=report, issue=issue, now=now)


async def complete_visit(
    uow: UnitOfWork,
    *,
    appointment_id: int,
    conversation_id: int,
    officer: Officer,
    sure: bool,
    now: datetime,
) -> None:
    """The work is done; the diary asks the tenant for feedback at a decent hour.

    Raises HandoffRefused for a visit that is still to come, unless the officer is `sure`.
    """
    visit = await uow.appointments.appointment(appointment_id)
    if visit is not None and visit.earliest_arrival > now and not sure:
        raise HandoffRefused("This visit is still to come. Say that the work is done all the same.")
    await diary.complete(uow, appointment_id=appointment_id, actor=officer.actor, now=now)
    detail = {"appointment": appointment_id}
    await _record(uow, officer, "visit_completed", conversation_id, detail, now)


async def reopen_visit(
    uow: UnitOfWork, *, appointment_id: int, conversation_id: int, officer: Officer, now: datetime
) -> None:
    """It was marked as completed by mistake: the visit stands. Raises AppointmentRefused."""
    await visits.reopen(uow, appointment_id=appointment_id, actor=officer.actor, now=now)
    detail = {"appointment": appointment_id}
    await _record(uow, officer, "visit_reopened", conversation_id, detail, now)


async def _record(
    uow: UnitOfWork,
    officer: Officer,
    action: str,
    conversation_id: int,
    detail: Mapping[str, object],
    now: datetime,
) -> None:
    await uow.desk.record(
        actor=officer.actor,
        action=action,
        subject=f"conversation:{conversation_id}",
        detail=detail,
        now=now,
    )
