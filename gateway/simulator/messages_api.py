"""Twilio's Messages API as far as the client uses it: create, and the status callbacks after it."""

import asyncio
from email.utils import format_datetime
from typing import Any

from aiohttp import encode_basic_auth, web

from gateway.services import SERVICES
from gateway.simulator.carrier import Carrier, PhoneText
from gateway.simulator.webhooks import API_VERSION, Webhooks
from housing.domain.messaging.sms_text import segments

CARRIER = web.AppKey("carrier", Carrier)
WEBHOOKS = web.AppKey("webhooks", Webhooks)
CALLBACKS: web.AppKey[set[asyncio.Task[None]]] = web.AppKey("callbacks")
MAX_BODY = 1600
STEPS = (("sent", 0.05), ("delivered", 0.15))


async def create(request: web.Request) -> web.Response:
    """Takes a text as Twilio would: refused with Twilio's numbers, else queued and on its way."""
    settings = request.app[SERVICES].settings
    account = request.match_info["account"]
    if not _is_authorised(request, account):
        return _error(401, 20003, "Authenticate")
    form = await request.post()
    to, body = str(form.get("To", "")), str(form.get("Body", ""))
    refused = _refusal(request.app[CARRIER], to, body)
    if refused is not None:
        return refused
    now = request.app[SERVICES].clock.now()
    text = request.app[CARRIER].add(to, "out", body, "queued", now)
    callback = str(form.get("StatusCallback", ""))
    task = asyncio.create_task(_carry(request.app, text, to, callback))
    request.app[CALLBACKS].add(task)
    task.add_done_callback(request.app[CALLBACKS].discard)
    return web.json_response(_message(text, account, to, settings.twilio_from), status=201)


async def _carry(app: web.Application, text: PhoneText, to: str, callback: str) -> None:
    for status, seconds in STEPS:
        await asyncio.sleep(seconds)
        text.status = status
        if callback:
            await app[WEBHOOKS].status(callback, sid=text.sid, to=to, status=status)


def _is_authorised(request: web.Request, account: str) -> bool:
    settings = request.app[SERVICES].settings
    token = settings.twilio_auth_token.get_secret_value()
    expected = encode_basic_auth(settings.twilio_account_sid, token)
    given = request.headers.get("Authorization", "")
    return given == expected and account == settings.twilio_account_sid


def _refusal(carrier: Carrier, to: str, body: str) -> web.Response | None:
    if not (to.startswith("+") and to[1:].isdecimal()):
        return _error(400, 21211, "Invalid 'To' Phone Number")
    if not body:
        return _error(400, 21602, "Message body is required.")
    if len(body) > MAX_BODY:
        return _error(400, 21617, "The concatenated message body exceeds the 1600 character limit")
    if carrier.is_stopped(to):
        return _error(400, 21610, "Attempt to send to unsubscribed recipient")
    return None


def _error(status: int, code: int, message: str) -> web.Response:
    more = f"https://www.twilio.com/docs/errors/{code}"
    body = {"code": code, "message": message, "more_info": more, "status": status}
    return web.json_response(body, status=status)


def _message(text: PhoneText, account: str, to: str, sender: str) -> dict[str, Any]:
    at = format_datetime(text.at)
    path = f"/{API_VERSION}/Accounts/{account}/Messages/{text.sid}"
    return {
        "account_sid": account,
        "api_version": API_VERSION,
        "body": text.body,
        "date_created": at,
        "date_sent": None,
        "date_updated": at,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": sender,
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": str(segments(text.body)),
        "price": None,
        "price_unit": None,
        "sid": text.sid,
        "status": text.status,
        "subresource_uris": {"media": f"{path}/Media.json"},
        "to": to,
        "uri": f"{path}.json",
    }
