"""Wake-up calls between processes over Redis. Losing one loses nothing: everybody reads SQL too."""

import asyncio
import json
import logging
import secrets
from collections.abc import Callable

from redis.asyncio import Redis
from redis.exceptions import RedisError

CHANNEL = "hearthline:events"
RECONNECT_S = 2.0
LISTEN_S = 20.0
log = logging.getLogger(__name__)


class RedisEvents:
    """The port `Events`: tells this process at once, and the others through Redis."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._origin = secrets.token_hex(8)
        self._listeners: list[Callable[[], None]] = []
        self._own_listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None], *, own: bool = True) -> None:
        """`listener` is called in the event loop after every event of another process, and after
        this one's too unless `own` is false."""
        self._listeners.append(listener)
        if own:
            self._own_listeners.append(listener)

    async def publish(self, kind: str, conversation_id: int) -> None:
        _call(self._own_listeners)
        event = {"kind": kind, "conversation_id": conversation_id, "from": self._origin}
        try:
            await self._redis.publish(CHANNEL, json.dumps(event))
        except (RedisError, OSError) as error:
            log.warning("event not published: %s", type(error).__name__)

    async def follow(self) -> None:
        """Passes on what other processes publish, for ever; connects again when cut off."""
        while True:
            try:
                await self._follow_once()
            except (RedisError, OSError) as error:
                log.warning("events not heard: %s", type(error).__name__)
            await asyncio.sleep(RECONNECT_S)

    async def _follow_once(self) -> None:
        async with self._redis.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            while True:
                item = await channel.get_message(ignore_subscribe_messages=True, timeout=LISTEN_S)
                if item is not None and not self._is_own(item["data"]):
                    _call(self._listeners)

    def _is_own(self, data: bytes | str) -> bool:
        try:
            event = json.loads(data)
        except ValueError:
            return False
        return isinstance(event, dict) and event.get("from") == self._origin


def _call(listeners: list[Callable[[], None]]) -> None:
    for listener in listeners:
        listener()
