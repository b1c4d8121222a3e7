"""How long a turn takes and how many the service does a second, warm, through the gateway.

A turn is a tenant's text until the answer stands on their phone, with everything that is done for
it: signature, message store, danger watch, understanding, action, decision, outbox, delivery.
"""

import asyncio
import statistics
import time
from collections.abc import Mapping

import aiohttp

from ops.benches.phone import Phone
from ops.running.service import Stack

SCRIPT = (
    "my kitchen tap keeps dripping",
    "yes",
    "start over",
    "when are you open",
    "theres a light not working in the hall",
    "start over",
    "what can you do",
    "thanks",
)
WARM_UP_TURNS = 16
MEASURED_ROUNDS = 10
PHONES = 16
ROUNDS_OF_EACH_PHONE = 2


async def measure(stack: Stack) -> Mapping[str, float]:
    """service_turn_p50_ms and _p95_ms for one tenant alone; turns_per_s_16 for sixteen at once."""
    async with aiohttp.ClientSession(stack.gateway) as session:
        await _turns(Phone(session, "+447700900900"), WARM_UP_TURNS)
        alone = await _turns(Phone(session, "+447700900901"), len(SCRIPT) * MEASURED_ROUNDS)
        phones = [Phone(session, f"+4477009009{10 + number}") for number in range(PHONES)]
        started = time.perf_counter()
        turns = len(SCRIPT) * ROUNDS_OF_EACH_PHONE
        await asyncio.gather(*(_turns(phone, turns) for phone in phones))
        elapsed = time.perf_counter() - started
    cuts = statistics.quantiles(alone, n=20, method="inclusive")
    return {
        "service_turn_p50_ms": round(statistics.median(alone) * 1000, 1),
        "service_turn_p95_ms": round(cuts[-1] * 1000, 1),
        "turns_per_s_16": round(PHONES * turns / elapsed, 2),
    }


async def _turns(phone: Phone, count: int) -> list[float]:
    return [(await phone.text(SCRIPT[turn % len(SCRIPT)]))[1] for turn in range(count)]
