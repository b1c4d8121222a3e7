"""What a conversation leaves open when an officer hands it back or closes it.

Open is what would be left to staff: an order for which a visit is booked is the operative's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from housing.domain.casework.promises import HolderKind, Promise, PromiseKind
from housing.domain.messaging.handoff import STEPPED_IN, Handoff


@dataclass(frozen=True, slots=True)
class StillOpen:
    """`answer_by`: a person's answer was promised by then and none was given. `tasks` are what
    else the handoff was opened for, which ends with it. `reach_by` is how they can be reached."""

    answer_by: datetime | None
    reach_by: str
    tasks: tuple[Mapping[str, str], ...]
    promises: tuple[Promise, ...]

    @property
    def keys(self) -> frozenset[str]:
        """What an officer has to have read, piece by piece."""
        answer = {"answer"} if self.answer_by is not None else set()
        tasks = {f"task:{place}" for place in range(len(self.tasks))}
        return frozenset(answer | tasks | {promise.key for promise in self.promises})


def still_open(handoff: Handoff, promises: tuple[Promise, ...]) -> StillOpen:
    """What of the handoff and its conversation's promises nobody would see to."""
    unanswered = handoff.first_reply_at is None and handoff.reason != STEPPED_IN
    return StillOpen(
        answer_by=handoff.answer_due_at if unanswered else None,
        reach_by=str(handoff.context.get("contact", "")) if unanswered else "",
        tasks=handoff.also,
        promises=tuple(one for one in promises if _is_left_to_staff(one)),
    )


def _is_left_to_staff(promise: Promise) -> bool:
    visits = any(one.kind is HolderKind.PERSON and one.until for one in promise.holders)
    return promise.kind is not PromiseKind.HANDOFF and not visits
