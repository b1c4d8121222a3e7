"""What keeps people safe till somebody comes or answers: said again with every word about it."""

from collections.abc import Set as AbstractSet
from datetime import timedelta

from housing.services.conversation.turn import Turn
from housing.services.desk import alerts

RECENT = timedelta(hours=24)


async def what_to_do(turn: Turn, *, besides: AbstractSet[str] = frozenset()) -> str:
    """The advice of the newest danger that stands and was certain, `besides` those kinds; empty
    without one. What was denied is advised on no more, whatever the handoff was opened for."""
    since = turn.now - RECENT
    raised = await alerts.of_dangers(turn.uow, turn.conversation.id, since=since)
    kinds = [one.danger for one in raised if one.stands and one.certain]
    known = [turn.deal.emergencies.get(kind) for kind in kinds if kind not in besides]
    return next((one.until for one in reversed(known) if one and one.until), "")
