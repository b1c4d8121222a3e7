"""The web chat over plain HTTP: sessions, messages after a sequence number, the transcript."""

from typing import Any

from aiohttp import web

from gateway import rate_limit
from gateway.chat import sending as chat_sending
from gateway.chat import session as chat_session
from gateway.chat.reading import note_read
from gateway.chat.session import ChatSession
from gateway.chat.view import message_json, state_json, transcript
from gateway.security import check_origin
from gateway.services import SERVICES, Services
from housing.adapters.request_bodies import json_object
from housing.domain.people.client_address import client_address

NO_STORE = {"Cache-Control": "no-store"}


async def open_session(request: web.Request) -> web.Response:
    """Resumes the cookie's session or starts one."""
    check_origin(request)
    services = request.app[SERVICES]
    known = await chat_session.resume(services, chat_session.cookie_of(request.cookies))
    session = known or await start_session(request)
    state = await state_of(services, session)
    response = answer({"session_id": session.token, "is_new": known is None, "state": state})
    chat_session.set_cookie(services, response, session)
    return response


async def messages(request: web.Request) -> web.Response:
    services, session = await _session(request)
    after = request.query.get("after", "0")
    if not (after.isdecimal() and len(after) < 10):
        return answer({"error": "after is the number of the last message you have."}, 400)
    lines = await services.views.lines(session.conversation_id, int(after))
    await note_read(services, session.conversation_id, lines)
    shown = [message_json(line, services.deal.landlord) for line in lines]
    return answer({"messages": shown, "state": await state_of(services, session)})


async def send(request: web.Request) -> web.Response:
    check_origin(request)
    services, session = await _session(request)
    body = await _json(request)
    session = await chat_session.renewed_to_prove(services, session)
    try:
        message = await chat_sending.send(
            services, session, body.get("text"), body.get("client_id")
        )
    except chat_sending.NotSent as error:
        response = answer({"ok": False, "error": str(error)}, error.status)
    else:
        sent = {"ok": True, "id": message.id, "seq": message.seq}
        response = answer({**sent, "session_id": session.token})
    chat_session.set_cookie(services, response, session)
    return response


async def end(request: web.Request) -> web.Response:
    """Signs this browser out of its chat; without one there is nothing to end."""
    check_origin(request)
    response = answer({"ok": True})
    await end_session(request, response)
    return response


async def end_session(request: web.Request, response: web.StreamResponse) -> None:
    services = request.app[SERVICES]
    session = await chat_session.resume(services, chat_session.cookie_of(request.cookies))
    if session is not None:
        await chat_session.end(services, session)
        services.wakes.chats.call()
        await services.events.publish("message", session.conversation_id)
    chat_session.clear_cookie(response)


async def transcript_txt(request: web.Request) -> web.Response:
    services, session = await _session(request)
    lines = await services.views.lines(session.conversation_id)
    return web.Response(
        text=transcript(lines, services.deal.landlord),
        headers={**NO_STORE, "Content-Disposition": 'attachment; filename="chat.txt"'},
    )


async def start_session(request: web.Request) -> ChatSession:
    """A new session for this caller; raises 429 when it has asked for too many."""
    services = request.app[SERVICES]
    if not await rate_limit.allowed(
        services.redis, "session", caller(request, services), rate_limit.SESSIONS_A_MINUTE
    ):
        raise web.HTTPTooManyRequests(text="Please wait a minute and try again.")
    return await chat_session.start(services)


async def state_of(services: Services, session: ChatSession) -> dict[str, Any]:
    head = await services.views.head(session.conversation_id)
    return state_json(head, services.deal.landlord, services.clock.now())


def caller(request: web.Request, services: Services) -> str:
    """The address that calls, to be counted by."""
    forwarded = request.headers.getall("X-Forwarded-For", [])
    return client_address(request.remote, forwarded, services.settings.trusted_proxies)


def answer(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.json_response(body, status=status, headers=NO_STORE)


async def _session(request: web.Request) -> tuple[Services, ChatSession]:
    services = request.app[SERVICES]
    session = await chat_session.resume(services, chat_session.cookie_of(request.cookies))
    if session is None:
        raise web.HTTPUnauthorized(
            text='{"error": "There is no chat open in this browser."}',
            content_type="application/json",
        )
    return services, session


async def _json(request: web.Request) -> dict[str, Any]:
    body = json_object(await request.read())
    if body is None:
        raise web.HTTPBadRequest(
            text='{"error": "The body is a JSON object."}', content_type="application/json"
        )
    return body
