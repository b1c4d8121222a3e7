"""The landlord's rules for visits: when to remind, how long to wait at a window's end, and how
often to try before a job is closed. Never closed: work on gas, electricity and hazards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time, timedelta

from housing.domain.repairs.work_orders import WorkOrder

NEVER_CLOSED_PRIORITIES = frozenset({"hazard", "emergency"})


@dataclass(frozen=True, slots=True)
class VisitRules:
    """`remind_at` is on the evening before, on London's clock. `arrival_grace` is how long after
    the window a visit without a word from the operative counts as missed."""

    remind_at: time = time(18)
    arrival_grace: timedelta = timedelta(minutes=30)
    no_access_attempts: int = 2
    never_closed_trades: Collection[str] = frozenset({"gas_engineer", "electrician"})

    def may_close(self, order: WorkOrder) -> bool:
        """Whether the order may be closed because nobody was in: never where it is unsafe."""
        return (
            order.trade not in self.never_closed_trades
            and order.priority not in NEVER_CLOSED_PRIORITIES
        )


VISIT_RULES = VisitRules()
