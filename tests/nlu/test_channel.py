"""The bot's door: who may come in, what it takes, and how it says that a turn failed."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.nlu.conftest import TURN_TIMEOUT_S, Bot

pytestmark = pytest.mark.bot
TURN = {"sender": "1", "message": "hello", "input_channel": "sms", "metadata": {"message_id": 1}}


def send(bot: Bot, body: Any, **headers: str) -> requests.Response:
    address = f"{bot.address}/webhooks/rest/webhook"
    return requests.post(address, json=body, headers=headers, timeout=TURN_TIMEOUT_S)


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic {token}", "{token}"])
def test_only_the_token_opens_the_webhook(bot: Bot, given: str) -> None:
    answer = send(bot, TURN, Authorization=given.format(token=bot.token))
    assert answer.status_code == 401
    assert send(bot, TURN).status_code == 401


@pytest.mark.parametrize(
    "path", ["/status", "/conversations/1/tracker", "/domain", "/model/parse", "/model"]
)
def test_nothing_else_is_open(bot: Bot, path: str) -> None:
    assert requests.get(bot.address + path, timeout=TURN_TIMEOUT_S).status_code in (401, 405)


@pytest.mark.parametrize(
    "body", [{}, [], "hello", {"sender": "1"}, {"message": "x"}, {"sender": 1, "message": None}]
)
def test_a_turn_without_text_is_refused(bot: Bot, body: Any) -> None:
    assert send(bot, body, Authorization=f"Bearer {bot.token}").status_code == 400


def test_a_turn_whose_action_server_is_down_says_so(bot: Bot) -> None:
    for _ in range(2):
        answer = send(bot, TURN, Authorization=f"Bearer {bot.token}")
        assert answer.status_code == 503
        assert answer.json() == {"error": "the turn failed"}
        assert answer.elapsed.total_seconds() < 5
