"""`python -m housing account`: who may sign in to the desk and to the operatives' day.

A password is asked for, never given on the command line, where other accounts could read it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer
from argon2 import PasswordHasher

from housing import bootstrap
from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.people.accounts import AccountRefused, KnownAccount
from housing.domain.repairs.diary_windows import Operative
from housing.services.people import accounts
from housing.settings import load_settings

SHORTEST_PASSWORD = 12

app = typer.Typer(no_args_is_help=True, help="Who may sign in: officers and operatives.")


@app.command()
def officer(
    name: str,
    email: str,
    manager: Annotated[
        bool | None, typer.Option(help="May also take over, waive charges, read the audit.")
    ] = None,
) -> None:
    """Lets an officer sign in to the desk, or changes the name and role of one who does."""
    address = _address(email)
    password_hash = _asked_unless_open(lambda uow: uow.officers.known_officer(address))
    _say(
        lambda parts, uow: accounts.officer(
            uow,
            name=name,
            email=address,
            manager=manager,
            password_hash=password_hash,
            now=parts.clock.now(),
        )
    )


@app.command()
def operative(
    name: str,
    email: str,
    trade: Annotated[list[str] | None, typer.Option(help="A trade of the Deal's.")] = None,
    patch: Annotated[list[str] | None, typer.Option(help="A patch they cover.")] = None,
    mobile: Annotated[str | None, typer.Option(help="+44..., to be on call.")] = None,
) -> None:
    """Lets an operative sign in at /day, or changes one who does; a new name joins the diary with
    trades and patches."""
    address = _address(email)
    given = Operative(0, name, tuple(trade or ()), tuple(patch or ()), mobile)
    password_hash = _asked_unless_open(lambda uow: uow.operatives.known_account(address))
    _say(
        lambda parts, uow: accounts.operative(
            uow, given=given, email=address, password_hash=password_hash, now=parts.clock.now()
        )
    )


@app.command()
def password(email: str) -> None:
    """Gives an account a new password and ends its sessions, as when a phone was lost."""
    password_hash = _ask_password()
    _say(
        lambda parts, uow: accounts.change_password(
            uow, email=_address(email), password_hash=password_hash, now=parts.clock.now()
        )
    )


@app.command()
def close(email: str) -> None:
    """Somebody left: the account and its sessions end at once, and an operative's work goes on to
    others."""
    _say(
        lambda parts, uow: accounts.close(
            uow, parts.deal, email=_address(email), now=parts.clock.now()
        )
    )


def _address(email: str) -> str:
    return email.strip().casefold()


def _asked_unless_open(find: Callable[[UnitOfWork], Awaitable[KnownAccount | None]]) -> str | None:
    """A new password's hash; None for an account that is open and keeps the one it has."""
    known = asyncio.run(_in_transaction(lambda _parts, uow: find(uow)))
    return None if known is not None and known.active else _ask_password()


def _ask_password() -> str:
    given: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(given) < SHORTEST_PASSWORD:
        raise typer.BadParameter(f"A password has {SHORTEST_PASSWORD} characters or more.")
    return PasswordHasher().hash(given)


async def _in_transaction[Answer](
    work: Callable[[bootstrap.Parts, UnitOfWork], Awaitable[Answer]],
) -> Answer:
    async with bootstrap.opened(load_settings()) as parts, parts.units() as uow:
        return await work(parts, uow)


def _say(work: Callable[[bootstrap.Parts, UnitOfWork], Awaitable[str]]) -> None:
    try:
        typer.echo(asyncio.run(_in_transaction(work)))
    except AccountRefused as refused:
        raise typer.BadParameter(str(refused)) from None
