"""One of two processes that take the same conversation's lock again and again.

`python -m tests.nlu.lock_worker REDIS_URL TIMES` in the bot's environment; prints what it saw.
"""

import asyncio
import json
import sys
import time

import redis.asyncio
from rasa.utils.endpoints import EndpointConfig

from bot.lock_store import AtomicRedisLockStore

CONVERSATION = "tenant"
WORK_S = 0.01


async def main(url: str, times: int) -> None:
    store = AtomicRedisLockStore(EndpointConfig(url))
    shared = redis.asyncio.Redis.from_url(url)
    overlaps, longest = 0, 0.0
    for _ in range(times):
        asked = time.monotonic()
        async with store.lock(CONVERSATION):
            longest = max(longest, time.monotonic() - asked)
            if await shared.incr("inside") > 1:
                overlaps += 1
            await asyncio.sleep(WORK_S)
            await shared.decr("inside")
        await shared.incr("taken")
    print(json.dumps({"overlaps": overlaps, "longest_wait_s": longest}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
