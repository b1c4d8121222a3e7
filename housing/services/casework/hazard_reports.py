"""What is recorded of a hazard after it was reported: investigated, summary sent, made safe, work
begun. Each stops its clock of Awaab's Law (SI 2025/1042) on the day it was done.
"""

from datetime import date, datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.hazard_steps import (
    STATE_AFTER,
    HazardOnRecord,
    HazardRefused,
    HazardStep,
    check_step,
)
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Reply
from housing.domain.people.desk import Officer
from housing.services.messaging import outbox

MAX_TEXT = 6000
# Where the officer's words go: filled in last, for a sentence of the Deal keeps no paragraphs.
_WORDS = "\ue000"


async def record_step(
    uow: UnitOfWork,
    deal: Deal,
    *,
    hazard_id: int,
    step: HazardStep,
    on_day: date,
    text: str,
    officer: Officer,
    now: datetime,
) -> None:
    """Records the step once; the written summary goes to the tenant as it is recorded.

    Raises HazardRefused when it is out of turn, the day cannot be, or the summary is empty;
    LookupError for an unknown hazard.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    hazard = await uow.steps.hazard(hazard_id)
    if hazard is None:
        raise LookupError(f"there is no hazard report {hazard_id}")
    done = await uow.steps.hazard_steps(hazard_id)
    check_step(hazard, step, done, on_day=on_day, today=to_london(now).date())
    _check_text(step, text)
    if not await uow.steps.take_hazard_step(
        hazard_id, step=step, on_day=on_day, officer_id=officer.id, text=text, now=now
    ):
        raise HazardRefused("A colleague has just recorded that.")
    if step in STATE_AFTER and hazard.state != STATE_AFTER[HazardStep.MAKE_SAFE]:
        await uow.reports.change_hazard(hazard_id, state=STATE_AFTER[step])
    if step is HazardStep.SUMMARISE:
        await _send_summary(uow, deal, hazard, text, now)
    await uow.desk.record(
        actor=officer.actor,
        action=f"hazard_{step}",
        subject=f"conversation:{hazard.conversation_id}",
        detail={"hazard": hazard.reference, "on": on_day.isoformat()},
        now=now,
    )


def _check_text(step: HazardStep, text: str) -> None:
    if step is HazardStep.SUMMARISE and not text:
        raise HazardRefused("Write the summary: what was found and what comes next.")
    if len(text) > MAX_TEXT:
        raise HazardRefused(
            f"At most {MAX_TEXT} characters; this has {len(text)}. Nothing was kept."
        )


async def _send_summary(
    uow: UnitOfWork, deal: Deal, hazard: HazardOnRecord, text: str, now: datetime
) -> None:
    said = deal.texts.line("hazard_summary", reference=hazard.reference, answer=_WORDS)
    reply = Reply(said.replace(_WORDS, text))
    await outbox.enqueue(
        uow, conversation_id=hazard.conversation_id, author="system", reply=reply, now=now
    )
