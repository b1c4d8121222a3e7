"""Wake-up calls for the gateway's loops, which else look every second."""

import asyncio
from dataclasses import dataclass, field

POLL_S = 1.0


class Wake:
    def __init__(self) -> None:
        self._event = asyncio.Event()

    def call(self) -> None:
        self._event.set()

    async def wait(self, seconds: float = POLL_S) -> None:
        """Returns when called, or after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return
        finally:
            self._event.clear()


@dataclass(frozen=True, slots=True)
class Wakes:
    """One call for each loop, so that nobody looks who has nothing to find."""

    turns: Wake = field(default_factory=Wake)
    posts: Wake = field(default_factory=Wake)
    chats: Wake = field(default_factory=Wake)
    landlord: Wake = field(default_factory=Wake)

    def all(self) -> None:
        for wake in (self.turns, self.posts, self.chats, self.landlord):
            wake.call()
