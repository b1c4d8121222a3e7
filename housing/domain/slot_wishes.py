"""What a tenant's words want of a slot: days, hours, and what is ruled out.

A wish only ever filters slots that exist; it never makes a date of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from housing.domain.slots import Slot


@dataclass(frozen=True, slots=True)
class Hours:
    """Every part that is given must hold: the named window, a time inside it, its limits."""

    window: str | None = None
    contains: time | None = None
    not_before: time | None = None
    not_after: time | None = None

    def accepts(self, slot: Slot) -> bool:
        return (
            (self.window is None or slot.window == self.window)
            and (self.contains is None or slot.earliest <= self.contains < slot.latest)
            and (self.not_before is None or slot.earliest >= self.not_before)
            and (self.not_after is None or slot.latest <= self.not_after)
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One alternative: on one of these days and within one of these hours; None is any."""

    days: frozenset[date] | None = None
    hours: tuple[Hours, ...] | None = None

    def accepts(self, slot: Slot) -> bool:
        return (self.days is None or slot.date in self.days) and (
            self.hours is None or any(hours.accepts(slot) for hours in self.hours)
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """Any of the wanted parts (all, when there are none) and none of the unwanted ones."""

    wanted: tuple[Part, ...] = ()
    unwanted: tuple[Part, ...] = ()

    def accepts(self, slot: Slot) -> bool:
        if any(part.accepts(slot) for part in self.unwanted):
            return False
        return not self.wanted or any(part.accepts(slot) for part in self.wanted)

    def filter(self, slots: Iterable[Slot]) -> tuple[Slot, ...]:
        return tuple(slot for slot in slots if self.accepts(slot))


class Kind(StrEnum):
    CHOSEN = "chosen"
    NARROWED = "narrowed"
    OTHERS = "others"
    NONE = "none"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class SlotMatch:
    """What the words meant among the slots on offer.

    chosen: exactly one slot. narrowed: ask which of these is meant; one alone is a guess to be
    read back, not yet a choice. others: the tenant wants slots that are not on offer, by `wish`
    when it was said which. none: the tenant wants none at all. unclear: ask again.
    """

    kind: Kind
    slots: tuple[Slot, ...] = ()
    wish: Wish | None = None

    @property
    def slot(self) -> Slot:
        """The chosen slot; only when `kind` is chosen."""
        if self.kind is not Kind.CHOSEN:
            raise ValueError(f"no slot was chosen: {self.kind}")
        return self.slots[0]
