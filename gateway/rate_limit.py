"""How often one caller may do something, counted in Redis.

Fails open: when Redis is away a tenant is never refused. Signed text messages are never limited,
since the provider would not bring them again.
"""

import logging

from redis.asyncio import Redis
from redis.exceptions import RedisError

WINDOW_S = 60
SESSIONS_A_MINUTE = 60
MESSAGES_A_MINUTE = 60
log = logging.getLogger(__name__)


async def allowed(redis: Redis, what: str, who: str, limit: int) -> bool:
    """Whether `who` has done `what` at most `limit` times in this window of a minute."""
    # A header's text may hold bytes that are no UTF-8.
    key = f"hearthline:rate:{what}:{who}".encode("utf-8", "replace")
    try:
        async with redis.pipeline(transaction=True) as pipe:
            pipe.execute_command("INCR", key)
            pipe.execute_command("EXPIRE", key, WINDOW_S, "NX")
            count, _ = await pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("rate not counted: %s", type(error).__name__)
        return True
    return int(count) <= limit
