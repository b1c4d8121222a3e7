"""What keeps people safe till somebody comes or answers: said again, but not in every answer."""

from collections.abc import Set as AbstractSet
from datetime import timedelta

from housing.services.conversation.turn import Turn
from housing.services.desk import alerts

RECENT = timedelta(hours=24)
SAID_LATELY = timedelta(minutes=10)
MESSAGES_BACK = 12
MINUTES_COUNT = frozenset({"gas", "fire", "carbon_monoxide"})


async def what_to_do(turn: Turn, *, besides: AbstractSet[str] = frozenset()) -> str:
    """The advice of the newest danger that stands and was certain, `besides` those kinds; empty
    without one. What was denied is advised on no more, whatever the handoff was opened for, and
    where minutes do not count nobody is told the same in every answer."""
    found = await _standing(turn, besides)
    if found is None:
        return ""
    kind, until = found
    if kind not in MINUTES_COUNT and await _was_said_lately(turn, until):
        return ""
    return until


async def what_stands(turn: Turn) -> str:
    """The same, whenever it was said last."""
    found = await _standing(turn, frozenset())
    return found[1] if found else ""


async def _standing(turn: Turn, besides: AbstractSet[str]) -> tuple[str, str] | None:
    since = turn.now - RECENT
    raised = await alerts.of_dangers(turn.uow, turn.conversation.id, since=since)
    kinds = [one.danger for one in raised if one.stands and one.certain]
    known = [
        (kind, turn.deal.emergencies[kind].until)
        for kind in kinds
        if kind not in besides and kind in turn.deal.emergencies
    ]
    return next(((kind, until) for kind, until in reversed(known) if until), None)


async def _was_said_lately(turn: Turn, until: str) -> bool:
    message = await turn.uow.talk.message(turn.heard.message_id)
    start = max(0, message.seq - MESSAGES_BACK)
    found = await turn.uow.talk.messages(turn.conversation.id, start, MESSAGES_BACK)
    since = turn.now - SAID_LATELY
    return any(
        one.direction == "out" and until in one.text and one.created_at >= since for one in found
    )
