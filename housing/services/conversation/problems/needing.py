"""Needs beside a report: whoever tells one gets an answer, and whoever goes there reads it.

Our texts say "tell us now"; this is where they are heard, whatever else is being asked.
"""

from housing.domain.deal.needs import Need, needs_in
from housing.domain.messaging.conversation import Reply
from housing.domain.messaging.handoff import Priority
from housing.domain.reading.inbound_text import plain_words
from housing.services.conversation import noting
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.turn import Turn


async def hear(turn: Turn, *, urgent_only: bool = False) -> bool:
    """Notes what is needed with the report in hand and says so first in the reply; False when
    nothing is needed, or nothing is in hand that it could be needed for."""
    said = " ".join(plain_words(text) for text in turn.dialogue.said)
    needs = needs_in(plain_words(turn.words), turn.deal.needs.values(), said=said)
    urgent = [need for need in needs if need.urgent]
    if not (urgent if urgent_only else needs) or not await noting.note(turn, turn.words):
        return False
    question = turn.dialogue.question
    if urgent:
        await _put_before_a_person(turn, urgent)
        turn.dialogue = turn.dialogue.asks(question) if question else turn.dialogue
    else:
        _say_first(turn, turn.line("need_noted", need=_all_of(needs)))
    return True


async def _put_before_a_person(turn: Turn, needs: list[Need]) -> None:
    summary = f"Needs {_all_of(needs)}: {turn.words}"
    await hand_over(turn, reason="need", summary=summary, priority=Priority.URGENT, say=None)
    # The promise itself names the line that answers now while the office is closed.
    _say_first(turn, turn.line("need_passed_on", need=_all_of(needs), promise=turn.promise))


def _say_first(turn: Turn, sentence: str) -> None:
    turn.replies.insert(0, Reply(sentence))


def _all_of(needs: tuple[Need, ...] | list[Need]) -> str:
    return " and ".join(need.noted for need in needs)
