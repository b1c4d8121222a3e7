"""Texts on their way out, over SQL: which is next, and what became of each."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, null, or_, select, update

from housing.adapters.sql.messaging.talk_rows import to_message
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.talk import conversation, message
from housing.domain.messaging.conversation import Channel, Message


class Outbox(Repository):
    """What delivery uses.

    A text being posted stays `queued` and rests until `posting_until`: a poster that dies leaves
    it to the next one.
    """

    async def next_sms(
        self, now: datetime, *, posting_until: datetime, unconfirmed_since: datetime
    ) -> Message | None:
        """The next text to post, kept from other posters until `posting_until`.

        It waits while an earlier one of its conversation is not posted, or was posted after
        `unconfirmed_since` and nothing is known of it since.
        """
        candidate = _candidate(now, unconfirmed_since).with_for_update(of=message, skip_locked=True)
        message_id = (await self._connection.execute(candidate)).scalar()
        if message_id is None:
            return None
        taken = (
            update(message)
            .where(message.c.id == message_id)
            .values(retry_at=posting_until, attempts=message.c.attempts + 1)
            .returning(message)
        )
        return to_message((await self._connection.execute(taken)).one())

    async def is_sms_waiting(self, now: datetime, *, unconfirmed_since: datetime) -> bool:
        """Whether `next_sms` would find something. Only reads, so it is cheap to ask often."""
        found = await self._connection.execute(_candidate(now, unconfirmed_since))
        return found.first() is not None

    async def set_outcome(
        self,
        message_id: int,
        state: str,
        now: datetime,
        *,
        provider_id: str | None = None,
        error_code: str | None = None,
        segments: int | None = None,
    ) -> None:
        known: dict[str, Any] = {
            "provider_id": provider_id,
            "error_code": error_code,
            "segments": segments,
        }
        told = {name: value for name, value in known.items() if value is not None}
        settled = {"settled_at": now, "retry_at": null(), "secret": null()}
        await self._set(message_id, state=state, **settled, **told)

    async def withhold(self, conversation_id: int, now: datetime) -> None:
        """Keeps back the texts that nobody is posting yet: they may not be sent any more."""
        await self._connection.execute(
            update(message)
            .where(
                message.c.conversation_id == conversation_id,
                message.c.direction == "out",
                message.c.state == "queued",
                or_(message.c.retry_at.is_(None), message.c.retry_at <= now),
            )
            .values(state="withheld", settled_at=now)
        )

    async def post_again(self, message_id: int, at: datetime, error_code: str | None) -> None:
        await self._set(message_id, retry_at=at, error_code=error_code)

    async def _set(self, message_id: int, **values: Any) -> None:
        await self._connection.execute(
            update(message).where(message.c.id == message_id).values(**values)
        )


def _candidate(now: datetime, unconfirmed_since: datetime) -> Select[tuple[int]]:
    earlier = message.alias("earlier")
    in_the_way = exists().where(
        earlier.c.conversation_id == message.c.conversation_id,
        earlier.c.direction == "out",
        earlier.c.seq < message.c.seq,
        or_(
            earlier.c.state == "queued",
            and_(earlier.c.state == "sending", earlier.c.settled_at > unconfirmed_since),
        ),
    )
    return (
        select(message.c.id)
        .join(conversation, conversation.c.id == message.c.conversation_id)
        .where(
            conversation.c.channel == Channel.SMS.value,
            message.c.direction == "out",
            message.c.state == "queued",
            or_(message.c.retry_at.is_(None), message.c.retry_at <= now),
            ~in_the_way,
        )
        .order_by(message.c.id)
        .limit(1)
    )
