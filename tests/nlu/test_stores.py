"""The bot's lock and tracker stores, on a real Valkey and with the bot's own Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

pytestmark = pytest.mark.bot
Run = Callable[..., str]
TIMES = 60
TURNS = 400
MOST_EVENTS_KEPT = 130


def test_two_processes_never_work_on_one_conversation_at_once(
    in_bot_environment: Run, redis_url: str
) -> None:
    with ThreadPoolExecutor(2) as both:
        runs = [
            both.submit(in_bot_environment, "tests.nlu.lock_worker", redis_url, str(TIMES))
            for _ in range(2)
        ]
    seen = [json.loads(run.result()) for run in runs]
    assert [worker["overlaps"] for worker in seen] == [0, 0]
    assert max(worker["longest_wait_s"] for worker in seen) < 5
    with redis.Redis.from_url(redis_url) as shared:
        assert int(shared.get("taken") or 0) == 2 * TIMES


def test_a_turn_costs_the_same_after_hundreds(in_bot_environment: Run, redis_url: str) -> None:
    seen = json.loads(in_bot_environment("tests.nlu.long_conversation", redis_url, str(TURNS)))
    assert seen["last_ms"] < max(3 * seen["first_ms"], 15)
    assert seen["long_session"].pop("events") <= MOST_EVENTS_KEPT
    assert seen["long_session"] == {
        "awaiting": False,
        "last_text": "it is number 399",
        "last_action": "action_listen",
        "ranking_stored": False,
    }
    assert seen["events_after_a_new_session"] == 3
    assert seen["after_flush"] is None
    assert seen["keys_after_flush"] == []
