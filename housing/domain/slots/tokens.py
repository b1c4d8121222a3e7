"""The pieces that a tenant's words for slots are cut into, and the shape of a cutting rule."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from housing.domain.slots.days import Calendar
from housing.domain.slots.slot import Slot
from housing.domain.slots.wishes import Part, Readings


class Is(Enum):
    TERM = auto()
    CONNECTOR = auto()
    NOT = auto()
    CANNOT = auto()
    NO = auto()
    OR = auto()
    BREAK = auto()
    SOONEST = auto()
    LATEST = auto()
    OTHERS = auto()
    SOONER = auto()
    NONE = auto()
    DECLINED = auto()
    MAYBE = auto()
    AFFIRM = auto()
    FILLER = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One expression. Only a TERM has `readings`; `unwanted` is what it rules out after a "not".

    `doubtful`: people differ in what they mean by it. `bare`: a number alone, which is nothing when
    it fits no slot. `word` is what a CONNECTOR or an UNKNOWN said.
    """

    kind: Is
    readings: Readings = ()
    unwanted: Readings = ()
    doubtful: bool = False
    bare: bool = False
    plural: bool = False
    word: str = ""

    @property
    def has_days(self) -> bool:
        return any(part.days is not None for part in self.readings)

    @property
    def has_slot(self) -> bool:
        return any(part.slot is not None for part in self.readings)


def term(
    *readings: Part,
    unwanted: Readings | None = None,
    doubtful: bool = False,
    bare: bool = False,
    plural: bool = False,
) -> Token:
    """A TERM that rules out just what it otherwise asks for, unless told what else."""
    against = readings if unwanted is None else unwanted
    return Token(Is.TERM, readings, against, doubtful, bare, plural)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the words are about: the slots in the order they were listed, and today."""

    slots: Sequence[Slot]
    calendar: Calendar
    page_has_more: bool

    def option(self, number: int) -> Slot | None:
        return self.slots[number - 1] if 1 <= number <= len(self.slots) else None

    def has_window(self, window: str) -> bool:
        return any(slot.window == window for slot in self.slots)


Maker = Callable[[re.Match[str], Offer], Token | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern at the place reached, and the token it makes; None when it does not apply."""

    pattern: re.Pattern[str]
    make: Maker


def rule(pattern: str, make: Maker) -> Rule:
    """The pattern must end where a word ends."""
    return Rule(re.compile(rf"(?:{pattern})(?!\w)"), make)


def says(pattern: str, kind: Is) -> Rule:
    """Words that always make a token of this kind."""
    token = Token(kind)
    return rule(pattern, lambda _match, _offer: token)


def any_of(words: Sequence[str]) -> str:
    """A pattern for any of the words, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
