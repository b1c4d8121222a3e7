"""An emergency that was raised in this conversation and is not over: it is one, and it stands.

Whatever is said of it later ("how long?", "it is flooding now", "never mind") is about that one.
"""

from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import spoken_by
from housing.domain.deal.deal import Deal
from housing.domain.messaging.handoff import Priority
from housing.domain.repairs.work_orders import EMERGENCY, WorkOrder
from housing.services.conversation.handing_over import standing
from housing.services.conversation.noting import OVER
from housing.services.conversation.safety import advice
from housing.services.conversation.turn import Turn

RECENT = timedelta(hours=24)


async def find(turn: Turn, issue: str | None = None) -> WorkOrder | None:
    """The newest open emergency order of the conversation; with `issue`, one of that issue or of
    the same danger: "it is flooding" and "the ceiling leaks" are told of the same water."""
    return await standing_order(turn.uow, turn.deal, turn.conversation.id, turn.now, issue)


async def standing_order(
    uow: UnitOfWork, deal: Deal, conversation_id: int, now: datetime, issue: str | None = None
) -> WorkOrder | None:
    """The same for who has no turn."""
    for report in await uow.reports.reports_of(conversation_id):
        if report.created_at < now - RECENT:
            return None
        if report.state in OVER or not _is_of(deal, issue, report.issue):
            continue
        order_id = await uow.elements.order_of(report.id)
        order = await uow.orders.order(order_id) if order_id is not None else None
        if order is not None and order.open and order.priority == EMERGENCY:
            return order
    return None


def _is_of(deal: Deal, issue: str | None, reported: str) -> bool:
    if issue is None or issue == reported:
        return True
    return bool(_dangers(deal, issue) & _dangers(deal, reported))


def _dangers(deal: Deal, issue: str) -> set[str]:
    """What danger the issue is or may become by its table."""
    known = deal.issues.get(issue)
    outcomes = (known.usual, *(rule.then for rule in known.table.rules)) if known else ()
    return {one.danger for one in outcomes if one.danger is not None}


def tell(turn: Turn, order: WorkOrder) -> None:
    """By when somebody comes, and the line that answers now."""
    by = spoken_by(order.required_completion or turn.now)
    turn.say("emergency_stands", reference=order.reference, by=by)


async def what_to_do(turn: Turn, order: WorkOrder) -> str:
    """The advice of a danger that is none of the order's own: smoke after a leak goes before the
    time of the plumber."""
    return await advice.what_to_do(turn, besides=_dangers(turn.deal, order.issue))


async def tell_taken_back(turn: Turn, order: WorkOrder) -> bool:
    """Of an emergency that they took back: that a person decides with them; False for any other."""
    handoff = await turn.uow.desk.open_handoff(turn.conversation.id)
    if handoff is None or not handoff.context.get("taken_back"):
        return False
    turn.say("taken_back_stands", reference=order.reference, standing=await standing(turn))
    return True


async def tell_how_it_stands(turn: Turn) -> bool:
    """To who asks how long: the emergency order, or the person who was alerted; False for none.

    Nobody has to prove who they are to hear of the emergency that they have just reported.
    """
    order = await find(turn)
    if order is not None and await tell_taken_back(turn, order):
        turn.ask_again()
        return True
    if order is not None:
        turn.tell(await what_to_do(turn, order))
        tell(turn, order)
        turn.ask_again()
        return True
    handoff = await turn.uow.desk.open_handoff(turn.conversation.id)
    if handoff is None or handoff.priority is not Priority.EMERGENCY:
        return False
    turn.say("danger_stands", standing=await standing(turn))
    return True
