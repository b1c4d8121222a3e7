"""Sign-in and sign-out. One message for every refusal, so that nobody learns who has an account."""

import secrets

from aiohttp import web

from desk.parts import SESSION, parts_of
from desk.rendering import page
from desk.security.cross_site import SIGN_IN_COOKIE
from desk.security.sessions import COOKIE, set_cookie
from desk.security.signing_in import (
    NOT_RIGHT,
    NotRight,
    Proved,
    TooManyTries,
    Typed,
    prove,
    remember,
    typed,
)
from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.people.desk import Officer
from housing.services.desk import end_of_shift
from housing.services.people import officers
from housing.services.people import sign_in as sign_in_tries
from housing.services.people.sign_in import Door

TOO_MANY = "Too many tries. Wait 15 minutes, or ask your manager."


async def show(request: web.Request) -> web.StreamResponse:
    next_page = request.query.get("next", "")
    if request.get(SESSION) is not None:
        raise web.HTTPSeeOther(_local(next_page))
    return _form(request, Typed("", "", next_page))


async def sign_in(request: web.Request) -> web.StreamResponse:
    given = await typed(request)
    try:
        proved = await prove(request, Door.DESK, given, _find)
        token, device = await _start(request, proved)
    except TooManyTries:
        return _form(request, given, error=TOO_MANY, status=429)
    except NotRight:
        return _form(request, given, error=NOT_RIGHT, status=422)
    response = web.HTTPSeeOther(_local(given.next_page))
    set_cookie(request, response, COOKIE, token)
    remember(request, response, Door.DESK, device)
    response.del_cookie(SIGN_IN_COOKIE, path="/")
    raise response


async def sign_out(request: web.Request) -> web.StreamResponse:
    parts, session = parts_of(request), request[SESSION]
    async with parts.units() as uow:
        token = request.cookies[COOKIE]
        now = parts.clock.now()
        officer, texts = session.officer, parts.deal.texts
        given_back = await end_of_shift.give_back(uow, officer=officer, texts=texts, now=now)
        await officers.sign_out(uow, token=token, officer=officer, now=now)
    for handoff in given_back:
        await parts.events.publish("queue", handoff.conversation_id)
    response = web.HTTPSeeOther("/signin")
    response.del_cookie(COOKIE, path="/")
    raise response


async def stay(request: web.Request) -> web.StreamResponse:
    """The officer is still there: the session's idle time starts anew (WCAG 2.2.1)."""
    parts = parts_of(request)
    async with parts.units() as uow:
        await officers.keep_alive(uow, session=request[SESSION], now=parts.clock.now())
    return web.Response(status=204)


async def _find(uow: UnitOfWork, email: str) -> tuple[Officer, str] | None:
    return await uow.officers.officer_with_hash(email)


async def _start(request: web.Request, proved: Proved[Officer]) -> tuple[str, str]:
    """Tokens for the session and the device; NotRight when the account was changed meanwhile."""
    parts, now, officer = parts_of(request), parts_of(request).clock.now(), proved.account
    async with parts.units() as uow:
        if await _find(uow, officer.email) != (officer, proved.password_hash):
            raise NotRight
        if proved.better_hash is not None:
            await uow.officers.set_password_hash(officer.id, proved.better_hash)
        token = await officers.start_session(
            uow, officer=officer, replaces=request.cookies.get(COOKIE), now=now
        )
        return token, await sign_in_tries.succeed(uow, proved.attempt, now=now)


def _form(
    request: web.Request, given: Typed, *, error: str = "", status: int = 200
) -> web.Response:
    token = secrets.token_urlsafe(32)
    context = {
        "email": given.email,
        "next_page": given.next_page,
        "error": error,
        "token": token,
    }
    response = page(request, "signin.html", context, status)
    set_cookie(request, response, SIGN_IN_COOKIE, token)
    return response


def _local(target: str) -> str:
    """A page of this desk; anything that could lead elsewhere becomes the queue."""
    is_path = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if is_path and target.isprintable() else "/"
