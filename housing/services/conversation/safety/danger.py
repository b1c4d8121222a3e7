"""What is said and done for a danger that was read, whoever has the conversation.

What is certain alerts staff and is answered first. What only may be is asked about beside
everything else: nothing waits for the answer, and staff hear of it when it is not answered in time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.danger.causes import UNSAFE
from housing.domain.danger.reading import MAYBE, Danger, is_asked_beside
from housing.domain.danger.safety_answer import is_in_danger, keyword_of, without_keywords
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Conversation, Message, Owner, Reply
from housing.domain.messaging.dialogue import Dialogue, Maybe, Parked
from housing.domain.messaging.handoff import DANGER, Priority
from housing.domain.reading.choosing import read_choice
from housing.services.conversation.safety.emergency import safety_line, said_lately
from housing.services.desk import alerts, handoffs
from housing.services.messaging import jobs

# The name under which it is kept that a turn told of a danger that a person sees to alone.
FOR_A_PERSON = "danger_for_a_person"
# Repairs that the service itself goes on with after the safety line: an order is raised and the
# address asked. Everything else is a person's at once.
GOES_ON_WITH_REPAIR = frozenset({"electric", "flood"})
UNANSWERED = "maybe_unanswered"
LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """What the watch says to a message; `alerted` staff; `answered`: the bot has nothing to add;
    `for_a_person`: the bot only takes what was on offer, and asks where to come."""

    replies: tuple[Reply, ...] = ()
    alerted: bool = False
    answered: bool = False
    for_a_person: bool = False


async def answer(
    uow: UnitOfWork,
    deal: Deal,
    *,
    message: Message,
    dangers: Sequence[Danger],
    problems: Sequence[Parked],
    now: datetime,
) -> Watched:
    """Answers the dangers of a message, the surest first.

    Beside a certain one, what may also be is an alert and is not asked about. The `problems` that
    the message reports besides wait for their turn.
    """
    certain = [one for one in dangers if one.certain]
    if not certain:
        return await _ask_beside(uow, deal, message, dangers[0], now)
    for one in dangers:
        await _alert(uow, message, one, now)
    lines = {await _first_words(uow, deal, message, one.kind, now): None for one in certain}
    is_a_persons = any(one.kind not in GOES_ON_WITH_REPAIR for one in certain)
    if is_a_persons:
        await _park(uow, deal, message, problems, {one.kind for one in certain})
    replies = tuple(Reply(line) for line in lines)
    return Watched(replies, alerted=True, for_a_person=is_a_persons)


async def _alert(uow: UnitOfWork, message: Message, danger: Danger, now: datetime) -> None:
    await alerts.raise_alert(
        uow,
        conversation_id=message.conversation_id,
        message_id=message.id,
        danger=danger.kind,
        words=danger.words or message.text,
        confidence=danger.confidence,
        now=now,
    )


async def _first_words(
    uow: UnitOfWork, deal: Deal, message: Message, kind: str, now: datetime
) -> str:
    """The safety line; passes to a person what is a person's."""
    emergency = deal.emergencies.get(kind)
    if kind not in GOES_ON_WITH_REPAIR:
        await handoffs.open_handoff(
            uow,
            conversation_id=message.conversation_id,
            reason=DANGER,
            summary=emergency.staff_line if emergency else kind,
            priority=Priority.EMERGENCY,
            context={"danger": kind},
            answer_due_at=deal.landlord.answer_by(Priority.EMERGENCY, now),
            now=now,
        )
    if emergency is None:
        return deal.texts.line("danger_staff")
    line = safety_line(deal, emergency)
    again = await said_lately(uow, message, line)
    if not again:
        return line
    return " ".join(filter(None, (emergency.until, deal.texts.line("danger_again"))))


async def _park(
    uow: UnitOfWork, deal: Deal, message: Message, problems: Sequence[Parked], kinds: set[str]
) -> None:
    conversation = await uow.talk.conversation(message.conversation_id)
    dialogue = replace(Dialogue.from_json(conversation.dialogue), maybe=None)
    for problem in problems:
        in_hand = dialogue.case is not None and dialogue.case.issue == problem.issue
        issue = deal.issues[problem.issue]
        if not in_hand and issue.usual.danger not in kinds and issue.may_wait:
            dialogue = dialogue.parks(problem)
    await uow.talk.save_dialogue(conversation.id, dialogue.as_json())


async def is_for_a_person(uow: UnitOfWork, message_id: int) -> bool:
    """Whether the turn of this message told of a danger that staff have been given."""
    return await uow.talk.turn_result(message_id, FOR_A_PERSON) is not None


async def keep_for_a_person(uow: UnitOfWork, message_id: int, now: datetime) -> None:
    """Keeps that the turn of this message told of a danger that staff have been given."""
    if not await is_for_a_person(uow, message_id):
        await uow.talk.record_turn_result(message_id, FOR_A_PERSON, True, now)


async def _ask_beside(
    uow: UnitOfWork, deal: Deal, message: Message, danger: Danger, now: datetime
) -> Watched:
    """The soft question comes beside the answer; an officer who is there is told at once."""
    conversation = await uow.talk.conversation(message.conversation_id)
    emergency = deal.emergencies.get(danger.kind)
    if conversation.owner is Owner.OFFICER:
        await _alert(uow, message, danger, now)
        return Watched((Reply(emergency.ask),) if emergency else (), alerted=True)
    if not await _is_asked(uow, conversation, danger.kind, now):
        await _alert(uow, message, danger, now)
        return Watched(alerted=True)
    maybe = Maybe(danger.kind, message.id, danger.words)
    await wait_for_answer(uow, conversation, maybe)
    if danger.likely:
        await schedule_raise(uow, deal, maybe, now)
    if emergency is None:
        return Watched()
    return Watched((Reply(f"{emergency.ask} {deal.texts.line('maybe_how')}"),))


async def _is_asked(uow: UnitOfWork, conversation: Conversation, kind: str, now: datetime) -> bool:
    """Whether to ask: while a danger waits for a person most questions hide what to do in it."""
    handoff = await uow.desk.open_handoff(conversation.id)
    if handoff is None or handoff.danger is None or handoff.priority is not Priority.EMERGENCY:
        return True
    raised = await alerts.of_dangers(uow, conversation.id, since=now - LATELY)
    return is_asked_beside(kind, {one.danger for one in raised if one.stands and one.certain})


async def wait_for_answer(uow: UnitOfWork, conversation: Conversation, maybe: Maybe) -> None:
    """Keeps what may be a danger until it is answered."""
    dialogue = replace(Dialogue.from_json(conversation.dialogue), maybe=maybe)
    await uow.talk.save_dialogue(conversation.id, dialogue.as_json())


async def schedule_raise(uow: UnitOfWork, deal: Deal, maybe: Maybe, now: datetime) -> None:
    """Has staff told of what may be a danger unless it is answered in time."""
    await jobs.schedule(
        uow,
        kind=UNANSWERED,
        key=f"{UNANSWERED}:{maybe.message_id}:{maybe.danger}",
        payload={"message_id": maybe.message_id, "danger": maybe.danger, "words": maybe.words},
        due_at=now + timedelta(minutes=deal.maybe_minutes),
    )


async def raise_unanswered(
    uow: UnitOfWork, deal: Deal, payload: Mapping[str, Any], now: datetime
) -> None:
    """Nobody has said whether there is danger: staff hear of it as what it is, a maybe."""
    message = await uow.talk.message(payload["message_id"])
    conversation = await uow.talk.lock(message.conversation_id)
    maybe = Dialogue.from_json(conversation.dialogue).maybe
    if maybe is None or (maybe.message_id, maybe.danger) != (message.id, payload["danger"]):
        return
    await _alert(uow, message, Danger(maybe.danger, MAYBE, maybe.words), now)
    emergency = deal.emergencies.get(maybe.danger)
    await handoffs.open_handoff(
        uow,
        conversation_id=conversation.id,
        reason="maybe_danger",
        summary=f"May be: {emergency.title if emergency else maybe.danger}. Asked, not answered.",
        priority=Priority.URGENT,
        context={"danger": maybe.danger, "words": maybe.words},
        answer_due_at=now + timedelta(minutes=deal.maybe_minutes),
        now=now,
        bot_goes_on=True,
    )


async def read_answer_to_maybe(
    uow: UnitOfWork, deal: Deal, *, message: Message, words: str, now: datetime
) -> Watched | None:
    """Safe goes on with what is open; in danger is a person's at once. None for no answer."""
    conversation = await uow.talk.conversation(message.conversation_id)
    dialogue = Dialogue.from_json(conversation.dialogue)
    maybe = dialogue.maybe
    if maybe is None:
        return None
    alone = _is_asked_alone(dialogue, maybe, words) and await _is_the_next(
        uow, message, maybe.message_id
    )
    keyword = keyword_of(message.text)
    in_danger = keyword if keyword is not None else is_in_danger(words, asked_alone=alone)
    if in_danger is None:
        return None
    dialogue = replace(dialogue, maybe=None)
    await uow.talk.save_dialogue(conversation.id, dialogue.as_json())
    if in_danger:
        told = await uow.talk.message(maybe.message_id)
        return await answer(
            uow,
            deal,
            message=told,
            dangers=(Danger(maybe.danger, 1.0, maybe.words),),
            problems=(),
            now=now,
        )
    raised = await alerts.of_dangers(uow, conversation.id, since=message.created_at - LATELY)
    standing = [one for one in raised if one.stands]
    for alert in standing:
        if alert.message_id == maybe.message_id:
            await alerts.take_back(uow, alert=alert, words=message.text, how="denied", now=now)
    if all(one.message_id == maybe.message_id for one in standing):
        await handoffs.take_back(uow, conversation_id=conversation.id, lower=True, now=now)
    settled = Reply(deal.texts.line("maybe_settled"))
    if keyword is False and without_keywords(message.text) != message.text:
        return Watched((settled,))
    return Watched((settled, *open_again(dialogue)), answered=True)


def _is_asked_alone(dialogue: Dialogue, maybe: Maybe, words: str) -> bool:
    """Whether a yes or no can be to nothing else: not where a question takes one, nor, when the
    danger was not named, where the words may answer what is open."""
    question = dialogue.question
    if question is None:
        return True
    if maybe.danger == UNSAFE or not question.choices:
        return False
    return all(read_choice(question.choices, one) is None for one in ("yes", "no", words))


async def _is_the_next(uow: UnitOfWork, message: Message, asked_about: int) -> bool:
    """Whether nothing was written in between: a bare yes later on is a yes to something else."""
    told = await uow.talk.message(asked_about)
    between = await uow.talk.messages(message.conversation_id, told.seq, message.seq - told.seq)
    return not any(one.direction == "in" and told.seq < one.seq < message.seq for one in between)


def open_again(dialogue: Dialogue) -> tuple[Reply, ...]:
    """The question that was open before, said once more."""
    question = dialogue.question
    return (Reply(question.text, question.choices),) if question else ()
