"""Reads `diary.yml` of the Deal: the landlord's arrival windows, how far ahead they are open, and
the rules for visits."""

from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from housing.adapters.deal.files import BrokenDeal, sentence_of
from housing.adapters.deal.yaml_files import YamlProblem, read_yaml
from housing.domain.deal.finding import Finding
from housing.domain.messaging.quiet_hours import QUIET_FROM, QUIET_UNTIL
from housing.domain.repairs.diary_windows import DiaryPlan, WindowPattern
from housing.domain.repairs.visit_rules import VisitRules

DEFAULT_FOLDER = Path(__file__).parents[2] / "deal"
FILE = "diary.yml"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class DiaryFileRefused(BrokenDeal):
    """The file cannot be used; each finding names file, line and reason."""


class _Window(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,19}$")]
    earliest: time
    latest: time
    minutes: Annotated[int, Field(gt=0)]
    held_back_minutes: Annotated[int, Field(ge=0)]
    days: Annotated[frozenset[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]], Field()]

    @model_validator(mode="after")
    def _makes_sense(self) -> "_Window":
        if self.latest <= self.earliest:
            raise ValueError("the latest arrival must be after the earliest")
        if self.held_back_minutes > self.minutes:
            raise ValueError("more minutes are held back than there are")
        return self

    def pattern(self) -> WindowPattern:
        days = frozenset(WEEKDAYS.index(day) for day in self.days)
        return WindowPattern(
            self.id, self.earliest, self.latest, self.minutes, self.held_back_minutes, days
        )


class _OnCall(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    accept_within_minutes: Annotated[int, Field(ge=1, le=120)]


class _Visits(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    remind_at: Annotated[time, Field(ge=QUIET_UNTIL, lt=QUIET_FROM)] = time(18)
    arrival_grace_minutes: Annotated[int, Field(ge=0, le=240)] = 30
    no_access_attempts: Annotated[int, Field(ge=1, le=5)] = 2
    never_closed_trades: frozenset[str] = frozenset({"gas_engineer", "electrician"})

    def rules(self) -> VisitRules:
        return VisitRules(
            self.remind_at,
            timedelta(minutes=self.arrival_grace_minutes),
            self.no_access_attempts,
            self.never_closed_trades,
        )


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    days_ahead: Annotated[int, Field(ge=1, le=366)]
    windows: Annotated[tuple[_Window, ...], Field(min_length=1)]
    visits: _Visits = _Visits()
    on_call: _OnCall = _OnCall(accept_within_minutes=10)


def load_diary_plan(folder: Path | None = None) -> DiaryPlan:
    """The plan in the Deal's folder; raises DiaryFileRefused naming the line that is wrong."""
    try:
        file = read_yaml((folder or DEFAULT_FOLDER) / FILE, FILE)
    except (OSError, YamlProblem) as problem:
        line = problem.line if isinstance(problem, YamlProblem) else 1
        raise DiaryFileRefused((Finding(FILE, line, str(problem)),)) from problem
    try:
        data = _File.model_validate(file.data)
    except ValidationError as error:
        raise DiaryFileRefused(
            tuple(
                Finding(FILE, file.line(item["loc"]), sentence_of(dict(item)))
                for item in error.errors()
            )
        ) from error
    return DiaryPlan(
        data.days_ahead,
        tuple(window.pattern() for window in data.windows),
        timedelta(minutes=data.on_call.accept_within_minutes),
        data.visits.rules(),
    )
