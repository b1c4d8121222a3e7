"""The law's clocks: season, Right to Repair, Awaab's Law and complaint stages, as due dates.

Pure arithmetic on the day or instant the landlord became aware. Whether a hazard class is in force
yet is data (`HazardClass`), not decided here.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from housing.domain.clock.local_time import add_hours, end_of_day, to_london
from housing.domain.clock.opening_hours import OpeningHours
from housing.domain.clock.working_days import WorkingCalendar

EMERGENCY = "emergency"
EMERGENCY_HAZARD_HOURS = 24
INVESTIGATE_WORKING_DAYS = 10
SUMMARY_WORKING_DAYS = 3
SAFETY_WORK_WORKING_DAYS = 5
FURTHER_WORK_WEEKS = 12

ACKNOWLEDGE_WORKING_DAYS = 5
STAGE_1_WORKING_DAYS = 10
STAGE_2_WORKING_DAYS = 20

_NIGHT_BEGINS, _NIGHT_ENDS = 23, 7


def season_on(day: date) -> str:
    """`cold` from 31 October to 30 April, as the Right to Repair has it (SI 1994/133, schedule),
    `october` for the rest of October, else `warm`."""
    if (day.month, day.day) >= (10, 31) or (day.month, day.day) < (5, 1):
        return "cold"
    return "october" if day.month == 10 else "warm"


def time_of_day(at: datetime, hours: OpeningHours) -> str:
    """`open` in opening hours, else `night` (11pm to 7am) or `evening` for the rest."""
    if hours.is_open(at):
        return "open"
    hour = to_london(at).hour
    return "night" if hour >= _NIGHT_BEGINS or hour < _NIGHT_ENDS else "evening"


@dataclass(frozen=True, slots=True)
class HazardClock:
    """Awaab's Law (SI 2025/1042): an emergency hazard is investigated and made safe in 24 clock
    hours of the landlord becoming aware, a significant one investigated in working days from the
    day after."""

    aware_at: datetime
    emergency_by: datetime
    investigate_by: date

    @classmethod
    def started(cls, aware_at: datetime, calendar: WorkingCalendar) -> "HazardClock":
        """The clocks of a hazard first reported at `aware_at`, even if the chat was abandoned."""
        day = to_london(aware_at).date()
        return cls(
            aware_at=aware_at,
            emergency_by=add_hours(aware_at, EMERGENCY_HAZARD_HOURS),
            investigate_by=calendar.add(day, INVESTIGATE_WORKING_DAYS),
        )

    def due_at(self, level: str) -> datetime:
        """By when a hazard of this level is investigated, from the first mention in any case."""
        return self.emergency_by if level == EMERGENCY else end_of_day(self.investigate_by)


def summary_by(investigated_on: date, calendar: WorkingCalendar) -> date:
    """The tenant's written summary: 3 working days after the investigation ended."""
    return calendar.add(investigated_on, SUMMARY_WORKING_DAYS)


def made_safe_by(investigated_on: date, calendar: WorkingCalendar) -> date:
    """Safety work: 5 working days after the investigation ended."""
    return calendar.add(investigated_on, SAFETY_WORK_WORKING_DAYS)


def further_work_by(investigated_on: date) -> date:
    """Further work physically started: 12 weeks after the investigation ended."""
    return investigated_on + timedelta(weeks=FURTHER_WORK_WEEKS)


@dataclass(frozen=True, slots=True)
class ComplaintClock:
    """When a complaint must be acknowledged and answered (Complaint Handling Code, 2024)."""

    stage: int
    acknowledge_by: date
    respond_by: date

    @classmethod
    def started(cls, stage: int, made_on: date, calendar: WorkingCalendar) -> "ComplaintClock":
        """The clock of a stage, its answer counted from the last day for acknowledging."""
        days = {1: STAGE_1_WORKING_DAYS, 2: STAGE_2_WORKING_DAYS}[stage]
        acknowledge_by = calendar.add(made_on, ACKNOWLEDGE_WORKING_DAYS)
        return cls(stage, acknowledge_by, calendar.add(acknowledge_by, days))

    def extended(self, calendar: WorkingCalendar) -> "ComplaintClock":
        """With the longest extension: as many working days again, for a reason that is told."""
        days = {1: STAGE_1_WORKING_DAYS, 2: STAGE_2_WORKING_DAYS}[self.stage]
        return ComplaintClock(self.stage, self.acknowledge_by, calendar.add(self.respond_by, days))
