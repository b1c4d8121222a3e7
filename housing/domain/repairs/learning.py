"""What finished jobs teach: how often the first visit did it, and how long visits really took.

For the landlord, who sets the diary's minutes by it. Counts jobs, never people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """One completed order. Minutes are those of the visits whose length is on record."""

    issue: str
    trade: str
    no_access: int
    follow_ons: int
    recalled: bool
    planned_minutes: int
    spent_minutes: int
    timed_visits: int

    @property
    def first_time(self) -> bool:
        """Mended by the first visit that got in, and no recall since."""
        return self.follow_ons == 0 and not self.recalled


@dataclass(frozen=True, slots=True)
class Lesson:
    """An issue and trade's completed jobs. Minutes are means of one visit, None without any."""

    issue: str
    trade: str
    jobs: int
    first_time: int
    no_access: int
    follow_ons: int
    recalled: int
    planned_minutes: int | None
    spent_minutes: int | None

    @property
    def first_time_percent(self) -> int:
        return round(100 * self.first_time / self.jobs)


def lessons(outcomes: Iterable[JobOutcome]) -> tuple[Lesson, ...]:
    """One lesson for each issue and trade, the most frequent first."""
    ordered = sorted(outcomes, key=_kind)
    learned = [_lesson(*kind, list(group)) for kind, group in groupby(ordered, key=_kind)]
    return tuple(sorted(learned, key=lambda one: (-one.jobs, one.issue, one.trade)))


def _kind(outcome: JobOutcome) -> tuple[str, str]:
    return outcome.issue, outcome.trade


def _lesson(issue: str, trade: str, jobs: list[JobOutcome]) -> Lesson:
    timed = sum(job.timed_visits for job in jobs)
    return Lesson(
        issue=issue,
        trade=trade,
        jobs=len(jobs),
        first_time=sum(job.first_time for job in jobs),
        no_access=sum(job.no_access for job in jobs),
        follow_ons=sum(job.follow_ons for job in jobs),
        recalled=sum(job.recalled for job in jobs),
        planned_minutes=round(sum(job.planned_minutes for job in jobs) / timed) if timed else None,
        spent_minutes=round(sum(job.spent_minutes for job in jobs) / timed) if timed else None,
    )
