"""Twilio's webhooks: incoming texts and the fate of those we sent.

Nothing is read from a form whose signature is not Twilio's. A text is stored before it is
acknowledged, and answered later by the outbox, never in this response.
"""

from urllib.parse import parse_qsl

from aiohttp import web
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from gateway import metrics
from gateway.services import SERVICES, Services
from gateway.workers import news
from housing.services.messaging import channel_words, inbox
from housing.services.repairs import on_call

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
MAX_FIELDS = 300
MAX_ID_DIGITS = 10


async def inbound(request: web.Request) -> web.Response:
    services = request.app[SERVICES]
    form, now = await signed_form(request), services.clock.now()
    try:
        async with services.units() as uow:
            received = await inbox.receive_sms(uow, form=form, now=now)
            told = await channel_words.answer(
                uow,
                services.deal.texts,
                received=received,
                twilio_says=form.get("OptOutType", ""),
                now=now,
            )
            if received.is_new and not received.is_reaction:
                await on_call.hear(uow, services.deal, message=received.message, now=now)
    except inbox.FormRefused as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    if received.is_new:
        metrics.RECEIVED.labels("sms").inc()
        await news.received(services, received.message.conversation_id)
        if told:
            await news.told(services, received.message.conversation_id)
    else:
        metrics.DUPLICATES.labels("sms").inc()
    return web.Response(text=EMPTY_TWIML, content_type="text/xml")


async def status(request: web.Request) -> web.Response:
    services = request.app[SERVICES]
    form = await signed_form(request)
    ours = request.query.get("message", "")
    message_id = int(ours) if ours.isdecimal() and len(ours) < MAX_ID_DIGITS else None
    try:
        async with services.units() as uow:
            message = await inbox.receive_status(
                uow, form=form, message_id=message_id, now=services.clock.now()
            )
    except inbox.FormRefused as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    if message is not None:
        await news.told(services, message.conversation_id)
    return web.Response(status=204)


async def signed_form(request: web.Request) -> MultiDict[str]:
    """The form with its blank values, which Twilio signs too. Raises 403 without its signature."""
    body = (await request.read()).decode("ascii", "replace")
    try:
        fields = parse_qsl(body, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise web.HTTPBadRequest(text="That is not a form.") from None
    form = MultiDict(fields)
    if not is_signed(request.app[SERVICES], request, form):
        metrics.FORGED.labels(request.path).inc()
        raise web.HTTPForbidden(text="The signature is missing or wrong.")
    return form


def is_signed(services: Services, request: web.Request, form: MultiDict[str]) -> bool:
    """Whether the token that we share with Twilio signed this form for our public address."""
    token = services.settings.twilio_auth_token.get_secret_value()
    signature = request.headers.get("X-Twilio-Signature", "")
    if not token or not signature:
        return False
    address = f"{services.settings.gateway_url}{request.rel_url}"
    return bool(RequestValidator(token).validate(address, form, signature))
