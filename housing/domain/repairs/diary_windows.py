"""An operative's diary: the landlord's arrival windows laid over the coming days.

A day's minutes are divided among its windows, so overlapping windows (morning and school run)
never promise the same minute twice. No window falls on a bank holiday.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from housing.domain.repairs.visit_rules import VISIT_RULES, VisitRules

ACCEPT_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Operative:
    """`mobile` is E.164: where emergencies are put to them; without one they are never asked."""

    id: int
    name: str
    trades: tuple[str, ...]
    patches: tuple[str, ...]
    mobile: str | None = None


@dataclass(frozen=True, slots=True)
class WindowPattern:
    """A window of the landlord's list. `weekdays` count from 0 = Monday."""

    window: str
    earliest: time
    latest: time
    minutes: int
    held_back_minutes: int
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class DiaryPlan:
    """The landlord's windows, and for how many days from today they are open to booking.

    `accept_within` is how long an operative on call has before the next one is asked; `visits`
    are the rules for the visits in those windows.
    """

    days_ahead: int
    patterns: tuple[WindowPattern, ...]
    accept_within: timedelta = ACCEPT_WITHIN
    visits: VisitRules = VISIT_RULES


@dataclass(frozen=True, slots=True)
class DiaryWindow:
    """What one operative can do in one window of one day; minutes are visit minutes."""

    operative_id: int
    date: date
    window: str
    earliest: time
    latest: time
    minutes: int
    held_back_minutes: int


def lay_out(
    operatives: Iterable[Operative], plan: DiaryPlan, *, today: date, closed: frozenset[date]
) -> Iterator[DiaryWindow]:
    """Every operative's windows from today on, as far as the plan goes; none on closed days."""
    operatives = tuple(operatives)
    for ahead in range(plan.days_ahead + 1):
        day = today + timedelta(days=ahead)
        if day in closed:
            continue
        for pattern in plan.patterns:
            if day.weekday() in pattern.weekdays:
                for operative in operatives:
                    yield _window(operative.id, day, pattern)


def can_do_all(operatives: Iterable[Operative], needs: Iterable[Iterable[str]]) -> bool:
    """Whether somebody has one of the trades of every need."""
    wanted = [frozenset(need) for need in needs]
    return any(all(need & set(one.trades) for need in wanted) for one in operatives)


def _window(operative_id: int, day: date, pattern: WindowPattern) -> DiaryWindow:
    return DiaryWindow(
        operative_id,
        day,
        pattern.window,
        pattern.earliest,
        pattern.latest,
        pattern.minutes,
        pattern.held_back_minutes,
    )
