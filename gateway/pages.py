"""The landlord's demo page, the widget's files, and the chat as a page that needs no script."""

import asyncio
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gateway.chat import http as chat_http
from gateway.chat import sending as chat_sending
from gateway.chat import session as chat_session
from gateway.chat.reading import note_read
from gateway.chat.view import message_json
from gateway.security import check_origin
from gateway.services import SERVICES

HERE = Path(__file__).parent
STATIC = HERE / "static"
ANSWER_LOOKS, LOOK_EVERY_S = 40, 0.1
templates = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined
)


def page(request: web.Request, name: str, **context: Any) -> web.Response:
    landlord = request.app[SERVICES].deal.landlord
    html = templates.get_template(name).render(landlord=landlord, **context)
    return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-cache"})


async def home(request: web.Request) -> web.Response:
    return page(request, "index.html")


async def widget_js(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "widget.js", headers={"Cache-Control": "no-cache"})


async def chat(request: web.Request) -> web.Response:
    """The chat so far, with a form to write in."""
    services = request.app[SERVICES]
    session = await chat_session.resume(services, chat_session.cookie_of(request.cookies))
    if session is None:
        session = await chat_http.start_session(request)
    lines = await services.views.lines(session.conversation_id)
    await note_read(services, session.conversation_id, lines)
    response = page(
        request,
        "chat.html",
        state=await chat_http.state_of(services, session),
        messages=[message_json(line, services.deal.landlord) for line in lines],
    )
    response.headers["Cache-Control"] = "no-store"
    chat_session.set_cookie(services, response, session)
    return response


async def chat_plain(request: web.Request) -> web.Response:
    """Takes the form, gives the bot a moment to answer, and shows the chat."""
    check_origin(request)
    services = request.app[SERVICES]
    session = await chat_session.resume(services, chat_session.cookie_of(request.cookies))
    if session is None:
        session = await chat_http.start_session(request)
    session = await chat_session.renewed_to_prove(services, session)
    text = (await request.post()).get("text")
    try:
        await chat_sending.send(services, session, text)
    except chat_sending.NotSent as error:
        return web.Response(text=str(error), status=error.status)
    await _wait_for_answer(request, session.conversation_id)
    response = web.Response(status=303, headers={"Location": "/chat#newest"})
    chat_session.set_cookie(services, response, session)
    return response


async def ask_end(request: web.Request) -> web.Response:
    """Asks before the chat is ended; a GET ends nothing."""
    return page(request, "chat_end.html")


async def end_plain(request: web.Request) -> web.Response:
    check_origin(request)
    response = web.Response(status=303, headers={"Location": "/"})
    await chat_http.end_session(request, response)
    return response


async def privacy(request: web.Request) -> web.Response:
    """What is kept, for how long, and what rights there are, in the landlord's own words."""
    return page(request, "privacy.html")


async def _wait_for_answer(request: web.Request, conversation_id: int) -> None:
    views = request.app[SERVICES].views
    for _ in range(ANSWER_LOOKS):
        if await views.is_answered(conversation_id):
            return
        await asyncio.sleep(LOOK_EVERY_S)
