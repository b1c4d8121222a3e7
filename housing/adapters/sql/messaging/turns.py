"""Leases of conversations and the messages that wait for a turn, over SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, null, or_, select, update

from housing.adapters.sql.messaging.talk_rows import to_conversation, to_message
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.talk import conversation, message
from housing.domain.messaging.conversation import Conversation, Message

_WAITING = (message.c.direction == "in") & (message.c.state == "received")


class Turns(Repository):
    """What workers use. A lease is a row's column, so a worker that
    dies loses it when it runs out, whatever process or machine it was on."""

    async def lease(self, holder: str, now: datetime, until: datetime) -> Conversation | None:
        """A conversation with messages to answer that nobody works on, leased to `holder`."""
        candidate = _candidate(now).with_for_update(of=conversation, skip_locked=True)
        conversation_id = (await self._connection.execute(candidate)).scalar()
        if conversation_id is None:
            return None
        taken = (
            update(conversation)
            .where(conversation.c.id == conversation_id, _is_free(now))
            .values(leased_by=holder, leased_until=until)
            .returning(conversation)
        )
        row = (await self._connection.execute(taken)).first()
        return None if row is None else to_conversation(row)

    async def is_work_waiting(self, now: datetime) -> bool:
        """Whether `lease` would find something. Only reads, so it is cheap to ask often."""
        return (await self._connection.execute(_candidate(now))).first() is not None

    async def release(self, conversation_id: int, holder: str) -> None:
        await self._connection.execute(
            update(conversation)
            .where(conversation.c.id == conversation_id, conversation.c.leased_by == holder)
            .values(leased_by=null(), leased_until=null())
        )

    async def received(self, conversation_id: int) -> tuple[Message, ...]:
        """The tenant's messages that are still to be dealt with, in order."""
        query = (
            select(message)
            .where(_WAITING, message.c.conversation_id == conversation_id)
            .order_by(message.c.seq)
        )
        return tuple(to_message(row) for row in await self._connection.execute(query))

    async def begin_turn(self, message_ids: Sequence[int], turn_id: int) -> None:
        await self._change(message_ids, turn_id=turn_id)

    async def finish(self, message_ids: Sequence[int], state: str, now: datetime) -> None:
        await self._change(message_ids, state=state, settled_at=now, retry_at=null())

    async def retry_at(self, message_ids: Sequence[int], at: datetime) -> None:
        """Counts an attempt and lets the messages rest until `at`."""
        await self._change(message_ids, retry_at=at, attempts=message.c.attempts + 1)

    async def wake(self, conversation_id: int) -> None:
        """Ends the rest of the messages still to be dealt with: something new has come."""
        await self._connection.execute(
            update(message)
            .where(_WAITING, message.c.conversation_id == conversation_id)
            .values(retry_at=null())
        )

    async def unanswered(self, received_before: datetime) -> tuple[Message, ...]:
        """The oldest message still to be dealt with of each conversation that no person has or is
        to have, if it came before that time.
        """
        oldest = select(func.min(message.c.id)).where(_WAITING).group_by(message.c.conversation_id)
        query = (
            select(message)
            .join(conversation, conversation.c.id == message.c.conversation_id)
            .where(
                message.c.id.in_(oldest),
                message.c.created_at <= received_before,
                conversation.c.owner.in_(("bot", "closed")),
            )
            .order_by(message.c.id)
        )
        return tuple(to_message(row) for row in await self._connection.execute(query))

    async def unanswered_in(self, conversation_id: int, *, since: datetime) -> tuple[int, ...]:
        """The tenant's messages after that time that nothing but the service's own news followed:
        no officer has written since, and not the bot.
        """
        m = message.c
        answered = (
            select(func.coalesce(func.max(m.seq), 0))
            .where(m.conversation_id == conversation_id, m.author.in_(("officer", "bot")))
            .scalar_subquery()
        )
        query = (
            select(m.id)
            .where(
                m.conversation_id == conversation_id,
                m.direction == "in",
                m.state == "done",
                m.created_at > since,
                m.seq > answered,
            )
            .order_by(m.seq)
        )
        return tuple((await self._connection.execute(query)).scalars())

    async def answer_again(self, message_ids: Sequence[int]) -> None:
        """Has messages that were put by dealt with as if they had just come."""
        await self._change(
            message_ids,
            state="received",
            turn_id=null(),
            retry_at=null(),
            settled_at=null(),
            attempts=0,
        )

    async def _change(self, message_ids: Sequence[int], **values: Any) -> None:
        await self._connection.execute(
            update(message).where(message.c.id.in_(message_ids)).values(**values)
        )


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(conversation.c.leased_until.is_(None), conversation.c.leased_until <= now)


def _candidate(now: datetime) -> Select[tuple[int]]:
    """The conversation to work on next: the oldest message of each decides, so that a newer one
    never overtakes one that rests."""
    oldest = (
        select(func.min(message.c.id).label("id"))
        .where(_WAITING)
        .group_by(message.c.conversation_id)
        .subquery()
    )
    rested = or_(message.c.retry_at.is_(None), message.c.retry_at <= now)
    return (
        select(conversation.c.id)
        .join(message, message.c.conversation_id == conversation.c.id)
        .join(oldest, oldest.c.id == message.c.id)
        .where(rested, _is_free(now))
        .order_by(message.c.id)
        .limit(1)
    )
