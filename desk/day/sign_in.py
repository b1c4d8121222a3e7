"""Operatives sign in and out. One message for every refusal, as at the desk."""

import secrets

from aiohttp import web

from desk.day.rendering import day_page
from desk.day.sessions import (
    COOKIE,
    DAY_SESSION,
    PREFIX,
    SIGN_IN,
    set_session_cookie,
)
from desk.parts import parts_of
from desk.security.cross_site import SIGN_IN_COOKIE
from desk.security.sessions import set_cookie
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
from housing.domain.repairs.field_work import OperativeAccount
from housing.services.people import operatives
from housing.services.people import sign_in as sign_in_tries
from housing.services.people.sign_in import Door

_ELSEWHERE = ("\\", "//", "..")
TOO_MANY = "Too many tries. Wait 15 minutes, or ring the office."


async def show(request: web.Request) -> web.StreamResponse:
    next_page = request.query.get("next", "")
    if request.get(DAY_SESSION) is not None:
        raise web.HTTPSeeOther(_local(next_page))
    return _form(request, Typed("", "", next_page))


async def sign_in(request: web.Request) -> web.StreamResponse:
    given = await typed(request)
    try:
        proved = await prove(request, Door.DAY, given, _find)
        token, device = await _start(request, proved)
    except TooManyTries:
        return _form(request, given, error=TOO_MANY, status=429)
    except NotRight:
        return _form(request, given, error=NOT_RIGHT, status=422)
    response = web.HTTPSeeOther(_local(given.next_page))
    set_session_cookie(request, response, token)
    remember(request, response, Door.DAY, device)
    response.del_cookie(SIGN_IN_COOKIE, path="/")
    raise response


async def sign_out(request: web.Request) -> web.StreamResponse:
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    async with parts.units() as uow:
        await operatives.sign_out(
            uow, token=request.cookies[COOKIE], operative=operative, now=parts.clock.now()
        )
    response = web.HTTPSeeOther(SIGN_IN)
    response.del_cookie(COOKIE, path=PREFIX)
    raise response


async def _find(uow: UnitOfWork, email: str) -> tuple[OperativeAccount, str] | None:
    return await uow.operatives.account_with_hash(email)


async def _start(request: web.Request, proved: Proved[OperativeAccount]) -> tuple[str, str]:
    """Tokens for the session and the device; NotRight when the account was changed meanwhile."""
    parts, now, operative = parts_of(request), parts_of(request).clock.now(), proved.account
    async with parts.units() as uow:
        if await _find(uow, operative.email) != (operative, proved.password_hash):
            raise NotRight
        if proved.better_hash is not None:
            await uow.operatives.set_password_hash(operative.id, proved.better_hash)
        token = await operatives.start_session(
            uow, operative=operative, replaces=request.cookies.get(COOKIE), now=now
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
    response = day_page(request, "signin.html", context, status)
    set_cookie(request, response, SIGN_IN_COOKIE, token)
    return response


def _local(target: str) -> str:
    """A page of the operatives' door; anything else becomes today's list."""
    is_path = target.startswith(f"{PREFIX}/") and not any(part in target for part in _ELSEWHERE)
    return target if is_path and target.isprintable() else PREFIX
