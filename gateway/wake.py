"""A wake-up call for a loop that else looks every second."""

import asyncio

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
