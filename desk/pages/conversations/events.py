"""The stream that tells an open page to read itself again."""

from datetime import timedelta

from aiohttp import web

from desk.live import changes, unpack
from desk.pages.numbers import number_in
from desk.parts import WAKES, parts_of
from desk.security.sessions import COOKIE
from housing.services.people import officers

WARN_BEFORE = timedelta(minutes=5)


async def stream(request: web.Request) -> web.StreamResponse:
    """Topics: `queue`, `conversation` (with ?conversation=), and `session` (ok, ending, over)."""
    wanted = request.query.get("conversation")
    conversation_id = number_in(wanted) if wanted else None

    async def revisions() -> dict[str, str]:
        views = parts_of(request).views
        current = {"session": await _session_state(request), "queue": await views.revision()}
        if conversation_id is not None:
            current["conversation"] = await views.case_revision(conversation_id)
        return current

    response = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
    )
    await response.prepare(request)
    seen = unpack(request.headers.get("Last-Event-ID", ""))
    async for text in changes(revisions, request.app[WAKES], seen):
        try:
            await response.write((text or ": still here\n\n").encode())
        except ConnectionError:
            break
    return response


async def _session_state(request: web.Request) -> str:
    parts, now = parts_of(request), parts_of(request).clock.now()
    async with parts.reads() as uow:
        session = await officers.session_of(uow, token=request.cookies[COOKIE], now=now)
    if session is None:
        return "over"
    return "ending" if session.ends_at - now < WARN_BEFORE else "ok"
