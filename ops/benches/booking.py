"""What an ordinary repair costs in texts: from the first words to a confirmed booking.

A made-up tenant reports a dripping tap, proves who they are and takes the first choice each time.
Fewer texts and fewer segments are better: each segment is paid for, each text is the tenant's time.
"""

import re
from collections.abc import Mapping
from typing import Any

import aiohttp

from housing.domain.sms_text import segments
from ops.benches.phone import NoAnswer, Phone
from ops.service import Stack

FIRST_WORDS = "my kitchen tap keeps dripping"
MOST_TEXTS = 20
SECOND_REPLY_S = 3.0
ASKS_WHO = re.compile(r"postcode", re.IGNORECASE)
BOOKED = re.compile(r"\bBooked\b")


async def measure(stack: Stack) -> Mapping[str, float]:
    """booking_texts: the tenant's texts; booking_segments: what the service sent, in segments."""
    async with aiohttp.ClientSession(stack.gateway) as session:
        tenant = await _tenant(session)
        phone = Phone(session, tenant["number"])
        texts = await _book(phone, tenant)
    return {
        "booking_texts": texts,
        "booking_segments": sum(segments(body) for body in phone.received),
    }


async def _tenant(session: aiohttp.ClientSession) -> dict[str, Any]:
    """One for whom nothing is out of the ordinary."""
    async with session.get("/phone/api/tenants") as answer:
        answer.raise_for_status()
        told = await answer.json()
    tenants: list[dict[str, Any]] = told["tenants"] if isinstance(told, dict) else told
    return next(tenant for tenant in tenants if not tenant["vulnerable"])


async def _book(phone: Phone, tenant: Mapping[str, Any]) -> int:
    """Text until the visit is booked; return how many texts it took."""
    words = FIRST_WORDS
    for sent in range(1, MOST_TEXTS + 1):
        replies, _ = await phone.text(words)
        # A turn may answer in two texts; the question is in the last of them.
        replies += await phone.settle(SECOND_REPLY_S)
        if any(BOOKED.search(reply) for reply in replies):
            return sent
        words = _answer(replies[-1], tenant)
    raise NoAnswer(f"nothing was booked in {MOST_TEXTS} texts; the last was {phone.received[-1]!r}")


def _answer(question: str, tenant: Mapping[str, Any]) -> str:
    if ASKS_WHO.search(question):
        return f"{tenant['postcode']} {tenant['date_of_birth']}"
    return "1"
