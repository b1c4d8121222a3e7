"""A long conversation in the tracker store; run in the bot's environment, prints what it cost.

`python -m tests.nlu.long_conversation REDIS_URL TURNS`: milliseconds of a turn's reading and
saving at the start and at the end, and what the tracker then holds.
"""

import asyncio
import json
import statistics
import sys
import time

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import PREFIX, AppendOnlyTrackerStore

SENDER = "tenant"
SAMPLE = 40


def session_start() -> list:
    return [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
    ]


def turn(number: int) -> list:
    ranking = [{"name": f"intent_{n}", "confidence": 0.1} for n in range(10)]
    heard = {"intent": {"name": "inform"}, "entities": [], "intent_ranking": ranking}
    return [
        UserUttered(f"it is number {number}", heard["intent"], [], heard, input_channel="sms"),
        ActionExecuted("action_answer"),
        BotUttered(f"Thanks, {number}."),
        SlotSet("awaiting", number % 2 == 0),
        ActionExecuted("action_listen"),
    ]


async def one_turn(store: AppendOnlyTrackerStore, events: list) -> float:
    started = time.perf_counter()
    tracker = await store.get_or_create_tracker(SENDER, append_action_listen=False)
    tracker.update_with_events(events, store.domain)
    await store.save(tracker)
    return (time.perf_counter() - started) * 1000


async def main(url: str, turns: int) -> None:
    domain = Domain.load("domain.yml")
    store = AppendOnlyTrackerStore(domain, url)
    cost = [await one_turn(store, session_start())]
    cost = [await one_turn(store, turn(number)) for number in range(turns)]
    tracker = await store.retrieve(SENDER)
    assert isinstance(tracker, DialogueStateTracker)
    kept = await store._redis.lrange(PREFIX + SENDER, 0, -1)
    long_session = {
        "events": len(tracker.events),
        "awaiting": tracker.get_slot("awaiting"),
        "last_text": tracker.latest_message.text,
        "last_action": tracker.latest_action_name,
        "ranking_stored": any("intent_ranking" in line for line in kept),
    }
    await one_turn(store, session_start())
    fresh = await store.retrieve(SENDER)
    await store._redis.flushdb()
    print(
        json.dumps(
            {
                "first_ms": statistics.median(cost[:SAMPLE]),
                "last_ms": statistics.median(cost[-SAMPLE:]),
                "long_session": long_session,
                "events_after_a_new_session": len(fresh.events),
                "after_flush": await store.retrieve(SENDER),
                "keys_after_flush": list(await store.keys()),
            }
        )
    )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
