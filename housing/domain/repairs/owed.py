"""What the landlord may owe a tenant for a visit it missed. Proposed here, decided by a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from housing.domain.deal.deal import Charge, Deal
from housing.domain.repairs.appointments import AppointmentState

MISSED_VISIT = "missed_by_landlord"
RIGHT_TO_REPAIR = "right_to_repair_late"
PAID_BY = "landlord"


class OwedState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Owed:
    """A sum in pence that a person confirms or refuses; `reference` is the work order's.

    `visit_state` is how the visit stands now: a late report may show that it was made after all.
    """

    id: int
    work_order_id: int
    appointment_id: int
    reference: str
    code: str
    amount_pence: int
    reason: str
    state: OwedState
    created_at: datetime
    visit_state: AppointmentState
    tenant_id: int | None = None


class OwedDecided(Exception):
    """Somebody has decided it already."""

    code = "owed_decided"


def owed_for(
    deal: Deal, *, missed: int, target: str | None, on: date
) -> Iterator[tuple[Charge, int]]:
    """What the Deal pays for the `missed`-th missed visit of an order with a target of that name.

    The Right to Repair (SI 1994/133) pays when the job is missed a second time.
    """
    right_to_repair = {
        one.name for name, one in deal.targets.items() if name.startswith("right_to_repair")
    }
    codes = [MISSED_VISIT]
    if missed > 1 and target in right_to_repair:
        codes.append(RIGHT_TO_REPAIR)
    for code in codes:
        charge = deal.charges.get(code)
        rate = charge.rate_on(on) if charge and charge.paid_by == PAID_BY else None
        if charge is not None and rate is not None:
            yield charge, rate.amount_pence
