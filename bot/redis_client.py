"""The one way the bot's stores connect to Redis: asynchronous, and quick to say it is not there."""

from __future__ import annotations

import redis.asyncio

TIMEOUT_SECONDS = 2.0


def connect(url: str) -> redis.asyncio.Redis:
    """A client for a redis://, rediss:// or unix:// URL; connects at first use."""
    return redis.asyncio.Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        health_check_interval=30,
    )
