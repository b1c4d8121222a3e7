"""Closed: the line that answers now, what would make it an emergency, and what it may cost.

Says nothing while the office is open. Never promises that somebody comes: the decision does.
"""

from housing.domain.deal.deal import Deal, RepairPriority
from housing.domain.deal.decision import Decision
from housing.services.conversation.turn import Turn


def tell(turn: Turn, decision: Decision) -> None:
    """For what is no emergency so far: who answers before we open, and the price out of hours."""
    closed = decision.tonight
    if closed is None or decision.priority == RepairPriority.EMERGENCY:
        return
    turn.tell(closed.text)
    _tell_price(turn, decision, "tonight_price")


def tell_price(turn: Turn, decision: Decision) -> None:
    """For an emergency: what it may cost later, so that no bill comes as a surprise."""
    _tell_price(turn, decision, "tonight_price_later")


def _tell_price(turn: Turn, decision: Decision, key: str) -> None:
    price = decision.tonight.price if decision.tonight else None
    if price is not None:
        turn.say(key, title=price.title, amount=price.amount, waiver=price.waiver)


def who_is_in(deal: Deal, *issues: str) -> str:
    """What a visit asks of the tenant: to be in, or at the door for who cannot get in."""
    shut_out = any(deal.shut_out(issue) for issue in issues)
    return deal.texts.line("be_at_the_door" if shut_out else "be_in")
