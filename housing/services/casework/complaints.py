"""What officers do about a complaint: acknowledge, ask for longer, answer, take it to stage 2.

Each step is taken once, tells the tenant where they complained, and leaves its line in the audit
trail. Dates are the Code's; nobody types one.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.complaint_stages import (
    LAST_STAGE,
    OMBUDSMAN,
    ComplaintOnRecord,
    ComplaintRefused,
    ComplaintStep,
    stepped,
)
from housing.domain.clock.local_time import spoken_day, to_london
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Reply
from housing.domain.people.desk import Officer
from housing.services.messaging import outbox

MAX_ANSWER = 6000
TOLD = {
    ComplaintStep.ACKNOWLEDGE: "complaint_acknowledged",
    ComplaintStep.EXTEND: "complaint_extended",
    ComplaintStep.RESPOND: "complaint_answered",
    ComplaintStep.ESCALATE: "complaint_stage_2",
}
LAST_ANSWER = "complaint_answered_last"
# Where the officer's words go: filled in last, for a sentence of the Deal keeps no paragraphs.
_WORDS = "\ue000"
NEEDS_WORDS = {
    ComplaintStep.EXTEND: "Give the reason: the tenant is told it.",
    ComplaintStep.RESPOND: "Write the answer: the tenant is told it.",
}


async def take_step(
    uow: UnitOfWork,
    deal: Deal,
    *,
    complaint_id: int,
    step: ComplaintStep,
    text: str,
    officer: Officer,
    now: datetime,
) -> ComplaintOnRecord:
    """Takes the step and tells the tenant; answers the complaint as it stands now.

    Raises ComplaintRefused when it cannot be taken, or words are missing that the tenant is told;
    outbox.TextRefused when they do not fit into a text; LookupError for an unknown complaint.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if step in NEEDS_WORDS and not text:
        raise ComplaintRefused(NEEDS_WORDS[step])
    if len(text) > MAX_ANSWER:
        raise ComplaintRefused(
            f"At most {MAX_ANSWER} characters; this has {len(text)}. Nothing was sent."
        )
    before = await uow.steps.complaint(complaint_id)
    if before is None:
        raise LookupError(f"there is no complaint {complaint_id}")
    after, told = await _take(uow, deal, before, step, text=text, officer=officer, now=now)
    await outbox.enqueue(
        uow, conversation_id=after.conversation_id, author="system", reply=Reply(told), now=now
    )
    return after


async def escalate_for_tenant(
    uow: UnitOfWork, deal: Deal, *, answered: ComplaintOnRecord, now: datetime
) -> str:
    """A tenant is not happy with the answer of stage 1: stage 2 at once, without a reason.

    Answers what to say to them.
    """
    step = ComplaintStep.ESCALATE
    _, told = await _take(uow, deal, answered, step, text="", officer=None, now=now)
    return told


async def add_words(
    uow: UnitOfWork, complaint: ComplaintOnRecord, *, message_id: int, words: str, now: datetime
) -> None:
    """What the tenant says of it later, for whoever answers; once for each message."""
    if not await uow.steps.add_to_complaint(
        complaint.id, message_id=message_id, words=words, now=now
    ):
        return
    await uow.desk.record(
        actor="tenant",
        action="complaint_added_to",
        subject=f"conversation:{complaint.conversation_id}",
        detail={"complaint": complaint.reference},
        now=now,
    )


def frame(deal: Deal, complaint: ComplaintOnRecord) -> str:
    """What stands around an answer, and counts when it is sent as a text: the longest there is."""
    values = {
        "reference": complaint.reference,
        "day": spoken_day(complaint.respond_by),
        "ombudsman": OMBUDSMAN,
        "answer": "",
        "reason": "",
    }
    lines = (deal.texts.line(name, **values) for name in (*TOLD.values(), LAST_ANSWER))
    return max(lines, key=len)


async def _take(
    uow: UnitOfWork,
    deal: Deal,
    before: ComplaintOnRecord,
    step: ComplaintStep,
    *,
    text: str,
    officer: Officer | None,
    now: datetime,
) -> tuple[ComplaintOnRecord, str]:
    """The complaint after the step, and what the tenant is told of it."""
    taken = await uow.steps.complaint_steps(before.id)
    by, today = officer.id if officer else None, to_london(now).date()
    after = stepped(before, step, taken, officer_id=by, today=today, calendar=deal.calendar)
    told = _told(deal, before, after, step, text)
    if not await uow.steps.take_complaint_step(
        before.id, stage=before.stage, step=step, officer_id=by, text=told, now=now
    ):
        raise ComplaintRefused("A colleague has just done that.")
    await uow.steps.change_complaint(
        before.id,
        stage=after.stage,
        state=after.state.value,
        acknowledge_by=after.acknowledge_by,
        respond_by=after.respond_by,
    )
    await _record(uow, officer, before, step, now)
    return after, told


def _told(
    deal: Deal, before: ComplaintOnRecord, after: ComplaintOnRecord, step: ComplaintStep, text: str
) -> str:
    values = {
        "reference": after.reference,
        "day": spoken_day(after.respond_by),
        "ombudsman": OMBUDSMAN,
        "answer": _WORDS,
        "reason": _WORDS,
    }
    last = step is ComplaintStep.RESPOND and before.stage == LAST_STAGE
    told = deal.texts.line(LAST_ANSWER if last else TOLD[step], **values)
    if step in NEEDS_WORDS:
        return told.replace(_WORDS, text)
    return f"{told}\n\n{text}" if text else told


async def _record(
    uow: UnitOfWork,
    officer: Officer | None,
    before: ComplaintOnRecord,
    step: ComplaintStep,
    now: datetime,
) -> None:
    await uow.desk.record(
        actor=officer.actor if officer else "tenant",
        action=f"complaint_{step}",
        subject=f"conversation:{before.conversation_id}",
        detail={
            "complaint": before.reference,
            "stage": before.stage,
            "acknowledge_by": before.acknowledge_by.isoformat(),
            "respond_by": before.respond_by.isoformat(),
        },
        now=now,
    )
