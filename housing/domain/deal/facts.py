"""Facts: what a decision depends on, how each is asked for, and what it may be worth.

A fact is asked of the tenant or filled in by the service (season, tenancy, vulnerability, ...).
Reading typed answers is `answers.py`; deciding is `deciding.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FactValue = bool | int | str | date
"""A boolean fact's value is a bool, a choice's that of one of its choices, a date's a date."""

Facts = Mapping[str, FactValue]


class FactKind(StrEnum):
    """What kind of value a fact has (DMN's typed input)."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class FactSource(StrEnum):
    """Who supplies the value."""

    ASKED = "asked"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Question:
    """The same question worded for each channel."""

    web: str
    sms: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: its value, the words on the button, and other words that mean it."""

    value: FactValue
    title: str
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The question from the other side, asked before `value` is believed: its yes is `value`.

    The first choice confirms and carries True, the second takes it back and carries False.
    """

    value: bool
    question: Question
    choices: tuple[Choice, Choice]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known or asked that a decision depends on.

    `choices` are in the order shown (a boolean's are Yes, No unless the Deal says otherwise).
    `heard` are phrases of a first message that already tell the value, by value.
    `implied_by` is a service fact which, when true, makes this one true without asking.
    `default` is what a service fact is worth while nobody has filled it in.
    `if_unsure` is the safest value, taken when a tenant does not know.
    `stays`: true of who lives there whatever the problem, so that a conversation asks it once.
    `confirm` is asked when a bare answer would raise an emergency that its words do not tell of.
    """

    id: str
    kind: FactKind
    source: FactSource
    title: str
    question: Question
    why: str
    choices: tuple[Choice, ...] = ()
    heard: Mapping[FactValue, tuple[str, ...]] = field(default_factory=dict)
    implied_by: str | None = None
    default: FactValue | None = None
    if_unsure: FactValue | None = None
    stays: bool = False
    confirm: Confirmation | None = None

    @property
    def values(self) -> tuple[FactValue, ...]:
        """The values the fact may have, when they can be listed."""
        return tuple(choice.value for choice in self.choices)

    def title_of(self, value: FactValue) -> str:
        """The words a tenant sees for a value."""
        for choice in self.choices:
            if choice.value == value:
                return choice.title
        return str(value)
