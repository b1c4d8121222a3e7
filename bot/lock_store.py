"""One turn of a conversation at a time, over all bot processes: an atomic lock in Redis.

SET NX PX takes it, a script that compares the token gives it back, so a process that outlived
its lock can never free another's. Rasa's own ticket lock is read, changed and written in three
steps, and two processes do enter together. Order of waiters is the gateway's business.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import structlog
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.exceptions import RedisError

from bot.redis_client import connect

KEY = "hearthline:lock:{}"
POLL_SECONDS = 0.02
RELEASE = """
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0
"""
log = structlog.get_logger()


class AtomicRedisLockStore(LockStore):
    """`lock_store: {type: bot.lock_store.AtomicRedisLockStore, url: redis://...}`."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        super().__init__()
        self._redis = connect(endpoint_config.url)
        self._release = self._redis.register_script(RELEASE)

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = POLL_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the conversation for the block; raises LockError after `lock_lifetime` seconds."""
        key, token = KEY.format(conversation_id), secrets.token_hex(16)
        await self._take(key, token, lock_lifetime, wait_time_in_seconds)
        try:
            yield TicketLock(conversation_id)
        finally:
            await self._give_back(key, token)

    async def _take(self, key: str, token: str, lifetime: float, pause: float) -> None:
        until = time.monotonic() + lifetime
        try:
            while not await self._redis.set(key, token, nx=True, px=int(lifetime * 1000)):
                if time.monotonic() > until:
                    raise LockError(f"The conversation of {key} stayed locked.")
                await asyncio.sleep(pause)
        except RedisError as error:
            raise LockError(f"Redis gave no lock: {type(error).__name__}.") from error

    async def _give_back(self, key: str, token: str) -> None:
        try:
            await self._release(keys=[key], args=[token])
        except RedisError as error:
            # The work is done and the lock ends by itself: no reason to fail the turn.
            log.warning("lock.not_released", key=key, error=type(error).__name__)
