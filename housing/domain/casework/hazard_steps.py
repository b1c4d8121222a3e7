"""A hazard under Awaab's Law (SI 2025/1042) after it was reported: the steps that stop its clocks.

The investigation comes first, and every later clock runs from the day it ended.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from housing.domain.clock.legal_clocks import EMERGENCY, further_work_by, made_safe_by, summary_by
from housing.domain.clock.local_time import end_of_day, to_london
from housing.domain.clock.working_days import WorkingCalendar


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
    """One of the law's clocks: due at a time, stopped or still running. `by_the_hour` where the
    hour counts, else the whole of the last day is in time."""

    step: HazardStep
    due_at: datetime
    done_on: date | None
    done_at: datetime | None
    by_the_hour: bool = False

    def is_late(self, now: datetime) -> bool:
        return (self.done_at or now) > self.due_at


def clocks_of(
    hazard: HazardOnRecord, done: tuple[StepDone, ...], calendar: WorkingCalendar
) -> tuple[Clock, ...]:
    """The clocks that run or have been stopped. Before the investigation of a significant hazard
    there is only its own; an emergency is also to be made safe within the same 24 hours."""
    taken = {one.step: one for one in done}
    investigated = taken.get(HazardStep.INVESTIGATE)
    emergency = hazard.level == EMERGENCY
    due = {HazardStep.INVESTIGATE: hazard.investigate_by}
    if emergency:
        due[HazardStep.MAKE_SAFE] = hazard.investigate_by
    if investigated is not None:
        due = _after(investigated.on_day, calendar) | due
    hours = (HazardStep.INVESTIGATE, HazardStep.MAKE_SAFE) if emergency else ()
    running = (step for step in HazardStep if step in due)
    return tuple(_clock(step, due[step], taken.get(step), step in hours) for step in running)


def running_clock(
    level: str, investigate_by: datetime, investigated_on: date | None, calendar: WorkingCalendar
) -> Clock:
    """The clock that a hazard which is not yet safe is shown with: investigate, then make safe."""
    emergency = level == EMERGENCY
    if investigated_on is None:
        return Clock(HazardStep.INVESTIGATE, investigate_by, None, None, emergency)
    by = end_of_day(made_safe_by(investigated_on, calendar))
    due_at = investigate_by if emergency else by
    return Clock(HazardStep.MAKE_SAFE, due_at, None, None, emergency)


def _after(investigated_on: date, calendar: WorkingCalendar) -> dict[HazardStep, datetime]:
    return {
        HazardStep.SUMMARISE: end_of_day(summary_by(investigated_on, calendar)),
        HazardStep.MAKE_SAFE: end_of_day(made_safe_by(investigated_on, calendar)),
        HazardStep.BEGIN_WORK: end_of_day(further_work_by(investigated_on)),
    }


def _clock(step: HazardStep, due_at: datetime, done: StepDone | None, by_the_hour: bool) -> Clock:
    """A step is known by its day: at the latest it was done when it was recorded."""
    if done is None:
        return Clock(step, due_at, None, None, by_the_hour)
    done_at = min(end_of_day(done.on_day), done.at)
    return Clock(step, due_at, done.on_day, done_at, by_the_hour)


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
