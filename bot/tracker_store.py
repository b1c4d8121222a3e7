"""Trackers in Redis at a cost that does not grow: new events are appended, old ones left behind.

SQL is the record of a conversation; a tracker only carries the current session, and may be lost
(a flushed Redis gives a new tracker, whose session start restores the slots from SQL). A long
session is cut to its last turns, with the slots as they stand put before them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.redis_client import connect

PREFIX = "hearthline:tracker:"
LIFETIME_SECONDS = 24 * 3600
"""Beyond the session's expiry a tracker holds nothing that the next session start would not."""
MOST_EVENTS, KEPT_TURNS = 120, 6
NOT_STORED = ("intent_ranking", "text_tokens", "response_selector")


class StoredTracker(DialogueStateTracker):
    """A tracker that knows how many of its events are in Redis already."""

    stored = 0


class AppendOnlyTrackerStore(TrackerStore):
    """`tracker_store: {type: bot.tracker_store.AppendOnlyTrackerStore, url: redis://...}`."""

    def __init__(
        self,
        domain: Domain | None,
        host: str,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """`host` is the endpoint's `url`: the name is Rasa's."""
        super().__init__(domain, event_broker, **kwargs)
        self._redis = connect(host)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        lines = await self._redis.lrange(PREFIX + sender_id, 0, -1)
        if not lines:
            return None
        events = [Event.from_parameters(json.loads(line)) for line in lines]
        tracker = StoredTracker.from_events(
            sender_id, [event for event in events if event], self.domain.slots, domain=self.domain
        )
        tracker.stored = len(tracker.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        events = list(tracker.events)
        session = _shortened(_current_session(events), tracker)
        if isinstance(tracker, StoredTracker):
            stored, tracker.stored = tracker.stored, len(events)
            if len(session) == len(events):
                return await self._write(tracker.sender_id, events[stored:], replace=False)
        return await self._write(tracker.sender_id, session, replace=True)

    async def keys(self) -> Iterable[str]:
        found = [key async for key in self._redis.scan_iter(match=PREFIX + "*")]
        return [key[len(PREFIX) :] for key in found]

    async def _write(self, sender_id: str, events: list[Event], replace: bool) -> None:
        key = PREFIX + sender_id
        async with self._redis.pipeline(transaction=True) as commands:
            if replace:
                commands.delete(key)
            if events:
                commands.rpush(key, *(_line(event) for event in events))
            commands.expire(key, LIFETIME_SECONDS)
            await commands.execute()


def _line(event: Event) -> str:
    """The event as JSON, without what only the turn itself needed."""
    stored = event.as_dict()
    if "parse_data" in stored:
        parse_data = stored["parse_data"]
        stored["parse_data"] = {k: v for k, v in parse_data.items() if k not in NOT_STORED}
    return json.dumps(stored)


def _current_session(events: list[Event]) -> list[Event]:
    """The events since the last session start."""
    starts = (
        at
        for at in range(len(events) - 1, -1, -1)
        if isinstance(events[at], ActionExecuted)
        and events[at].action_name == ACTION_SESSION_START_NAME
    )
    return events[next(starts, 0) :]


def _shortened(events: list[Event], tracker: DialogueStateTracker) -> list[Event]:
    """A long session as its slots now and its last turns; a short one unchanged."""
    if len(events) <= MOST_EVENTS:
        return events
    turns = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
    first = turns[-KEPT_TURNS] if len(turns) >= KEPT_TURNS else 0
    recent = events[first:]
    slots = [
        SlotSet(name, slot.value)
        for name, slot in tracker.slots.items()
        if slot.value != slot.initial_value
    ]
    return [*slots, ActionExecuted(ACTION_LISTEN_NAME), *recent]
