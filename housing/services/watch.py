"""The watch over every message, whoever has the conversation: danger first, and hazards' clocks.

Takes what the bot read in a message; a message is watched once, however often it is played again.
Who speaks next is not decided here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from housing.domain.conversation import Conversation, Message, Reply
from housing.domain.deal import Deal
from housing.domain.dialogue import Asked, Dialogue, Parked
from housing.ports import UnitOfWork
from housing.services.conversation import hazards
from housing.services.conversation.danger import (
    CERTAIN,
    GOES_ON_WITH_REPAIR,
    raise_danger,
)
from housing.services.conversation.emergency import WATCH
from housing.services.conversation.unsure import guesses_of, sure_of


async def look_for_danger(
    uow: UnitOfWork, deal: Deal, *, message: Message, reading: Mapping[str, Any], now: datetime
) -> tuple[Reply, ...] | None:
    """What must be said first, once staff have been alerted; None when there is no new danger.

    `reading` is Rasa's parse of the message.
    """
    dangers = sorted(_entities(reading, "danger"), key=_confidence, reverse=True)
    if not dangers or await uow.talk.turn_result(message.id, WATCH) is not None:
        return None
    replies: dict[str, Reply] = {}
    problems = _problems(deal, message, reading)
    for found in dangers:
        said = await raise_danger(
            uow,
            deal,
            conversation=await uow.talk.conversation(message.conversation_id),
            message=message,
            danger=str(found["value"]),
            words=_words(message, found),
            confidence=_confidence(found),
            answered=bool(replies),
            problems=problems,
            now=now,
        )
        for reply in said:
            replies.setdefault(reply.text, reply)
    await uow.talk.record_turn_result(message.id, WATCH, list(replies), now)
    return tuple(replies.values())


async def notice_hazards(
    uow: UnitOfWork, deal: Deal, *, message: Message, reading: Mapping[str, Any]
) -> None:
    """The first mention starts Awaab's Law's clock, also while a person has the conversation."""
    for found in _entities(reading, "issue"):
        await hazards.notice(uow, deal, message=message, guesses=guesses_of(found))


def is_for_a_person(reading: Mapping[str, Any]) -> bool:
    """Whether a certain danger in it is a person's alone, so that nothing else is asked now."""
    return any(
        _confidence(found) >= CERTAIN and found["value"] not in GOES_ON_WITH_REPAIR
        for found in _entities(reading, "danger")
    )


def asks_if_safe(conversation: Conversation) -> bool:
    """Whether the watch's own question is the open one."""
    question = Dialogue.from_json(conversation.dialogue).question
    return question is not None and question.kind is Asked.DANGER_NOW


def _problems(deal: Deal, message: Message, reading: Mapping[str, Any]) -> tuple[Parked, ...]:
    """What the message surely reports, in its order."""
    if (reading.get("intent") or {}).get("name") != "report_problem":
        return ()
    ranked = [guesses_of(found) for found in _entities(reading, "issue")]
    surest = [guesses[0].id for guesses in ranked if sure_of(guesses)]
    return tuple(
        Parked(issue, message.text, message.id) for issue in surest if issue in deal.issues
    )


def _entities(reading: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [found for found in reading.get("entities") or () if found.get("entity") == name]


def _confidence(found: Mapping[str, Any]) -> float:
    """0 to 1; what is found without any is certain."""
    return float(found.get("confidence") or 1.0)


def _words(message: Message, found: Mapping[str, Any]) -> str:
    start, end = found.get("start"), found.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        # The bot was asked without a leading slash, so its positions count from there.
        text = message.text.lstrip("/ \t\r\n")
        return text[start:end] or message.text
    return message.text
