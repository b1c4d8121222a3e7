"""Recall: the same fault again within `RECALL_WITHIN` of being done. It costs nothing new, its
clock is not set back, and it is never less urgent than it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from housing.domain.deal.decision import Decision
from housing.domain.repairs.work_orders import EMERGENCY, WorkOrder

RECALL_WITHIN = timedelta(days=90)
# "It was done but is not right": whatever was done last is what has to be put right.
NOT_FIXED = "repair_not_fixed"
RANKS = (EMERGENCY, "hazard", "urgent", "routine", "planned")


def as_recall(decision: Decision, earlier: WorkOrder, trades: Sequence[str]) -> Decision:
    """The decision for a fault that `earlier` was to have mended; `trades` can do that work."""
    came_back = replace(
        decision, charge=None, priority=not_lower(decision.priority, earlier.priority)
    )
    if decision.issue != NOT_FIXED:
        return came_back
    return replace(came_back, issue=earlier.issue, trades=tuple(trades))


def not_lower(priority: str, earlier: str) -> str:
    """The more urgent of both. An emergency that was made safe comes back as urgent, unless it is
    one again: an emergency has no time to choose, and this one is being given one."""
    was = "urgent" if earlier == EMERGENCY else earlier
    known = [one for one in (priority, was) if one in RANKS]
    return min(known, key=RANKS.index, default=priority)


def target_of(target: datetime | None, earlier: WorkOrder) -> datetime | None:
    """Counted from the first report: the earlier order's target, or the new one if it is sooner."""
    known = [at for at in (target, earlier.required_completion) if at is not None]
    return min(known, default=None)
