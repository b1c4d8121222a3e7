"""A hazard under Awaab's Law (SI 2025/1042) after it was reported: the steps that stop its clocks.

The investigation comes first, and every later clock runs from the day it ended.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from housing.domain.clocks import further_work_by, made_safe_by, summary_by
from housing.domain.local_time import to_london
from housing.domain.working_days import WorkingCalendar


class HazardStep(StrEnum):
    INVESTIGATE = "investigate"
    SUMMARISE = "summarise"
    MAKE_SAFE = "make_safe"
    BEGIN_WORK = "begin_work"


class HazardRefused(Exception):
    """A step that cannot be taken; `str()` is a sentence for the officer."""

    code = "hazard_refused"


@dataclass(frozen=True, slots=True)
class HazardOnRecord:
    """A hazard report and the conversation it was made in."""

    id: int
    reference: str
    conversation_id: int
    hazard: str
    level: str
    reported_at: datetime
    investigate_by: datetime
    state: str


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step: the day it was done in the home, by whom it was recorded, and what was found."""

    step: HazardStep
    on_day: date
    officer_id: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the law's clocks: due on a day, stopped on a day or still running."""

    step: HazardStep
    due_on: date
    done_on: date | None

    def is_late(self, today: date) -> bool:
        return (self.done_on or today) > self.due_on


def clocks_of(
    hazard: HazardOnRecord, done: tuple[StepDone, ...], calendar: WorkingCalendar
) -> tuple[Clock, ...]:
    """The clocks that run or have been stopped; before the investigation only its own."""
    days = {one.step: one.on_day for one in done}
    investigate_by = to_london(hazard.investigate_by).date()
    investigated = days.get(HazardStep.INVESTIGATE)
    clocks = [Clock(HazardStep.INVESTIGATE, investigate_by, investigated)]
    if investigated is not None:
        due = {
            HazardStep.SUMMARISE: summary_by(investigated, calendar),
            HazardStep.MAKE_SAFE: made_safe_by(investigated, calendar),
            HazardStep.BEGIN_WORK: further_work_by(investigated),
        }
        if hazard.level == "emergency":
            due[HazardStep.MAKE_SAFE] = investigate_by
        clocks += [Clock(step, by, days.get(step)) for step, by in due.items()]
    return tuple(clocks)


def steps_now(done: tuple[StepDone, ...]) -> tuple[HazardStep, ...]:
    """The steps that may be recorded now: the investigation first, each once."""
    taken = {one.step for one in done}
    if HazardStep.INVESTIGATE not in taken:
        return (HazardStep.INVESTIGATE,)
    return tuple(step for step in HazardStep if step not in taken)


def check_step(
    hazard: HazardOnRecord,
    step: HazardStep,
    done: tuple[StepDone, ...],
    *,
    on_day: date,
    today: date,
) -> None:
    """Raises HazardRefused for a step out of turn or a day that cannot be."""
    if step not in steps_now(done):
        raise HazardRefused("That is recorded already, or the investigation comes first.")
    investigated = next((one.on_day for one in done if one.step is HazardStep.INVESTIGATE), None)
    earliest = investigated or to_london(hazard.reported_at).date()
    if on_day > today:
        raise HazardRefused("That day has not come yet.")
    if on_day < earliest:
        raise HazardRefused(f"It cannot have been before {earliest:%d/%m/%Y}.")


STATE_AFTER = {HazardStep.INVESTIGATE: "investigated", HazardStep.MAKE_SAFE: "made_safe"}
"""The steps that change how a hazard stands; once made safe it stays so."""
