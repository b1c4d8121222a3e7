"""The SDK's server with what it should not do taken out: it never echoes a request.

rasa-sdk answers any error with the whole request, which is the tenant's conversation; it unpacks
compressed bodies without a bound; and it answers whoever can reach it.
"""

import hmac
import logging
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic, response
from sanic.exceptions import SanicException
from sanic.handlers import ErrorHandler
from sanic.response import HTTPResponse

from actions.turns import SessionStart, TurnAction
from housing.bootstrap import Parts
from housing.services.conversation.actions import ACTIONS

MAX_REQUEST_BYTES = 2_000_000
# Says only that the server is up; the gateway asks for it and knows no token of ours.
HEALTH = "/health"
log = logging.getLogger(__name__)


class QuietErrors(ErrorHandler):
    """Says what kind of error it was, never what the tenant wrote."""

    def default(self, request: Request, exception: Exception) -> HTTPResponse:
        status = exception.status_code if isinstance(exception, SanicException) else 500
        log.error("action call failed: %s", type(exception).__name__, exc_info=exception)
        return response.json({"error": type(exception).__name__}, status=status)


class DomainlessExecutor(ActionExecutor):
    """Our actions never look at the domain, and Rasa 3.6 does not send it (selective domain).

    The SDK would answer 449 and wait for a second request that only later Rasas make.
    """

    def update_and_return_domain(
        self, payload: dict[str, Any], action_name: str
    ) -> dict[str, Any] | None:
        return payload.get("domain") or {}


def make_executor(parts: Parts) -> ActionExecutor:
    """Every action of the conversation under its own name."""
    executor = DomainlessExecutor()
    executor.register_action(SessionStart(parts))
    for name in ACTIONS:
        executor.register_action(TurnAction(name, parts))
    return executor


def make_server(parts: Parts) -> Sanic[Any, Any]:
    """The action server, ready to run; it opens and closes the parts' connections."""
    if not (token := parts.settings.actions_token.get_secret_value()):
        raise SystemExit("ACTIONS_TOKEN is needed: the secret between bot and actions.")
    server: Sanic[Any, Any] = create_app(make_executor(parts), cors_origins=[])
    server.error_handler = QuietErrors()
    server.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    server.config.ACCESS_LOG = False

    @server.on_request
    async def refuse(request: Request) -> HTTPResponse | None:
        if request.path != HEALTH and not _is_from_the_bot(request, token):
            return response.json({"error": "unauthorised"}, status=401)
        if request.headers.get("Content-Encoding"):
            return response.json({"error": "compressed requests are not read"}, status=415)
        return None

    @server.after_server_start
    async def follow_the_deal(running: Sanic[Any, Any]) -> None:
        running.add_task(parts.deals.follow(), name="deal")

    @server.after_server_stop
    async def close(_server: Sanic[Any, Any]) -> None:
        await parts.redis.aclose()
        await parts.engine.dispose()

    return server


def _is_from_the_bot(request: Request, token: str) -> bool:
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
