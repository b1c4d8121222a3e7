"""What a person may decide about a quoted charge. Nothing is owed before `confirmed`.

The transition table is the only way staff change a charge; every pair not in it is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ChargeState(StrEnum):
    QUOTED = "quoted"
    AGREED = "agreed"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


class ChargeDecision(StrEnum):
    """Confirm: it is owed. Waive: it applied, but is let go. Withdraw: it did not apply."""

    CONFIRM = "confirm"
    WAIVE = "waive"
    WITHDRAW = "withdraw"


# A confirmed charge that is disputed afterwards comes back as `disputed`, so it can be let go too.
CHARGE_AFTER: Mapping[tuple[ChargeState, ChargeDecision], ChargeState] = {
    (ChargeState.QUOTED, ChargeDecision.WITHDRAW): ChargeState.WITHDRAWN,
    (ChargeState.AGREED, ChargeDecision.CONFIRM): ChargeState.CONFIRMED,
    (ChargeState.AGREED, ChargeDecision.WAIVE): ChargeState.WAIVED,
    (ChargeState.AGREED, ChargeDecision.WITHDRAW): ChargeState.WITHDRAWN,
    (ChargeState.DISPUTED, ChargeDecision.CONFIRM): ChargeState.CONFIRMED,
    (ChargeState.DISPUTED, ChargeDecision.WAIVE): ChargeState.WAIVED,
    (ChargeState.DISPUTED, ChargeDecision.WITHDRAW): ChargeState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class ChargeToDecide:
    """A charge and the conversation in which it was quoted. Pence."""

    id: int
    conversation_id: int
    amount_pence: int
    state: ChargeState
    agreed: bool
    report_id: int


class ChargeRefused(Exception):
    """A decision that the charge's state does not allow; `str()` is a sentence for the officer."""

    code = "charge_refused"


def decided(charge: ChargeToDecide, decision: ChargeDecision) -> ChargeState:
    """The state after the decision; ChargeRefused when it is not possible.

    What the tenant never agreed to is never owed, also when it was disputed at once.
    """
    if decision is ChargeDecision.CONFIRM and not charge.agreed:
        raise ChargeRefused("The tenant never agreed to this charge: waive or withdraw it.")
    return charge_after(charge.state, decision)


def charge_after(state: ChargeState, decision: ChargeDecision) -> ChargeState:
    """The state after the decision; raises ChargeRefused for a pair that is not in the table."""
    try:
        return CHARGE_AFTER[state, decision]
    except KeyError:
        raise ChargeRefused(f"This charge is {state}: you cannot {decision} it.") from None
