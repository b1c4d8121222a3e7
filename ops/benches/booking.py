"""What an ordinary repair costs in texts: from the first words to a confirmed booking.

A made-up tenant reports a dripping tap and takes the first choice each time. Fewer texts and fewer
segments are better: each segment is paid for, each text is the tenant's time.
"""

import re
from collections.abc import Mapping
from typing import Any

import aiohttp

from housing.domain.messaging.sms_text import segments
from ops.benches.phone import NoAnswer, Phone
from ops.running.service import Stack

FIRST_WORDS = "my kitchen tap keeps dripping"
ASKS_TO_BE_KNOWN = "when is my appointment"
# Owners repair most things themselves, so another answer is right for them.
RENTED = {"assured", "fixed_term", "starter"}
MOST_TEXTS = 20
SECOND_REPLY_S = 3.0
ASKS_WHO = re.compile(r"postcode", re.IGNORECASE)
BOOKED = re.compile(r"\bBooked\b")


async def measure(stack: Stack) -> Mapping[str, float]:
    """The tenant's texts and the service's segments, once for a tenant who has proved who they are
    earlier (`booking_...`) and once for one who has to do it on the way (`..._unverified`)."""
    async with aiohttp.ClientSession(stack.gateway) as session:
        known, unknown = await _tenants(session)
        texts, segments_sent = await _cost(session, known, verified=True)
        with_check, segments_with_check = await _cost(session, unknown, verified=False)
    return {
        "booking_texts": texts,
        "booking_segments": segments_sent,
        "booking_texts_unverified": with_check,
        "booking_segments_unverified": segments_with_check,
    }


async def _tenants(session: aiohttp.ClientSession) -> list[dict[str, Any]]:
    """Two for whom nothing is out of the ordinary."""
    async with session.get("/phone/api/tenants") as answer:
        answer.raise_for_status()
        told = await answer.json()
    return [
        tenant
        for tenant in told["tenants"]
        if not tenant["vulnerable"] and tenant["tenancy_type"] in RENTED
    ][:2]


async def _cost(
    session: aiohttp.ClientSession, tenant: Mapping[str, Any], *, verified: bool
) -> tuple[int, int]:
    phone = Phone(session, tenant["number"])
    if verified:
        await phone.text(ASKS_TO_BE_KNOWN)
        await phone.text(_details(tenant))
        await phone.settle(SECOND_REPLY_S)
    before = len(phone.received)
    texts = await _book(phone, tenant)
    return texts, sum(segments(body) for body in phone.received[before:])


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
    return _details(tenant) if ASKS_WHO.search(question) else "1"


def _details(tenant: Mapping[str, Any]) -> str:
    return f"{tenant['postcode']} {tenant['date_of_birth']}"
