"""What a tenant's chat window shows, read straight from SQL. Reads only; never private notes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables.desk import handoff, officer
from housing.adapters.sql.tables.talk import conversation, message
from housing.adapters.sql.views.handoff_order import due_at, queue_order
from housing.domain.messaging.conversation import Choice, Owner
from housing.domain.messaging.handoff import Priority, Wait


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One message as the tenant sees it."""

    id: int
    seq: int
    text: str
    choices: tuple[Choice, ...]
    author: str
    officer_name: str | None
    client_id: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ChatHead:
    """Where a conversation stands; `position` and `wait` while it waits for a person.

    `address` is the hash of the token that opens it now.
    """

    conversation_id: int
    last_seq: int
    owner: Owner
    officer_name: str | None
    position: int | None
    wait: Wait | None
    address: str


class ChatViews:
    """Reads over transactions of their own, which take no write lock."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def lines(self, conversation_id: int, after: int = 0) -> tuple[ChatLine, ...]:
        """The messages above the sequence number `after`, in order."""
        query = (
            select(message, officer.c.name.label("officer_name"))
            .outerjoin(officer, officer.c.id == message.c.officer_id)
            .where(message.c.conversation_id == conversation_id, message.c.seq > after)
            .order_by(message.c.seq)
        )
        return tuple(_line(row) for row in await self._read(query))

    async def heads(self, conversation_ids: Collection[int]) -> Mapping[int, ChatHead]:
        waiting = queue_places().subquery()
        query = (
            select(
                conversation.c.id,
                conversation.c.address,
                (conversation.c.next_seq - 1).label("last_seq"),
                conversation.c.owner,
                officer.c.name.label("officer_name"),
                waiting.c.position,
                waiting.c.answer_due_at,
                waiting.c.priority,
                waiting.c.created_at.label("asked_at"),
                waiting.c.first_reply_at,
            )
            .outerjoin(officer, officer.c.id == conversation.c.officer_id)
            .outerjoin(waiting, waiting.c.conversation_id == conversation.c.id)
            .where(conversation.c.id.in_(conversation_ids))
        )
        return {row.id: _head(row) for row in await self._read(query)}

    async def head(self, conversation_id: int) -> ChatHead:
        return (await self.heads([conversation_id]))[conversation_id]

    async def is_answered(self, conversation_id: int) -> bool:
        """Whether nothing of the tenant's is still to be dealt with."""
        query = select(message.c.id).where(
            message.c.conversation_id == conversation_id,
            message.c.direction == "in",
            message.c.state == "received",
        )
        return not await self._read(query.limit(1))

    async def _read(self, query: Select[Any]) -> list[Any]:
        async with self._engine.connect() as connection:
            connection = await connection.execution_options(read_only=True)
            return list(await connection.execute(query))


def queue_places() -> Select[Any]:
    """Who waits at which place, in the order of `housing.domain.messaging.handoff.queue_key`."""
    return select(
        handoff.c.id,
        handoff.c.conversation_id,
        due_at().label("answer_due_at"),
        handoff.c.priority,
        handoff.c.created_at,
        handoff.c.first_reply_at,
        func.row_number().over(order_by=queue_order()).label("position"),
    ).where(handoff.c.state == "waiting")


def _line(row: Any) -> ChatLine:
    return ChatLine(
        id=row.id,
        seq=row.seq,
        text=row.text,
        choices=tuple(Choice(**choice) for choice in row.choices),
        author=row.author,
        officer_name=row.officer_name,
        client_id=row.client_id,
        created_at=row.created_at,
    )


def _head(row: Any) -> ChatHead:
    waiting = row.owner == Owner.WAITING
    return ChatHead(
        conversation_id=row.id,
        last_seq=row.last_seq,
        owner=Owner(row.owner),
        officer_name=row.officer_name,
        position=row.position if waiting else None,
        wait=_wait(row) if waiting and row.answer_due_at is not None else None,
        address=row.address,
    )


def _wait(row: Any) -> Wait:
    return Wait(
        priority=Priority(row.priority),
        asked_at=row.asked_at,
        answer_due_at=row.answer_due_at,
        first_reply_at=row.first_reply_at,
    )
