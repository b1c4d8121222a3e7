"""Server-sent events: tells an open page that something changed, so that it reads itself again.

An event carries nothing of the case, only a revision read from SQL. A browser that comes back
says with Last-Event-ID what it has seen, and is told at once when that is out of date.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

POLL_S = 2.0
RETRY_MS = 2000

Revisions = Callable[[], Awaitable[dict[str, str]]]


class Wakes:
    """Wakes all open pages of this process at once."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self.closing = False

    def wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def close(self) -> None:
        self.closing = True
        self.wake()

    async def wait(self, seconds: float) -> None:
        """Until woken, or for that long: Redis may be down, and SQL is polled anyway."""
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return


def pack(revisions: dict[str, str]) -> str:
    """Revisions by topic as one event id."""
    return "|".join(f"{topic}:{revision}" for topic, revision in revisions.items())


def unpack(event_id: str) -> dict[str, str]:
    """The revisions in a Last-Event-ID; whatever is not one is left out."""
    pairs = (part.partition(":") for part in event_id.split("|"))
    return {topic: revision for topic, colon, revision in pairs if colon}


async def changes(
    revisions: Revisions, wakes: Wakes, seen: dict[str, str]
) -> AsyncIterator[str | None]:
    """Event texts as they come, None for a heartbeat, until the desk stops."""
    while not wakes.closing:
        current = await revisions()
        if not seen:
            yield f"retry: {RETRY_MS}\nid: {pack(current)}\nevent: ready\ndata:\n\n"
        changed = [topic for topic, now in current.items() if seen and seen.get(topic) != now]
        for topic in changed:
            yield f"id: {pack(current)}\nevent: {topic}\ndata: {current[topic]}\n\n"
        if not changed:
            yield None
        seen = current
        await wakes.wait(POLL_S)
