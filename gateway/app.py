"""The gateway's application: its routes, and the loops that work while it runs."""

import logging
from collections.abc import AsyncIterator

from aiohttp import web

from gateway import calendars, deal_page, health, metrics, pages, security, sms, visit_page
from gateway.chat import http as chat_http
from gateway.chat.socket import WebChat
from gateway.services import SERVICES, Services
from gateway.simulator import routes as simulator
from gateway.workers.deliver import SmsDelivery
from gateway.workers.due_jobs import DueJobs
from gateway.workers.landlord import LandlordSender
from gateway.workers.loops import for_ever, running
from gateway.workers.turns import TurnWorker
from housing.adapters.host_cookies import host_cookies
from housing.adapters.request_bodies import AS_SENT, only_readable

WEBCHAT = web.AppKey("webchat", WebChat)
log = logging.getLogger(__name__)


def create_app(services: Services) -> web.Application:
    """An application that answers requests and, once started, works on messages."""
    https = services.settings.gateway_url.startswith("https://")
    app = web.Application(
        middlewares=[host_cookies(lambda _request: https), only_readable],
        client_max_size=security.MAX_BODY_BYTES,
        handler_args=AS_SENT,
    )
    app[SERVICES] = services
    app.on_response_prepare.append(security.add_headers)
    app.add_routes(_routes())
    if services.settings.phone_simulator:
        simulator.add_to(app)
    webchat = WebChat(services)
    webchat.sio.attach(app)
    app[WEBCHAT] = webchat
    app.cleanup_ctx.append(_work)
    return app


def _routes() -> list[web.AbstractRouteDef]:
    return [
        web.get("/healthz", health.healthz),
        web.get("/readyz", health.readyz),
        web.get("/metrics", metrics.metrics),
        web.post("/sms/inbound", sms.inbound),
        web.post("/sms/status", sms.status),
        web.post("/chat/session", chat_http.open_session),
        web.get("/chat/messages", chat_http.messages),
        web.post("/chat/messages", chat_http.send),
        web.post("/chat/end", chat_http.end),
        web.get("/chat/transcript.txt", chat_http.transcript_txt),
        web.get("/", pages.home),
        web.get("/deal", deal_page.deal_page),
        web.get("/calendar/{token}.ics", calendars.show),
        web.get("/chat", pages.chat),
        web.post("/chat/plain", pages.chat_plain),
        web.get("/chat/plain/end", pages.ask_end),
        web.post("/chat/plain/end", pages.end_plain),
        web.get("/privacy", pages.privacy),
        web.get("/v/{token}", visit_page.show),
        web.get("/v/{token}/calendar.ics", visit_page.calendar),
        web.get("/v/{token}/move", visit_page.other_times),
        web.post("/v/{token}/move", visit_page.move),
        web.get("/v/{token}/drop", visit_page.ask_drop),
        web.post("/v/{token}/drop", visit_page.drop),
        web.get("/widget.js", pages.widget_js),
        web.static("/static", pages.STATIC),
    ]


async def _work(app: web.Application) -> AsyncIterator[None]:
    """Runs the loops from start-up to shutdown; each has a wake-up call of its own."""
    services = app[SERVICES]
    worker, delivery, webchat = TurnWorker(services), SmsDelivery(services), app[WEBCHAT]
    services.events.listen(services.wakes.all, own=False)
    async with running(
        services.events.follow(),
        services.deals.follow(),
        for_ever("turns", worker.step),
        for_ever("outage notices", worker.give_outage_notice),
        for_ever("delivery", delivery.step),
        for_ever("web chat", webchat.push),
        for_ever("due jobs", DueJobs(services).step),
        for_ever("landlord's system", LandlordSender(services).step),
    ):
        yield
    await worker.close()
    await delivery.close()
    await webchat.sio.shutdown()
