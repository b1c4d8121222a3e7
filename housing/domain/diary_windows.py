"""An operative's diary: the landlord's arrival windows laid over the coming days.

A day's minutes are divided among its windows, so overlapping windows (morning and school run)
never promise the same minute twice. No window falls on a bank holiday.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

EPOCH = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Operative:
    id: int
    name: str
    trades: tuple[str, ...]
    patches: tuple[str, ...]


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
    """The landlord's windows, and for how many days from today they are open to booking."""

    days_ahead: int
    patterns: tuple[WindowPattern, ...]


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


def on_call(operatives: Iterable[Operative], trade: str, day: date) -> Operative | None:
    """Who is on call for a trade: the able operatives take turns, Monday to Sunday."""
    able = sorted((o for o in operatives if trade in o.trades), key=lambda o: o.name)
    return able[(day - EPOCH).days // 7 % len(able)] if able else None


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
