"""A person decides about a charge, gives the reason, and the tenant is told.

The only place where a charge becomes owed: the bot quotes, a person decides (UK GDPR article 22).
"""

from datetime import datetime

from housing.domain.charge_decision import ChargeDecision, ChargeRefused, ChargeState, charge_after
from housing.domain.conversation import Reply
from housing.domain.desk import Officer
from housing.domain.money import pounds
from housing.domain.reports import ChargeOnRecord
from housing.domain.texts import Texts
from housing.ports import UnitOfWork
from housing.services import outbox


async def decide(
    uow: UnitOfWork,
    *,
    charge_id: int,
    decision: str,
    why: str,
    what: str,
    officer: Officer,
    texts: Texts,
    now: datetime,
) -> ChargeOnRecord:
    """Writes the decision and tells the tenant in the conversation that it was quoted in.

    `what` is the charge's title in the tenant's words. Raises ChargeRefused without a reason, or
    when it is decided already; LookupError for an unknown charge.
    """
    if not why.strip():
        raise ChargeRefused("Give the reason: the tenant is told it.")
    found = await uow.desk.charge(charge_id)
    if found is None:
        raise LookupError(f"there is no charge {charge_id}")
    charge, conversation_id = found
    state = charge_after(ChargeState(charge.state), ChargeDecision(decision))
    decided = await uow.desk.decide_charge(charge, state, officer.id, now)
    if not decided:
        raise ChargeRefused("A colleague has just decided about this charge.")
    sentence = why.strip().rstrip(".") + "."
    amount = pounds(charge.amount_pence)
    text = texts.line(f"charge_{state}", amount=amount, what=what, why=sentence)
    await outbox.enqueue(
        uow, conversation_id=conversation_id, author="system", reply=Reply(text), now=now
    )
    await uow.desk.record(
        actor=officer.actor,
        action=f"charge_{state}",
        subject=f"conversation:{conversation_id}",
        detail={"charge": charge.id, "from": charge.state, "why": why.strip()},
        now=now,
    )
    return charge
