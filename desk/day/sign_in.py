"""Operatives sign in and out. One message for every refusal, as at the desk."""

import secrets

from aiohttp import web

from desk import passwords
from desk.cross_site import SIGN_IN_COOKIE
from desk.day.rendering import day_page
from desk.day.sessions import (
    COOKIE,
    DAY_SESSION,
    PREFIX,
    SIGN_IN,
    set_session_cookie,
)
from desk.parts import parts_of
from desk.sessions import set_cookie
from housing.domain.field_work import OperativeAccount
from housing.services import operatives

NOT_RIGHT = "That e-mail address and password do not match. Check both and try again."
_ELSEWHERE = ("\\", "//", "..")
TOO_MANY = "Too many tries. Wait 15 minutes, or ring the office."


async def show(request: web.Request) -> web.StreamResponse:
    next_page = request.query.get("next", "")
    if request.get(DAY_SESSION) is not None:
        raise web.HTTPSeeOther(_local(next_page))
    return _form(request, next_page=next_page)


async def sign_in(request: web.Request) -> web.StreamResponse:
    form = await request.post()
    email = str(form.get("email", "")).strip().casefold()[:120]
    password = str(form.get("password", ""))[: passwords.MAX_PASSWORD]
    next_page, address = str(form.get("next", "")), request.remote or "unknown"
    parts, now = parts_of(request), parts_of(request).clock.now()
    async with parts.reads() as uow:
        allowed = await operatives.may_try(uow, email=email, address=address, now=now)
        known = await uow.field.account_with_hash(email)
    if not allowed:
        return _form(request, email=email, next_page=next_page, error=TOO_MANY, status=429)
    if not await passwords.matches(password, known[1] if known else None) or known is None:
        async with parts.units() as uow:
            await operatives.refuse(uow, email=email, address=address, now=now)
        return _form(request, email=email, next_page=next_page, error=NOT_RIGHT, status=422)
    response = web.HTTPSeeOther(_local(next_page))
    set_session_cookie(request, response, await _start(request, known[0], password, known[1]))
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


async def _start(
    request: web.Request, operative: OperativeAccount, password: str, known_hash: str
) -> str:
    parts = parts_of(request)
    better = await passwords.renewed(password, known_hash)
    async with parts.units() as uow:
        if better is not None:
            await uow.field.set_password_hash(operative.id, better)
        return await operatives.start_session(
            uow,
            operative=operative,
            replaces=request.cookies.get(COOKIE),
            now=parts.clock.now(),
        )


def _form(
    request: web.Request, *, next_page: str, email: str = "", error: str = "", status: int = 200
) -> web.Response:
    token = secrets.token_urlsafe(32)
    context = {"email": email, "next_page": next_page, "error": error, "token": token}
    response = day_page(request, "signin.html", context, status)
    set_cookie(request, response, SIGN_IN_COOKIE, token)
    return response


def _local(target: str) -> str:
    """A page of the operatives' door; anything else becomes today's list."""
    is_path = target.startswith(f"{PREFIX}/") and not any(part in target for part in _ELSEWHERE)
    return target if is_path and target.isprintable() else PREFIX
