"""A complaint through its two stages (Housing Ombudsman's Complaint Handling Code, 2024).

The transition table is the only way a complaint moves; every pair not in it is refused. Whoever
answered stage 1 does not answer stage 2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from housing.domain.clock.legal_clocks import ComplaintClock
from housing.domain.clock.working_days import WorkingCalendar

LAST_STAGE = 2
OMBUDSMAN = "0300 111 3000"


class ComplaintState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESPONDED = "responded"


class ComplaintStep(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    EXTEND = "extend"
    RESPOND = "respond"
    ESCALATE = "escalate"


AFTER: Mapping[tuple[ComplaintState, ComplaintStep], ComplaintState] = {
    (ComplaintState.OPEN, ComplaintStep.ACKNOWLEDGE): ComplaintState.ACKNOWLEDGED,
    (ComplaintState.ACKNOWLEDGED, ComplaintStep.EXTEND): ComplaintState.ACKNOWLEDGED,
    (ComplaintState.ACKNOWLEDGED, ComplaintStep.RESPOND): ComplaintState.RESPONDED,
    (ComplaintState.RESPONDED, ComplaintStep.ESCALATE): ComplaintState.OPEN,
}


class ComplaintRefused(Exception):
    """A step that cannot be taken; `str()` is a sentence for the officer."""

    code = "complaint_refused"


@dataclass(frozen=True, slots=True)
class ComplaintOnRecord:
    """A complaint and the conversation it was made in."""

    id: int
    reference: str
    conversation_id: int
    stage: int
    state: ComplaintState
    acknowledge_by: date
    respond_by: date

    def late(self, today: date) -> bool:
        """Whether the answer was due before today and has not been given."""
        return self.state is not ComplaintState.RESPONDED and self.respond_by < today


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step, by whom (None: the tenant) and when, and what the tenant was told."""

    stage: int
    step: ComplaintStep
    officer_id: int | None
    text: str
    at: datetime


def steps_now(complaint: ComplaintOnRecord, taken: tuple[StepTaken, ...]) -> tuple[str, ...]:
    """The steps that may be taken now: each once in a stage, and two stages only."""
    done = {one.step for one in taken if one.stage == complaint.stage}
    possible = [step for state, step in AFTER if state == complaint.state and step not in done]
    if complaint.stage == LAST_STAGE:
        possible = [step for step in possible if step is not ComplaintStep.ESCALATE]
    return tuple(possible)


def stepped(
    complaint: ComplaintOnRecord,
    step: ComplaintStep,
    taken: tuple[StepTaken, ...],
    *,
    officer_id: int | None,
    today: date,
    calendar: WorkingCalendar,
) -> ComplaintOnRecord:
    """The complaint after the step, its dates by the Code. Raises ComplaintRefused."""
    if step not in steps_now(complaint, taken):
        raise ComplaintRefused(
            f"A complaint that is {complaint.state} at stage {complaint.stage} cannot do that now."
        )
    if step is ComplaintStep.RESPOND and officer_id in _answered_before(complaint, taken):
        raise ComplaintRefused("You answered stage 1, so a colleague must answer stage 2.")
    clock = ComplaintClock(complaint.stage, complaint.acknowledge_by, complaint.respond_by)
    if step is ComplaintStep.EXTEND:
        clock = clock.extended(calendar)
    if step is ComplaintStep.ESCALATE:
        clock = ComplaintClock.started(LAST_STAGE, today, calendar)
    return ComplaintOnRecord(
        id=complaint.id,
        reference=complaint.reference,
        conversation_id=complaint.conversation_id,
        stage=clock.stage,
        state=AFTER[complaint.state, step],
        acknowledge_by=clock.acknowledge_by,
        respond_by=clock.respond_by,
    )


def _answered_before(complaint: ComplaintOnRecord, taken: tuple[StepTaken, ...]) -> set[int | None]:
    return {
        one.officer_id
        for one in taken
        if one.step is ComplaintStep.RESPOND and one.stage < complaint.stage
    }
