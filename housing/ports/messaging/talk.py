"""Conversations, their messages, turns and the outbox, as the services need them.

Everything is in the caller's transaction. An unknown id raises LookupError.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from housing.domain.messaging.conversation import Channel, Choice, Conversation, Message, Owner


class FenceMoved(Exception):
    """The conversation changed hands since it was read; read it again and decide again."""

    code = "fence_moved"


class Talk(Protocol):
    async def conversation(self, conversation_id: int) -> Conversation: ...

    async def lock(self, conversation_id: int) -> Conversation:
        """The conversation, held until the transaction ends."""
        ...

    async def conversation_for(self, channel: Channel, address: str, now: datetime) -> Conversation:
        """The conversation of an address (E.164 number, or token hash), made when it is new."""
        ...

    async def move(self, conversation_id: int, address: str) -> None:
        """Gives the conversation another address; who knows the old one does not reach it."""
        ...

    async def set_number_of(self, conversation_id: int, tenant_id: int) -> None: ...

    async def mark_read(self, conversation_id: int, seq: int) -> None:
        """A browser has taken all up to `seq`; it never goes back."""
        ...

    async def wrote_since(self, conversation_id: int, since: datetime) -> tuple[datetime, ...]:
        """When the tenant wrote after that time, in order."""
        ...

    async def find(self, channel: Channel, address: str) -> Conversation | None: ...

    async def save_dialogue(self, conversation_id: int, dialogue: Mapping[str, Any]) -> None: ...

    async def set_owner(
        self, conversation: Conversation, owner: Owner, officer_id: int | None
    ) -> Conversation:
        """Gives the conversation to `owner` under a new fence; FenceMoved if it is not as read."""
        ...

    async def identify(
        self, conversation_id: int, tenant_id: int | None, verified_at: datetime | None
    ) -> None: ...

    async def link_by_hand(
        self, conversation_id: int, tenant_id: int | None, officer_id: int | None, at: datetime
    ) -> None:
        """Verified by a person, whose id stays on record; without a tenant nobody is verified."""
        ...

    async def set_opted_out(self, conversation_id: int, at: datetime | None) -> None: ...

    async def message(self, message_id: int) -> Message: ...

    async def message_by_provider_id(self, provider_id: str) -> Message | None: ...

    async def message_by_client_id(
        self, conversation_id: int, client_id: str
    ) -> Message | None: ...

    async def messages(
        self, conversation_id: int, after: int = 0, limit: int | None = None
    ) -> tuple[Message, ...]:
        """In order of `seq`, those above `after`, the first `limit` of them."""
        ...

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
        ...

    async def secret_of(self, message_id: int) -> str | None:
        """What takes the place of a text's mask when it is sent; gone once it has an outcome."""
        ...

    async def count_replies(self, conversation_id: int, since: datetime) -> int:
        """What the service itself has said there, and did send, from that time on."""
        ...

    async def set_understanding(
        self, message_id: int, understanding: Mapping[str, Any]
    ) -> None: ...

    async def turn_result(self, message_id: int, action: str) -> Any | None:
        """What was recorded for this message and action, as JSON; None when nothing was."""
        ...

    async def record_turn_result(
        self, message_id: int, action: str, result: Any, now: datetime
    ) -> None: ...

    # Turns: one worker a conversation at a time.

    async def lease(self, holder: str, now: datetime, until: datetime) -> Conversation | None:
        """A conversation with messages to answer that nobody works on, leased to `holder`."""
        ...

    async def is_work_waiting(self, now: datetime) -> bool:
        """Whether `lease` would find something. Only reads, so it is cheap to ask often."""
        ...

    async def release(self, conversation_id: int, holder: str) -> None: ...

    async def received(self, conversation_id: int) -> tuple[Message, ...]:
        """The tenant's messages that are still to be dealt with, in order."""
        ...

    async def begin_turn(self, message_ids: Sequence[int], turn_id: int) -> None: ...

    async def finish(self, message_ids: Sequence[int], state: str, now: datetime) -> None: ...

    async def retry_at(self, message_ids: Sequence[int], at: datetime) -> None:
        """Counts an attempt and lets the messages rest until `at`."""
        ...

    async def wake(self, conversation_id: int) -> None:
        """Ends the rest of the messages still to be dealt with: something new has come."""
        ...

    async def unanswered(self, received_before: datetime) -> tuple[Message, ...]:
        """The oldest message still to be dealt with of each conversation that no person has or is
        to have, if it came before that time."""
        ...

    async def unanswered_in(self, conversation_id: int, *, since: datetime) -> tuple[int, ...]:
        """The tenant's messages after that time that nothing but the service's own news followed:
        no officer has written since, and not the bot."""
        ...

    async def answer_again(self, message_ids: Sequence[int]) -> None:
        """Has messages that were put by dealt with as if they had just come."""
        ...

    # The outbox: text messages leave in order, one conversation at a time.

    async def next_sms(
        self, now: datetime, *, posting_until: datetime, unconfirmed_since: datetime
    ) -> Message | None:
        """The next text to post, kept from other posters until `posting_until`.

        It waits while an earlier one of its conversation is not posted, or was posted after
        `unconfirmed_since` and nothing is known of it since.
        """
        ...

    async def is_sms_waiting(self, now: datetime, *, unconfirmed_since: datetime) -> bool:
        """Whether `next_sms` would find something. Only reads, so it is cheap to ask often."""
        ...

    async def set_outcome(
        self,
        message_id: int,
        state: str,
        now: datetime,
        *,
        provider_id: str | None = None,
        error_code: str | None = None,
        segments: int | None = None,
    ) -> None: ...

    async def withhold(self, conversation_id: int, now: datetime) -> None:
        """Keeps back the texts that nobody is posting yet: they may not be sent any more."""
        ...

    async def post_again(self, message_id: int, at: datetime, error_code: str | None) -> None: ...
