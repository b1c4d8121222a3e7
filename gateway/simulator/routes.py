"""The phone page and what it calls: send a text, read a thread, list the demo's tenants."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import aiohttp
from aiohttp import web

from gateway import pages
from gateway.chat.http import answer
from gateway.security import check_origin
from gateway.services import SERVICES
from gateway.simulator.carrier import Carrier
from gateway.simulator.messages_api import CALLBACKS, CARRIER, WEBHOOKS, create
from gateway.simulator.webhooks import API_VERSION, Webhooks
from housing.adapters.request_bodies import json_object
from housing.domain.clock.local_time import to_london
from housing.domain.reading.inbound_text import storable

MAX_SID = 64
MIN_DIGITS, MAX_DIGITS = 8, 15


def add_to(app: web.Application) -> None:
    """Adds the simulator's routes; the caller has made sure that it may run."""
    services = app[SERVICES]
    app[CARRIER] = Carrier()
    app[WEBHOOKS] = Webhooks(services.settings, services.http)
    app[CALLBACKS] = set()
    app.add_routes(
        [
            web.get("/phone", page),
            web.post("/phone/api/send", send),
            web.get("/phone/api/thread", thread),
            web.get("/phone/api/tenants", tenants),
            web.post(f"/{API_VERSION}/Accounts/{{account}}/Messages.json", create),
        ]
    )
    app.cleanup_ctx.append(_end_callbacks)


async def page(request: web.Request) -> web.Response:
    return pages.page(request, "phone.html")


async def send(request: web.Request) -> web.Response:
    """Sends a text as the phone `from`; the same `sid` again is a webhook that came twice."""
    check_origin(request)
    try:
        wanted = json_object(await request.read()) or {}
        number, body, sid = _number(wanted["from"]), wanted["body"], wanted.get("sid") or ""
    except (ValueError, KeyError, TypeError, AttributeError):
        return answer({"error": "Give the phone's number as from, and a body."}, 400)
    if not isinstance(body, str) or not isinstance(sid, str) or len(sid) > MAX_SID:
        return answer({"error": "body and sid are text."}, 400)
    body, sid, carrier = storable(body), storable(sid), request.app[CARRIER]
    text = carrier.find(number, sid) if sid else None
    if text is None:
        now = request.app[SERVICES].clock.now()
        text = carrier.add(number, "in", body, "sending", now, sid)
    carrier.hear(number, body)
    try:
        status = await request.app[WEBHOOKS].inbound(sid=text.sid, sender=number, body=body)
    except (TimeoutError, aiohttp.ClientError):
        status = 0
    text.status = "received" if status in (200, 204) else "failed"
    return answer({"sid": text.sid, "status": status, "number": number}, 200 if status else 502)


async def thread(request: web.Request) -> web.Response:
    try:
        number = _number(request.query.get("number", ""))
    except ValueError:
        return answer({"error": "Give a phone number."}, 400)
    texts = request.app[CARRIER].thread(number)
    return answer({"number": number, "messages": [text.as_json() for text in texts]})


async def tenants(request: web.Request) -> web.Response:
    """The demo's made-up tenants, with what verifies them: never served beside real numbers."""
    services = request.app[SERVICES]
    today: date = to_london(services.clock.now()).date()
    async with services.reads() as uow:
        known = await uow.homes.demo_tenants(today=today)
    return answer({"tenants": [_tenant(tenant) for tenant in known]})


def _tenant(tenant: Any) -> dict[str, Any]:
    return {
        "number": tenant.number,
        "name": tenant.name,
        "postcode": tenant.postcode,
        "date_of_birth": tenant.date_of_birth.isoformat(),
        "vulnerable": tenant.vulnerable,
        "tenancy_type": tenant.tenancy_type,
        "home": tenant.home,
    }


def _number(typed: str) -> str:
    """E.164; a number that starts with 0 is a British one. Raises ValueError."""
    digits = "".join(c for c in typed if c not in " -().\u00a0")
    digits = f"+44{digits[1:]}" if digits.startswith("0") else digits
    plain = digits.removeprefix("+")
    if not (plain.isascii() and plain.isdecimal() and MIN_DIGITS <= len(plain) <= MAX_DIGITS):
        raise ValueError(f"{typed!r} is not a phone number")
    return f"+{plain}"


async def _end_callbacks(app: web.Application) -> AsyncIterator[None]:
    yield
    callbacks = app[CALLBACKS]
    tasks = tuple(callbacks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
