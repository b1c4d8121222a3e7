"""On call: who is asked about an emergency and in what order, and what became of each asking.

An operative has a few minutes to answer, then the next on the rota is asked as well; the first to
accept has it. Staff hold the emergency until somebody does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from housing.domain.repairs.appointments import ON_CALL
from housing.domain.repairs.diary_windows import Operative

EPOCH = date(2024, 1, 1)
# An emergency may be accepted after its deadline; whoever goes then still needs a while.
SOONEST_DEADLINE = timedelta(hours=1)


class CallOutState(StrEnum):
    ALERTED = "alerted"
    PASSED = "passed"
    DECLINED = "declined"
    ACCEPTED = "accepted"


UNANSWERED, UNPROVED = "on_call_unanswered", "on_call_unproved"
OF_CALL_OUTS = frozenset({UNANSWERED, UNPROVED})
"""What an alert names that is about a call-out, and no danger that a tenant told of."""

# An operative whose minutes are over may still accept, for as long as nobody else has.
ANSWERABLE = frozenset({CallOutState.ALERTED, CallOutState.PASSED})


class AlreadyAccepted(Exception):
    """Somebody else on the rota was first; `by` is their name."""

    code = "already_accepted"

    def __init__(self, by: str) -> None:
        super().__init__(f"{by} has taken this one already.")
        self.by = by


class CallOutOver(Exception):
    """The emergency was dealt with or called off; nobody needs to go."""

    code = "call_out_over"

    def __init__(self) -> None:
        super().__init__("This emergency is over: nobody needs to go.")


@dataclass(frozen=True, slots=True)
class CallOut:
    """One operative being asked about one emergency order."""

    id: int
    work_order_id: int
    operative_id: int
    operative_name: str
    state: CallOutState
    alerted_at: datetime
    answered_at: datetime | None

    def waits(self, now: datetime, accept_within: timedelta) -> bool:
        """Whether the operative still has time to answer before the next is asked."""
        return self.state is CallOutState.ALERTED and now < self.alerted_at + accept_within


def rota(operatives: Iterable[Operative], trades: Sequence[str], day: date) -> list[Operative]:
    """Whom to ask, in order: the able ones take turns to be first, Monday to Sunday, by name;
    those of a trade named later come after all of the earlier ones."""
    everybody = sorted(operatives, key=lambda operative: operative.name)
    week = (day - EPOCH).days // 7
    asked: dict[int, Operative] = {}
    for trade in trades:
        able = [operative for operative in everybody if trade in operative.trades]
        first = week % len(able) if able else 0
        asked |= {one.id: one for one in [*able[first:], *able[:first]] if one.id not in asked}
    return list(asked.values())


def window_of(work_order_id: int, visits_before: int = 0) -> str:
    """The name of the diary window that an order's visit on call fills; each visit has its own."""
    again = f"/{visits_before + 1}" if visits_before else ""
    return f"{ON_CALL}_{work_order_id}{again}"
