"""A turn: the tenant's texts that are answered together, from the lease to the stored replies.

The one gate of who may speak. The bot is asked only while it owns the conversation, and its
replies are stored only if the lease is still ours and nobody has taken the conversation since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import (
    Conversation,
    Message,
    Owner,
    OwnerEvent,
    Reply,
    owner_after,
)
from housing.domain.messaging.handoff import HandoffState, Priority
from housing.services.conversation.safety import danger, watch
from housing.services.conversation.safety.danger import Watched
from housing.services.desk import answer_clock, handoffs, review
from housing.services.messaging import outbox, reply_cap, wordless
from housing.services.messaging.part_failed import (
    PART_FAILED,
    extend_promise,
    promise_a_person,
    was_promised,
)

LEASE = timedelta(seconds=25)
FIRST_RETRY_S, LONGEST_RETRY_S = 1, 60
# After this many tries, over about ten minutes, the message is left to the person who was promised.
MAX_ATTEMPTS = 15


@dataclass(frozen=True, slots=True)
class LeasedTurn:
    """`messages` are answered now; `waiting` are all that are still to be dealt with.

    `promised`: before the bot was asked, the tenant had been told that a person will see it.
    """

    conversation: Conversation
    holder: str
    messages: tuple[Message, ...]
    waiting: tuple[Message, ...]
    promised: bool = False

    @property
    def id(self) -> int:
        """The first message's id: what services know the turn by, the same in every replay."""
        return self.messages[0].id

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages).strip()

    @property
    def was_tried(self) -> bool:
        return self.messages[0].attempts > 0

    @property
    def message_ids(self) -> tuple[int, ...]:
        return tuple(message.id for message in self.messages)


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate says: the turn that the bot may take, if any; whether staff were alerted."""

    turn: LeasedTurn | None
    alerted: bool


async def lease(uow: UnitOfWork, *, holder: str, now: datetime) -> Conversation | None:
    """The next conversation with something to answer, for this worker alone until LEASE is over."""
    return await uow.turns.lease(holder, now, now + LEASE)


async def is_work_waiting(uow: UnitOfWork, *, now: datetime) -> bool:
    """Whether a lease is worth asking for, without taking a lock to find out."""
    return await uow.turns.is_work_waiting(now)


async def begin(uow: UnitOfWork, *, conversation_id: int, holder: str) -> LeasedTurn | None:
    """Fixes which texts the turn answers; a turn that was begun before keeps its texts."""
    conversation = await uow.talk.lock(conversation_id)
    if conversation.leased_by != holder:
        return None
    waiting = await uow.turns.received(conversation_id)
    if not waiting:
        await uow.turns.release(conversation_id, holder)
        return None
    first = waiting[0]
    if first.turn_id is None:
        messages = waiting
        await uow.turns.begin_turn([message.id for message in messages], first.id)
    else:
        messages = tuple(m for m in waiting if m.turn_id == first.turn_id)
    if conversation.owner is Owner.CLOSED:
        conversation = await _move(uow, conversation, OwnerEvent.TENANT_WROTE)
    return LeasedTurn(conversation, holder, messages, waiting)


async def understand(
    uow: UnitOfWork,
    deal: Deal,
    *,
    turn: LeasedTurn,
    readings: Mapping[int, Mapping[str, Any]],
    parts_answer: bool,
    now: datetime,
) -> Gate:
    """Keeps what the bot read, answers danger whoever owns the conversation, and asks the gate.

    The gate lets the bot answer until an officer claims the conversation, also while somebody
    waits for one.

    `readings` are Rasa's parses by message id. `parts_answer`: bot and action server are up.
    """
    conversation = await _ours(uow, turn)
    if conversation is None:
        return Gate(None, alerted=False)
    await answer_clock.tenant_wrote(uow, deal.landlord, turn.waiting)
    watched = await _watch(uow, deal, turn, readings, now)
    if watched.alerted or watched.answered:
        conversation = await uow.talk.conversation(conversation.id)
    promised = await was_promised(uow, turn.id)
    unclaimed = promised and await _waits_for_a_failed_part(uow, conversation)
    if unclaimed and parts_answer:
        conversation = await _recover(uow, conversation, turn, now)
    if unclaimed and not parts_answer:
        await _try_later(uow, turn, now)
        return Gate(None, watched.alerted)
    may_answer = conversation.bot_speaks and not watched.answered
    if may_answer and not await _is_dealt_with(uow, deal, turn, conversation, now):
        asked = replace(turn, conversation=conversation, promised=promised)
        return Gate(asked, watched.alerted)
    await _settle(uow, turn, "done", now)
    return Gate(None, watched.alerted)


async def _is_dealt_with(
    uow: UnitOfWork, deal: Deal, turn: LeasedTurn, conversation: Conversation, now: datetime
) -> bool:
    """Whether the bot need not be asked: the day's replies are used up, or the turn is pictures
    alone and was acknowledged."""
    if await reply_cap.is_reached(uow, deal, conversation=conversation, now=now):
        return True
    if not wordless.is_picture_alone(turn.messages):
        return False
    said = await wordless.acknowledge(
        uow, deal, conversation=conversation, messages=turn.messages, now=now
    )
    await _say(uow, deal, conversation, said, now)
    return True


async def commit(
    uow: UnitOfWork, deal: Deal, *, turn: LeasedTurn, replies: Sequence[Reply], now: datetime
) -> bool:
    """Stores the replies and marks the texts as done; False when the replies were dropped."""
    conversation = await _ours(uow, turn)
    if conversation is None:
        return False
    unchanged = conversation.fence == turn.conversation.fence
    went_to_queue = _went_to_queue(turn.conversation, conversation)
    if went_to_queue and not turn.promised and await was_promised(uow, turn.id):
        # The bot was so slow that the tenant was told of a person meanwhile: asked again, the
        # services say the same, and the gate decides anew.
        await _try_later(uow, turn, now)
        return False
    may_speak = unchanged or went_to_queue
    if may_speak:
        await _say(uow, deal, conversation, replies, now)
    await _settle(uow, turn, "done", now)
    return may_speak


async def fail(uow: UnitOfWork, deal: Deal, *, turn: LeasedTurn, now: datetime) -> None:
    """A part did not answer: the texts are kept and tried again with growing gaps."""
    conversation = await _ours(uow, turn)
    if conversation is None:
        return
    if conversation.owner is Owner.BOT and await was_promised(uow, turn.id):
        # It had recovered and failed again; the person who was promised is still to come.
        await promise_a_person(uow, deal, turn_id=turn.id, conversation=conversation, now=now)
    if turn.messages[0].attempts + 1 >= MAX_ATTEMPTS:
        await _settle(uow, turn, "failed", now)
    else:
        await _try_later(uow, turn, now)


async def _watch(
    uow: UnitOfWork,
    deal: Deal,
    turn: LeasedTurn,
    readings: Mapping[int, Mapping[str, Any]],
    now: datetime,
) -> Watched:
    """Whether staff were alerted, and whether all of the turn is answered by that; what danger
    needs said is said, whoever has the conversation."""
    alerted, answered = False, True
    for message in turn.waiting:
        if message.id not in readings:
            answered = False
            continue
        reading = readings[message.id]
        await uow.talk.set_understanding(message.id, reading)
        said = await watch.look_for_danger(uow, deal, message=message, reading=reading, now=now)
        await watch.notice_hazards(uow, deal, message=message, reading=reading)
        await review.notice_unsure(
            uow,
            deal,
            conversation=turn.conversation,
            message=message,
            reading=reading,
            now=now,
        )
        if said is not None:
            await _say(uow, deal, turn.conversation, said.replies, now)
            if said.for_a_person:
                told_in = turn.id if message.id in turn.message_ids else message.id
                await danger.keep_for_a_person(uow, told_in, now)
        alerted |= said is not None and said.alerted
        answered &= said is not None and said.answered
    return Watched(alerted=alerted, answered=answered)


async def _say(
    uow: UnitOfWork,
    deal: Deal,
    conversation: Conversation,
    replies: Sequence[Reply],
    now: datetime,
) -> None:
    withheld = False
    for reply in outbox.joined(conversation.channel, replies):
        said = await outbox.enqueue(
            uow, conversation_id=conversation.id, author="bot", reply=reply, now=now
        )
        withheld |= said.state == "withheld"
    if withheld:
        stopped = conversation.opted_out_at is not None
        why = "They stopped our texts" if stopped else "We do not text this kind of number"
        await handoffs.open_handoff(
            uow,
            conversation_id=conversation.id,
            reason="opted_out" if stopped else "cannot_text",
            summary=f"{why}, and they have written: answer another way, by phone say.",
            priority=Priority.ROUTINE,
            context={},
            answer_due_at=deal.landlord.opening_hours.answer_by(now),
            now=now,
        )


async def _ours(uow: UnitOfWork, turn: LeasedTurn) -> Conversation | None:
    """The conversation, held, if the lease is still the turn's."""
    conversation = await uow.talk.lock(turn.conversation.id)
    return conversation if conversation.leased_by == turn.holder else None


def _went_to_queue(before: Conversation, after: Conversation) -> bool:
    """From the bot's hands one step leads to waiting, and only a turn of the bot takes it."""
    asked = before.owner is Owner.BOT and after.owner is Owner.WAITING
    return asked and after.fence == before.fence + 1


async def _recover(
    uow: UnitOfWork, conversation: Conversation, turn: LeasedTurn, now: datetime
) -> Conversation:
    """The bot goes on; what came while a person was awaited is the next turn, under the same
    promise, so that nobody is told of the failure a second time."""
    rest = tuple(m.id for m in turn.waiting if m.id not in turn.message_ids)
    if rest and not await was_promised(uow, rest[0]):
        await uow.turns.begin_turn(rest, rest[0])
        await extend_promise(uow, turn_id=rest[0], now=now)
    return await _move(uow, conversation, OwnerEvent.RECOVERED)


async def _waits_for_a_failed_part(uow: UnitOfWork, conversation: Conversation) -> bool:
    if conversation.owner is not Owner.WAITING:
        return False
    handoff = await uow.desk.open_handoff(conversation.id)
    return (
        handoff is not None
        and handoff.state is HandoffState.WAITING
        and handoff.reason == PART_FAILED
    )


async def _move(uow: UnitOfWork, conversation: Conversation, event: OwnerEvent) -> Conversation:
    return await uow.talk.set_owner(conversation, owner_after(conversation.owner, event), None)


async def _settle(uow: UnitOfWork, turn: LeasedTurn, state: str, now: datetime) -> None:
    await uow.turns.finish(turn.message_ids, state, now)
    await uow.turns.release(turn.conversation.id, turn.holder)


async def _try_later(uow: UnitOfWork, turn: LeasedTurn, now: datetime) -> None:
    gap = min(FIRST_RETRY_S * 2 ** turn.messages[0].attempts, LONGEST_RETRY_S)
    await uow.turns.retry_at(turn.message_ids, now + timedelta(seconds=gap))
    await uow.turns.release(turn.conversation.id, turn.holder)
