"""Every error as a page in plain words; what went wrong inside goes to the log alone."""

import logging

from aiohttp import web

from desk.day.rendering import day_page
from desk.day.sessions import is_day, wants_json
from desk.rendering import page
from desk.security.permissions import Handler

log = logging.getLogger(__name__)

TITLES = {
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "Too late",
    413: "Too much text",
}


@web.middleware
async def show_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        return _page(request, error.status, error.text or "")
    except Exception:
        log.exception("the desk failed at %s %s", request.method, request.path)
        return _page(request, 500, "Something went wrong here. Go back and try again.")


def _page(request: web.Request, status: int, sentence: str) -> web.Response:
    own_words = "" if sentence.startswith(f"{status}:") else sentence
    if is_day(request) and wants_json(request):
        return web.json_response({"sentence": own_words}, status=status)
    title = TITLES.get(status, "Something went wrong")
    context = {"title": title, "sentence": own_words}
    return (day_page if is_day(request) else page)(request, "error.html", context, status)
