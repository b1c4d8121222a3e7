"""What a lock must refuse and survive; run in the bot's environment, prints `held` at the end."""

import asyncio
import sys

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


async def main(url: str) -> None:
    store = AtomicRedisLockStore(EndpointConfig(url))
    raw = redis.asyncio.Redis.from_url(url)
    async with store.lock("busy", lock_lifetime=60):
        assert await refused(store, 0.2), "two turns at once"
        async with store.lock("another"):
            pass
    assert not await raw.exists(KEY.format("busy")), "the lock was not given back"

    async with store.lock("busy", lock_lifetime=0.1):
        await asyncio.sleep(0.2)
        async with store.lock("busy", lock_lifetime=60):
            pass
        await raw.set(KEY.format("busy"), "of another process")
    assert await raw.get(KEY.format("busy")) == b"of another process", "freed another's lock"

    assert await refused(AtomicRedisLockStore(EndpointConfig(NOBODY)), 1), "no Redis, no lock"
    print("held")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
