"""Sign-in and sign-out. One message for every refusal, so that nobody learns who has an account."""

import secrets

from aiohttp import web

from desk import passwords
from desk.cross_site import SIGN_IN_COOKIE
from desk.parts import SESSION, parts_of
from desk.rendering import page
from desk.sessions import COOKIE, set_cookie
from housing.domain.desk import Officer
from housing.services import officers

NOT_RIGHT = "That e-mail address and password do not match. Check both and try again."
TOO_MANY = "Too many tries. Wait 15 minutes, or ask your manager."


async def show(request: web.Request) -> web.StreamResponse:
    if request.get(SESSION) is not None:
        raise web.HTTPSeeOther(_local(request.query.get("next", "")))
    return _form(request, next_page=request.query.get("next", ""))


async def sign_in(request: web.Request) -> web.StreamResponse:
    form = await request.post()
    email = str(form.get("email", "")).strip().casefold()[:120]
    password = str(form.get("password", ""))[: passwords.MAX_PASSWORD]
    next_page, address = str(form.get("next", "")), request.remote or "unknown"
    parts, now = parts_of(request), parts_of(request).clock.now()
    async with parts.reads() as uow:
        allowed = await officers.may_try(uow, email=email, address=address, now=now)
        known = await uow.desk.officer_with_hash(email)
    if not allowed:
        return _form(request, email=email, next_page=next_page, error=TOO_MANY, status=429)
    if not await passwords.matches(password, known[1] if known else None) or known is None:
        async with parts.units() as uow:
            await officers.refuse(uow, email=email, address=address, now=now)
        return _form(request, email=email, next_page=next_page, error=NOT_RIGHT, status=422)
    token = await _start(request, known[0], password, known[1])
    response = web.HTTPSeeOther(_local(next_page))
    set_cookie(request, response, COOKIE, token)
    response.del_cookie(SIGN_IN_COOKIE, path="/")
    raise response


async def sign_out(request: web.Request) -> web.StreamResponse:
    parts, session = parts_of(request), request[SESSION]
    async with parts.units() as uow:
        token = request.cookies[COOKIE]
        now = parts.clock.now()
        await officers.sign_out(uow, token=token, officer=session.officer, now=now)
    response = web.HTTPSeeOther("/signin")
    response.del_cookie(COOKIE, path="/")
    raise response


async def stay(request: web.Request) -> web.StreamResponse:
    """The officer is still there: the session's idle time starts anew (WCAG 2.2.1)."""
    parts = parts_of(request)
    async with parts.units() as uow:
        await officers.keep_alive(uow, session=request[SESSION], now=parts.clock.now())
    return web.Response(status=204)


async def _start(request: web.Request, officer: Officer, password: str, known_hash: str) -> str:
    parts = parts_of(request)
    better = await passwords.renewed(password, known_hash)
    async with parts.units() as uow:
        if better is not None:
            await uow.desk.set_password_hash(officer.id, better)
        return await officers.start_session(
            uow, officer=officer, replaces=request.cookies.get(COOKIE), now=parts.clock.now()
        )


def _form(
    request: web.Request,
    *,
    next_page: str,
    email: str = "",
    error: str = "",
    status: int = 200,
) -> web.Response:
    token = secrets.token_urlsafe(32)
    context = {"email": email, "next_page": next_page, "error": error, "token": token}
    response = page(request, "signin.html", context, status)
    set_cookie(request, response, SIGN_IN_COOKIE, token)
    return response


def _local(target: str) -> str:
    """A page of this desk; anything that could lead elsewhere becomes the queue."""
    is_path = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if is_path and target.isprintable() else "/"
