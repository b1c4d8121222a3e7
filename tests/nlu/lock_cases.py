"""What a lock must refuse and survive; run in the bot's environment with Redis's address."""

import asyncio

import redis.asyncio
from rasa.core.lock_store import LockError
from rasa.utils.endpoints import EndpointConfig

from bot.lock_store import KEY, AtomicRedisLockStore

NOBODY = "redis://127.0.0.1:1/0"


async def refused(store: AtomicRedisLockStore, lifetime: float) -> bool:
    try:
        async with store.lock("busy", lock_lifetime=lifetime):
            return False
    except LockError:
        return True


async def two_turns_at_once_are_refused(url: str) -> None:
    store = AtomicRedisLockStore(EndpointConfig(url))
    async with store.lock("busy", lock_lifetime=60):
        assert await refused(store, 0.2)
        async with store.lock("another"):
            pass


async def a_lock_is_given_back(url: str) -> None:
    async with AtomicRedisLockStore(EndpointConfig(url)).lock("over", lock_lifetime=60):
        pass
    assert not await redis.asyncio.Redis.from_url(url).exists(KEY.format("over"))


async def a_lock_outlived_frees_no_others(url: str) -> None:
    store, raw = AtomicRedisLockStore(EndpointConfig(url)), redis.asyncio.Redis.from_url(url)
    async with store.lock("busy", lock_lifetime=0.1):
        await asyncio.sleep(0.2)
        async with store.lock("busy", lock_lifetime=60):
            pass
        await raw.set(KEY.format("busy"), "of another process")
    assert await raw.get(KEY.format("busy")) == b"of another process"


async def without_redis_there_is_no_lock(_: str) -> None:
    assert await refused(AtomicRedisLockStore(EndpointConfig(NOBODY)), 1)


CASES = (
    two_turns_at_once_are_refused,
    a_lock_is_given_back,
    a_lock_outlived_frees_no_others,
    without_redis_there_is_no_lock,
)
