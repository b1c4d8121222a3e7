"""Rasa over its HTTP API: what a text means, and a turn through the REST channel.

Text of a tenant never reaches Rasa with a leading slash, which Rasa would obey as a command.
"""

from collections.abc import Mapping
from typing import Any

import aiohttp

from housing.domain.messaging.conversation import Channel, Choice, Reply
from housing.ports.messaging.bot import BotFailed

TIMEOUT_S = 8.0
NOTHING_TO_SAY = "nothing_to_say"
"""What the action server answers when there is nothing to add, all having been said."""


class RasaBot:
    """The port `Bot`. The session belongs to the caller, who closes it."""

    def __init__(self, session: aiohttp.ClientSession, address: str, token: str) -> None:
        self._session = session
        self._address = address.rstrip("/")
        self._token = token

    async def parse(self, text: str) -> Mapping[str, Any]:
        answer = await self._post("/model/parse", {"text": _no_command(text)})
        if not isinstance(answer, dict):
            raise BotFailed("the bot's parse is not an object")
        return answer

    async def turn(
        self, *, conversation_id: int, channel: Channel, text: str, message_id: int
    ) -> tuple[Reply, ...]:
        answer = await self._post(
            "/webhooks/rest/webhook",
            {
                "sender": str(conversation_id),
                "message": _no_command(text),
                "input_channel": channel.value,
                "metadata": {"message_id": message_id},
            },
        )
        replies = tuple(_reply(item) for item in answer) if isinstance(answer, list) else ()
        if not any(reply.text for reply in replies) and not _is_silence_meant(answer):
            # Rasa answers 200 and nothing when an action, its lock or its store has failed.
            raise BotFailed("the bot answered nothing")
        return tuple(reply for reply in replies if reply.text)

    async def _post(self, path: str, body: Mapping[str, Any]) -> Any:
        try:
            async with self._session.post(
                f"{self._address}{path}",
                json=body,
                params={"token": self._token},
                headers={"Authorization": f"Bearer {self._token}"},
                timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
            ) as response:
                if response.status != 200:
                    raise BotFailed(f"the bot answered {response.status} to {path}")
                return await response.json(content_type=None)
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            raise BotFailed(f"the bot did not answer {path}: {type(error).__name__}") from error


def _is_silence_meant(answer: Any) -> bool:
    items = answer if isinstance(answer, list) else []
    return any((item.get("custom") or {}).get(NOTHING_TO_SAY) for item in items)


def _no_command(text: str) -> str:
    return text.lstrip("/ \t\r\n")


def _reply(item: Mapping[str, Any]) -> Reply:
    buttons = item.get("buttons") or ()
    return Reply(
        str(item.get("text") or "").strip(),
        tuple(Choice(str(b["title"]), str(b.get("payload") or b["title"])) for b in buttons),
    )
