"""A process of its own that takes turns, for the test of two workers on one database.

Run by its path, with the settings in the environment; it works until it is ended.
"""

import asyncio

from gateway.services import services_for
from gateway.workers.loops import for_ever
from gateway.workers.turns import TurnWorker
from housing.settings import load_settings


async def main() -> None:
    async with services_for(load_settings()) as services:
        services.events.listen(services.wakes.all)
        print("ready", flush=True)
        await for_ever("turns", TurnWorker(services).step)


if __name__ == "__main__":
    asyncio.run(main())
