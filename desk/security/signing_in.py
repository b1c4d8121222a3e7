"""Proves a password at either door: counts the try, then compares, and remembers the browser.

The doors say in their own words what came of it, and start sessions of their own.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from desk.parts import parts_of
from desk.security import passwords
from desk.security.headers import is_https
from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.people.client_address import client_address
from housing.domain.people.desk import DEVICE_KNOWN_FOR
from housing.domain.reading.inbound_text import storable
from housing.services.people import sign_in
from housing.services.people.sign_in import Attempt, Caller, Door

NOT_RIGHT = "That e-mail address and password do not match. Check both and try again."
MAX_EMAIL = 120
# Kept when the session ends: it opens nothing, it only is no stranger.
_DEVICE = {
    Door.DESK: "hearthline_desk_device",
    Door.DAY: "hearthline_day_device",
}


class TooManyTries(Exception):
    """The password was not looked at."""


class NotRight(Exception):
    """No such account, or not its password: nobody learns which."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the sign-in form."""

    email: str
    password: str
    next_page: str


@dataclass(frozen=True, slots=True)
class Proved[Account]:
    """Whose password it was. `better_hash` is to be kept when the old one was made too weakly."""

    account: Account
    password_hash: str
    better_hash: str | None
    attempt: Attempt


type Find[Account] = Callable[[UnitOfWork, str], Awaitable[tuple[Account, str] | None]]


async def typed(request: web.Request) -> Typed:
    form = await request.post()
    fields = {name: str(form.get(name, "")) for name in ("email", "password", "next")}
    email = storable(fields["email"]).strip().casefold()[:MAX_EMAIL]
    return Typed(email, fields["password"][: passwords.MAX_PASSWORD], fields["next"])


async def prove[Account](
    request: web.Request, door: Door, given: Typed, find: Find[Account]
) -> Proved[Account]:
    """The account that the password is of. Raises TooManyTries, or NotRight for all else."""
    parts, now = parts_of(request), parts_of(request).clock.now()
    caller = Caller(door, given.email, _address(request), request.cookies.get(_DEVICE[door]))
    async with parts.units() as uow:
        attempt = await sign_in.begin(uow, caller, now=now)
        known = await find(uow, given.email)
    if not attempt.allowed:
        raise TooManyTries
    right = await passwords.matches(given.password, known[1] if known else None)
    if not right or known is None:
        async with parts.units() as uow:
            await sign_in.refuse(uow, attempt, now=now)
        raise NotRight
    account, password_hash = known
    better = await passwords.renewed(given.password, password_hash)
    return Proved(account, password_hash, better, attempt)


def remember(request: web.Request, response: web.StreamResponse, door: Door, token: str) -> None:
    """The browser is known from now on."""
    response.set_cookie(
        _DEVICE[door],
        token,
        max_age=int(DEVICE_KNOWN_FOR.total_seconds()),
        httponly=True,
        samesite="Strict",
        secure=is_https(request),
        path="/",
    )


def _address(request: web.Request) -> str:
    forwarded = request.headers.getall("X-Forwarded-For", [])
    return client_address(request.remote, forwarded, parts_of(request).trusted_proxies)
