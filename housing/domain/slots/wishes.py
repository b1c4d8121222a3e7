"""What a tenant's words want of a slot: days, hours, or one that was listed, and what is ruled out.

A wish only ever filters slots that exist; it never makes a date of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from housing.domain.slots.slot import Slot


@dataclass(frozen=True, slots=True)
class Part:
    """Everything that is given must hold of a slot; a part without anything accepts all.

    `around` is a time inside the arrival window, `exact` both its ends.
    """

    days: frozenset[date] | None = None
    slot: Slot | None = None
    window: str | None = None
    exact: tuple[time, time] | None = None
    around: time | None = None
    starts_from: time | None = None
    starts_before: time | None = None
    ends_by: time | None = None
    ends_after: time | None = None

    def accepts(self, slot: Slot) -> bool:
        return (
            (self.days is None or slot.date in self.days)
            and (self.slot is None or slot == self.slot)
            and (self.window is None or slot.window == self.window)
            and self._hours_accept(slot)
        )

    def _hours_accept(self, slot: Slot) -> bool:
        return (
            (self.exact is None or (slot.earliest, slot.latest) == self.exact)
            and (self.around is None or slot.earliest <= self.around < slot.latest)
            and (self.starts_from is None or slot.earliest >= self.starts_from)
            and (self.starts_before is None or slot.earliest < self.starts_before)
            and (self.ends_by is None or slot.latest <= self.ends_by)
            and (self.ends_after is None or slot.latest > self.ends_after)
        )

    @property
    def impossible(self) -> bool:
        """Whether no day to come is meant: a date in the past, say."""
        return self.days is not None and not self.days


Readings = tuple[Part, ...]
"""One expression's possible meanings: any of them may hold."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Any of the wanted combinations, in each of which all expressions hold (everything, when there
    are none), and nothing unwanted."""

    wanted: tuple[tuple[Readings, ...], ...] = ()
    unwanted: Readings = ()

    def accepts(self, slot: Slot) -> bool:
        if any(part.accepts(slot) for part in self.unwanted):
            return False
        return not self.wanted or any(_all_hold(expressions, slot) for expressions in self.wanted)

    def filter(self, slots: Iterable[Slot]) -> tuple[Slot, ...]:
        return tuple(slot for slot in slots if self.accepts(slot))

    @property
    def impossible(self) -> bool:
        """Whether every wanted combination holds an expression that no day to come can meet."""
        return bool(self.wanted) and all(
            any(all(part.impossible for part in readings) for readings in expressions)
            for expressions in self.wanted
        )


def _all_hold(expressions: Iterable[Readings], slot: Slot) -> bool:
    return all(any(part.accepts(slot) for part in readings) for readings in expressions)


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
