"""The gateway's door to the bot: Rasa's REST channel with a bearer token and honest failures.

Replies come back in the answer. A turn that failed answers 503 instead of Rasa's empty success,
so that the gateway can keep the message, retry and tell the tenant. Logs no message text.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import patches

patches.apply()

MIN_TOKEN_LENGTH = 16
log = structlog.get_logger()


class TurnOutput(CollectingOutputChannel):
    """Collects one turn's replies under the name of the tenant's channel (sms, webchat)."""

    def __init__(self, channel: str) -> None:
        super().__init__()
        self._channel = channel

    def name(self) -> str:
        """The tenant's channel, which Rasa uses to pick channel-specific responses."""
        return self._channel


class GatewayInput(RestInput):
    """`POST /webhooks/rest/webhook` {sender, message, input_channel, metadata}."""

    def __init__(self, token: str) -> None:
        if len(token) < MIN_TOKEN_LENGTH:
            raise InvalidConfigException(
                f"BOT_TOKEN must have at least {MIN_TOKEN_LENGTH} characters."
            )
        self._expected = f"Bearer {token}".encode()

    @classmethod
    def name(cls) -> str:
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayInput:
        return cls(str((credentials or {}).get("token") or ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("gateway_webhook")

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            given = request.headers.get("Authorization", "").encode()
            if not hmac.compare_digest(given, self._expected):
                return response.json({"error": "unauthorised"}, status=401)
            message = user_message(request.json)
            if message is None:
                return response.json({"error": "sender and message must be text"}, status=400)
            return await self._turn(on_new_message, message)

        return routes

    async def _turn(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]], message: UserMessage
    ) -> HTTPResponse:
        try:
            await on_new_message(message)
        except (Exception, patches.TurnFailed) as problem:  # noqa: BLE001 - the gateway must be told
            log.error(
                "turn.failed",
                sender=message.sender_id,
                error=type(problem).__name__,
                cause=type(problem.__cause__).__name__,
            )
            return response.json({"error": "the turn failed"}, status=503)
        return response.json(message.output_channel.messages)


def user_message(body: Any) -> UserMessage | None:
    """The request's message, or None when sender or text is missing or not text."""
    if not isinstance(body, dict):
        return None
    sender, text, metadata = body.get("sender"), body.get("message"), body.get("metadata")
    if not (isinstance(sender, str) and sender and isinstance(text, str)):
        return None
    channel = str(body.get("input_channel") or GatewayInput.name())
    return UserMessage(
        text,
        TurnOutput(channel),
        sender,
        input_channel=channel,
        metadata=metadata if isinstance(metadata, dict) else None,
    )
