"""A person decides about a charge, gives the reason, and the tenant is told.

The only place where a charge becomes owed: the bot quotes, a person decides (UK GDPR article 22).
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.charge_decision import (
    ChargeDecision,
    ChargeRefused,
    ChargeState,
    decided,
)
from housing.domain.casework.money import pounds
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Reply
from housing.domain.people.desk import Officer
from housing.services.conversation.matters import free_of_charge
from housing.services.messaging import outbox

MAX_REASON = 1200
# What was asked for before it was agreed to is then done without it.
LET_GO = frozenset({ChargeState.WAIVED, ChargeState.WITHDRAWN})


async def decide(
    uow: UnitOfWork,
    *,
    charge_id: int,
    decision: str,
    why: str,
    what: str,
    officer: Officer,
    deal: Deal,
    now: datetime,
) -> ChargeState:
    """Keeps the decision and tells the tenant where it was quoted; answers the charge's new state.

    `what` is the charge's title in the tenant's words. Raises ChargeRefused without a reason, or
    when it is decided already; LookupError for an unknown charge.
    """
    why = _reason(why)
    charge = await uow.desk.charge(charge_id)
    if charge is None:
        raise LookupError(f"there is no charge {charge_id}")
    state = decided(charge, ChargeDecision(decision))
    if not await uow.desk.decide_charge(charge, state, officer.id, now):
        raise ChargeRefused("A colleague has just decided about this charge.")
    amount, sentence = pounds(charge.amount_pence), why.rstrip(".") + "."
    text = deal.texts.line(f"charge_{state}", amount=amount, what=what, why=sentence)
    await outbox.enqueue(
        uow, conversation_id=charge.conversation_id, author="system", reply=Reply(text), now=now
    )
    await uow.desk.record(
        actor=officer.actor,
        action=f"charge_{state}",
        subject=f"conversation:{charge.conversation_id}",
        detail={"charge": charge.id, "from": charge.state, "why": why},
        now=now,
    )
    if state in LET_GO and not charge.agreed:
        await free_of_charge.begin(
            uow, deal, report_id=charge.report_id, reference=f"charge:{charge.id}", now=now
        )
    return state


def _reason(why: str) -> str:
    """The officer's reason; refused when it is none, or too long to be told."""
    why = why.strip()
    if not why:
        raise ChargeRefused("Give the reason: the tenant is told it.")
    if len(why) > MAX_REASON:
        raise ChargeRefused(f"At most {MAX_REASON} characters; this reason has {len(why)}.")
    return why
