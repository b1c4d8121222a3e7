"""Visits as calendar entries: one entry a visit, that moves with it and says when it is off.

A moved appointment is a new row of the diary but the same entry of a calendar; a visit after one
that took place is a new entry. An entry says nothing about who lives there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from housing.domain.repairs.appointments import AppointmentState

CALLED_OFF = AppointmentState.CANCELLED
TOOK_PLACE = frozenset({AppointmentState.COMPLETED, AppointmentState.NO_ACCESS})


@dataclass(frozen=True, slots=True)
class KnownVisit:
    """A visit that was once booked, in the order of booking; `address` is for operatives only."""

    work_order: str
    issue: str
    operative_id: int
    state: AppointmentState
    earliest_arrival: datetime
    latest_arrival: datetime
    changed_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`sequence` rises with each change of the entry (RFC 5545); the window is of arrival."""

    uid: str
    sequence: int
    visit: KnownVisit
    cancelled: bool


def events_of(
    visits: Sequence[KnownVisit], *, operative_id: int | None = None
) -> list[CalendarEvent]:
    """One entry for each visit of one order; with `operative_id` those that were theirs, called off
    where somebody else goes now."""
    found = []
    for number, chain in enumerate(_chains(visits), 1):
        last = chain[-1]
        mine = [one for one in chain if operative_id in (None, one.operative_id)]
        if not mine:
            continue
        # A booking and a calling off are one change each; a move is both.
        changes = len(chain) + sum(one.state is CALLED_OFF for one in chain)
        found.append(
            CalendarEvent(
                uid=f"{last.work_order}-{number}@hearthline",
                sequence=changes - 1,
                visit=mine[-1],
                cancelled=mine[-1] is not last or last.state is CALLED_OFF,
            )
        )
    return found


def _chains(visits: Iterable[KnownVisit]) -> list[list[KnownVisit]]:
    """The visits, those of one entry together: the next after one that took place begins anew."""
    chains: list[list[KnownVisit]] = []
    for visit in visits:
        if not chains or chains[-1][-1].state in TOOK_PLACE:
            chains.append([])
        chains[-1].append(visit)
    return chains
