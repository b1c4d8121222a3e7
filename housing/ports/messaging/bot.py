"""The bot as the gateway needs it: it understands, and it says what to reply."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from housing.domain.messaging.conversation import Channel, Reply


class BotFailed(Exception):
    """The bot or its action server did not answer; the message is kept and tried again."""

    code = "bot_failed"


class Bot(Protocol):
    async def parse(self, text: str) -> Mapping[str, Any]:
        """Rasa's reading of a text: intent and entities. Raises BotFailed."""
        ...

    async def turn(
        self, *, conversation_id: int, channel: Channel, text: str, message_id: int
    ) -> Sequence[Reply]:
        """The replies of one turn, at least one. Raises BotFailed, also when there is none."""
        ...
