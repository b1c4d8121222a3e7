"""Conversations and their messages over SQL; turns and outbox are in modules of their own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from housing.adapters.sql.messaging.talk_rows import to_conversation, to_message
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.talk import conversation, message, turn_result
from housing.domain.messaging.conversation import (
    Channel,
    Choice,
    Conversation,
    FenceMoved,
    Message,
    Owner,
)


class Talk(Repository):
    async def conversation(self, conversation_id: int) -> Conversation:
        return to_conversation(await self._conversation_row(conversation_id, lock=False))

    async def lock(self, conversation_id: int) -> Conversation:
        """The conversation, held until the transaction ends."""
        return to_conversation(await self._conversation_row(conversation_id, lock=True))

    async def conversation_for(self, channel: Channel, address: str, now: datetime) -> Conversation:
        """The conversation of an address (E.164 number, or token hash), made when it is new."""
        known = await self.find(channel, address)
        if known is not None:
            return known
        insert_new = (
            postgresql_insert if self._connection.dialect.name == "postgresql" else sqlite_insert
        )
        await self._connection.execute(
            insert_new(conversation)
            .values(
                channel=channel.value,
                address=address,
                owner=Owner.BOT.value,
                fence=0,
                next_seq=1,
                dialogue={},
                created_at=now,
            )
            .on_conflict_do_nothing(index_elements=["channel", "address"])
        )
        made = await self.find(channel, address)
        if made is None:
            raise LookupError(f"the conversation of a {channel} address could not be made")
        return made

    async def find(self, channel: Channel, address: str) -> Conversation | None:
        query = select(conversation).where(
            conversation.c.channel == channel.value, conversation.c.address == address
        )
        row = (await self._connection.execute(query)).first()
        return None if row is None else to_conversation(row)

    async def move(self, conversation_id: int, address: str) -> None:
        """Gives the conversation another address; who knows the old one does not reach it."""
        await self._change_conversation(conversation_id, address=address)

    async def set_number_of(self, conversation_id: int, tenant_id: int) -> None:
        await self._change_conversation(conversation_id, number_of=tenant_id)

    async def mark_read(self, conversation_id: int, seq: int) -> None:
        """A browser has taken all up to `seq`; it never goes back."""
        behind = or_(conversation.c.read_seq.is_(None), conversation.c.read_seq < seq)
        await self._connection.execute(
            update(conversation)
            .where(conversation.c.id == conversation_id, behind)
            .values(read_seq=seq)
        )

    async def wrote_since(self, conversation_id: int, since: datetime) -> tuple[datetime, ...]:
        """When the tenant wrote after that time, in order."""
        query = (
            select(message.c.created_at)
            .where(
                message.c.conversation_id == conversation_id,
                message.c.direction == "in",
                message.c.created_at > since,
            )
            .order_by(message.c.seq)
        )
        return tuple((await self._connection.execute(query)).scalars())

    async def save_dialogue(self, conversation_id: int, dialogue: Mapping[str, Any]) -> None:
        await self._change_conversation(conversation_id, dialogue=dict(dialogue))

    async def set_owner(
        self, conversation_: Conversation, owner: Owner, officer_id: int | None
    ) -> Conversation:
        """Gives the conversation to `owner` under a new fence; FenceMoved if it is not as read."""
        change = (
            update(conversation)
            .where(
                conversation.c.id == conversation_.id,
                conversation.c.fence == conversation_.fence,
            )
            .values(owner=owner.value, officer_id=officer_id, fence=conversation_.fence + 1)
            .returning(conversation)
        )
        row = (await self._connection.execute(change)).first()
        if row is None:
            raise FenceMoved(f"conversation {conversation_.id} has changed hands")
        return to_conversation(row)

    async def identify(
        self, conversation_id: int, tenant_id: int | None, verified_at: datetime | None
    ) -> None:
        await self._change_conversation(
            conversation_id, tenant_id=tenant_id, verified_at=verified_at, verified_by=None
        )

    async def link_by_hand(
        self, conversation_id: int, tenant_id: int | None, officer_id: int | None, at: datetime
    ) -> None:
        """Verified by a person, whose id stays on record; without a tenant nobody is verified."""
        await self._change_conversation(
            conversation_id,
            tenant_id=tenant_id,
            verified_at=at if tenant_id is not None else None,
            verified_by=officer_id,
        )

    async def set_opted_out(self, conversation_id: int, at: datetime | None) -> None:
        await self._change_conversation(conversation_id, opted_out_at=at)

    async def message(self, message_id: int) -> Message:
        row = await self._first_message(message.c.id == message_id)
        if row is None:
            raise LookupError(f"there is no message {message_id}")
        return row

    async def message_by_provider_id(self, provider_id: str) -> Message | None:
        return await self._first_message(message.c.provider_id == provider_id)

    async def message_by_client_id(self, conversation_id: int, client_id: str) -> Message | None:
        return await self._first_message(
            message.c.conversation_id == conversation_id, message.c.client_id == client_id
        )

    async def messages(
        self, conversation_id: int, after: int = 0, limit: int | None = None
    ) -> tuple[Message, ...]:
        """In order of `seq`, those above `after`, the first `limit` of them."""
        query = (
            select(message)
            .where(message.c.conversation_id == conversation_id, message.c.seq > after)
            .order_by(message.c.seq)
            .limit(limit)
        )
        return tuple(to_message(row) for row in await self._connection.execute(query))

    async def add_message(
        self,
        *,
        conversation_id: int,
        direction: str,
        author: str,
        text: str,
        state: str,
        now: datetime,
        choices: Sequence[Choice] = (),
        media: Sequence[str] = (),
        officer_id: int | None = None,
        provider_id: str | None = None,
        client_id: str | None = None,
        secret: str | None = None,
    ) -> Message:
        """Gives the message the conversation's next sequence number."""
        new = (
            insert(message)
            .values(
                conversation_id=conversation_id,
                seq=await self._take_seq(conversation_id),
                direction=direction,
                author=author,
                officer_id=officer_id,
                text=text,
                choices=[{"title": c.title, "payload": c.payload} for c in choices],
                media=list(media),
                state=state,
                provider_id=provider_id,
                client_id=client_id,
                attempts=0,
                created_at=now,
                secret=secret,
            )
            .returning(message)
        )
        return to_message((await self._connection.execute(new)).one())

    async def secret_of(self, message_id: int) -> str | None:
        """What takes the place of a text's mask when it is sent; gone once it has an outcome."""
        query = select(message.c.secret).where(message.c.id == message_id)
        return (await self._connection.execute(query)).scalar()

    async def count_replies(self, conversation_id: int, since: datetime) -> int:
        """What the service itself has said there, and did send, from that time on."""
        m = message.c
        query = select(func.count()).where(
            m.conversation_id == conversation_id,
            m.direction == "out",
            m.author == "bot",
            m.state != "withheld",
            m.created_at >= since,
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def set_understanding(self, message_id: int, understanding: Mapping[str, Any]) -> None:
        await self._connection.execute(
            update(message)
            .where(message.c.id == message_id)
            .values(understanding=dict(understanding))
        )

    async def turn_result(self, message_id: int, action: str) -> Any | None:
        """What was recorded for this message and action, as JSON; None when nothing was."""
        query = select(turn_result.c.result).where(
            turn_result.c.message_id == message_id, turn_result.c.action == action
        )
        return (await self._connection.execute(query)).scalar()

    async def record_turn_result(
        self, message_id: int, action: str, result: Any, now: datetime
    ) -> None:
        await self._connection.execute(
            insert(turn_result).values(
                message_id=message_id, action=action, result=result, created_at=now
            )
        )

    async def _take_seq(self, conversation_id: int) -> int:
        """The next sequence number; the row stays locked, so two writers never get the same."""
        taken = (
            update(conversation)
            .where(conversation.c.id == conversation_id)
            .values(next_seq=conversation.c.next_seq + 1)
            .returning(conversation.c.next_seq)
        )
        next_seq = (await self._connection.execute(taken)).scalar()
        if next_seq is None:
            raise LookupError(f"there is no conversation {conversation_id}")
        return int(next_seq) - 1

    async def _conversation_row(self, conversation_id: int, *, lock: bool) -> Row[Any]:
        query = select(conversation).where(conversation.c.id == conversation_id)
        row = (await self._connection.execute(query.with_for_update() if lock else query)).first()
        if row is None:
            raise LookupError(f"there is no conversation {conversation_id}")
        return row

    async def _change_conversation(self, conversation_id: int, **values: Any) -> None:
        await self._connection.execute(
            update(conversation).where(conversation.c.id == conversation_id).values(**values)
        )

    async def _first_message(self, *conditions: Any) -> Message | None:
        row = (await self._connection.execute(select(message).where(*conditions))).first()
        return None if row is None else to_message(row)
