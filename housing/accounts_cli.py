"""`python -m housing account`: who may sign in to the desk and to the operatives' day.

A password is asked for, never given on the command line, where other accounts could read it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer
from argon2 import PasswordHasher

from housing import bootstrap
from housing.domain.diary_windows import Operative
from housing.ports import UnitOfWork
from housing.settings import load_settings

SHORTEST_PASSWORD = 12

app = typer.Typer(no_args_is_help=True, help="Who may sign in: officers and operatives.")


@app.command()
def officer(
    name: str,
    email: str,
    manager: Annotated[bool, typer.Option(help="May also take over and waive charges.")] = False,
) -> None:
    """Lets an officer sign in to the desk."""
    password_hash = _ask_password()
    role = "manager" if manager else "officer"

    async def work(uow: UnitOfWork) -> None:
        await uow.desk.add_officer(
            name=name, email=email.casefold(), role=role, password_hash=password_hash
        )

    _run(work)


@app.command()
def operative(
    name: str,
    email: str,
    trade: Annotated[list[str] | None, typer.Option(help="A trade of the Deal's.")] = None,
    patch: Annotated[list[str] | None, typer.Option(help="A patch they cover.")] = None,
    mobile: Annotated[str | None, typer.Option(help="+44..., to be on call.")] = None,
) -> None:
    """Lets an operative sign in at /day; a new name joins the diary with trades and patches."""
    password_hash = _ask_password()
    new = Operative(0, name, tuple(trade or ()), tuple(patch or ()), mobile)

    async def work(uow: UnitOfWork) -> None:
        known = {one.name for one in await uow.diary.operatives()}
        if name not in known and not new.trades:
            raise typer.BadParameter(f"{name} is not in the diary yet: say at least one --trade.")
        await uow.diary.add_operatives([new])
        await uow.field.add_account(
            operative_name=name, email=email.casefold(), password_hash=password_hash
        )

    _run(work)


@app.command()
def password(email: str) -> None:
    """Gives an account a new password; open sessions stay."""
    password_hash = _ask_password()

    async def work(uow: UnitOfWork) -> None:
        at_desk = await uow.desk.officer_with_hash(email.casefold())
        in_the_field = await uow.field.account_with_hash(email.casefold())
        if at_desk is None and in_the_field is None:
            raise typer.BadParameter(f"Nobody signs in as {email}.")
        if at_desk is not None:
            await uow.desk.set_password_hash(at_desk[0].id, password_hash)
        if in_the_field is not None:
            await uow.field.set_password_hash(in_the_field[0].id, password_hash)

    _run(work)


@app.command()
def close(email: str) -> None:
    """Somebody left, or lost their phone: the account and its open sessions end at once."""

    async def work(uow: UnitOfWork) -> None:
        at_desk = await uow.desk.close_officer(email.casefold())
        in_the_field = await uow.field.close_account(email.casefold())
        if not at_desk and not in_the_field:
            raise typer.BadParameter(f"Nobody signs in as {email}.")

    _run(work)


def _ask_password() -> str:
    given: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(given) < SHORTEST_PASSWORD:
        raise typer.BadParameter(f"A password has {SHORTEST_PASSWORD} characters or more.")
    return PasswordHasher().hash(given)


def _run(work: Callable[[UnitOfWork], Awaitable[None]]) -> None:
    async def run() -> None:
        async with bootstrap.opened(load_settings()) as parts, parts.units() as uow:
            await work(uow)

    asyncio.run(run())
    typer.echo("Done.")
