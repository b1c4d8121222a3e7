"""The door to the conversation: one message, one action, once.

What an action answered is kept under the message and the action in the transaction that did the
work, so a turn that is replayed after a crash says the same again and does nothing twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.danger.safety_answer import without_keywords
from housing.domain.deal.deal import Deal
from housing.domain.messaging.composing import composed
from housing.domain.messaging.conversation import Choice, Reply
from housing.domain.messaging.dialogue import Dialogue, OpenQuestion
from housing.domain.messaging.handoff import Priority
from housing.ports.repairs.visit_links import VisitLinks
from housing.services.conversation import in_hand, keywords, told_beside
from housing.services.conversation.actions import ACTIONS
from housing.services.conversation.changed_deal import keep_up, known_guesses
from housing.services.conversation.follow_ups import answering as follow_ups
from housing.services.conversation.follow_ups import repeating
from housing.services.conversation.identity import lapsed, reaching
from housing.services.conversation.matters import explaining, interpreting
from housing.services.conversation.problems import needing
from housing.services.conversation.safety import danger
from housing.services.conversation.steps import STEPS
from housing.services.conversation.turn import Heard, Step, Turn

REMEMBERED_REPLIES = 3


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What is said, and whether the service now waits for an answer."""

    replies: tuple[Reply, ...]
    awaiting: bool

    def as_json(self) -> dict[str, Any]:
        replies = [
            {"text": reply.text, "choices": [[one.title, one.payload] for one in reply.choices]}
            for reply in self.replies
        ]
        return {"replies": replies, "awaiting": self.awaiting}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "TurnResult":
        replies = tuple(
            Reply(one["text"], tuple(Choice(*choice) for choice in one["choices"]))
            for one in value["replies"]
        )
        return cls(replies, value["awaiting"])


async def take_turn(
    uow: UnitOfWork,
    deal: Deal,
    *,
    conversation_id: int,
    action: str,
    heard: Heard,
    now: datetime,
    links: VisitLinks | None = None,
) -> TurnResult:
    """Does what the action says with what was heard. Raises KeyError for an unknown action.

    Silent once an officer has claimed the conversation: only they speak then.
    """
    known = await uow.talk.turn_result(heard.message_id, action)
    if known is not None:
        return TurnResult.from_json(known)
    conversation = await uow.talk.conversation(conversation_id)
    dialogue = Dialogue.from_json(conversation.dialogue)
    if not conversation.bot_speaks:
        return TurnResult((), dialogue.awaiting)
    heard = _without_our_words(known_guesses(deal, heard))
    turn = Turn(uow, deal, conversation, heard, now, dialogue, links)
    if await danger.is_for_a_person(uow, heard.message_id):
        await told_beside.take_beside_danger(turn)
    else:
        await _act(turn, action)
        await _go_on(turn)
        await repeating.answer_otherwise(turn, before=dialogue)
    if turn.handed_over or turn.waits_for_person or turn.owes_answer:
        await reaching.ask_once(turn)
    await interpreting.offer(turn)
    return await _record(turn, action)


def _without_our_words(heard: Heard) -> Heard:
    """DANGER and SAFE are dealt with before: what else was said is what is answered."""
    return replace(
        heard,
        words=without_keywords(heard.words),
        follow_ups=tuple(
            replace(one, words=without_keywords(one.words)) for one in heard.follow_ups
        ),
    )


async def _go_on(turn: Turn) -> None:
    """What follows, then what has waited: a problem that was told is never forgotten."""
    resumes = await _may_resume(turn)
    while turn.steps or (resumes and _has_left_over(turn)):
        step = turn.steps.pop(0) if turn.steps else Step.NEXT_PARKED
        await STEPS[step](turn)


async def _may_resume(turn: Turn) -> bool:
    """Nothing new is begun with who says goodbye, or while an emergency waits for a person."""
    if turn.heard.intent in {"goodbye", "thanks"}:
        return False
    handoff = await turn.uow.desk.open_handoff(turn.conversation.id)
    return handoff is None or handoff.priority is not Priority.EMERGENCY


def _has_left_over(turn: Turn) -> bool:
    dialogue = turn.dialogue
    return not dialogue.awaiting and bool(dialogue.parked or dialogue.waiting)


async def _act(turn: Turn, action: str) -> None:
    """What was offered and is taken comes first, then what else was said."""
    if (
        await keep_up(turn)
        or await interpreting.take_acceptance(turn)
        or await lapsed.ask_who(turn)
    ):
        await needing.hear(turn)
        return
    open_before = turn.dialogue.question
    text, is_more = await follow_ups.answer(turn)
    if is_more and not _asks_something_new(turn, open_before):
        await _take(turn, action)
    else:
        await needing.hear(turn, urgent_only=True)
    follow_ups.say(turn, text)
    if not is_more:
        follow_ups.ask_again(turn, open_before)


def _asks_something_new(turn: Turn, before: OpenQuestion | None) -> bool:
    """Whether a follow-up has led to another question: what else was said does not answer that."""
    question = turn.dialogue.question
    return question is not None and question is not before


async def _take(turn: Turn, action: str) -> None:
    """What no follow-up has answered."""
    answered = (
        await keywords.obey(turn) or await explaining.explain(turn) or await told_beside.take(turn)
    )
    needed = await needing.hear(turn)
    answered = answered or (not needed and await in_hand.keep_with_it(turn))
    if not answered and not (needed and await told_beside.answers_nothing_more(turn)):
        await ACTIONS[action](turn)
        if not needed:
            await needing.hear(turn)


async def _record(turn: Turn, action: str) -> TurnResult:
    said = tuple(reply.text for reply in turn.replies)[-REMEMBERED_REPLIES:]
    dialogue = replace(turn.dialogue, said=said or turn.dialogue.said)
    result = TurnResult(composed(turn.replies), dialogue.awaiting)
    await turn.uow.talk.save_dialogue(turn.conversation.id, dialogue.as_json())
    await turn.uow.talk.record_turn_result(
        turn.heard.message_id, action, result.as_json(), now=turn.now
    )
    return result


async def is_awaiting(uow: UnitOfWork, conversation_id: int) -> bool:
    """Whether a question is open on record: what a bot that has forgotten everything asks first."""
    conversation = await uow.talk.conversation(conversation_id)
    return Dialogue.from_json(conversation.dialogue).awaiting
