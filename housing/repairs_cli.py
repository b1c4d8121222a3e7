"""`python -m housing repairs`: what finished jobs teach, and an operative's day off."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from housing import bootstrap
from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.adapters.sql.views.repair_views import RepairViews
from housing.domain.deal.deal import Deal
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.learning import Lesson, lessons
from housing.services.repairs import absences
from housing.settings import load_settings

ACTOR = "system"
app = typer.Typer(no_args_is_help=True, help="What jobs teach, and operatives' days off.")
Name = Annotated[str, typer.Argument(help="The operative's whole name.")]
Day = Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day, as 2026-11-24.")]


@app.command()
def learn(days: Annotated[int, typer.Option(help="Jobs completed in so many days.")] = 365) -> None:
    """First-time fix and minutes, planned and spent, by issue and trade."""
    learned, deal = asyncio.run(_learn(days))
    Console().print(_table(learned, deal) if learned else "No job has been completed yet.")


@app.command()
def off(name: Name, day: Day) -> None:
    """Takes an operative off for a day: visits go to colleagues, else tenants get other times."""
    result = asyncio.run(_off(name, day.date()))
    typer.echo(
        f"{result.given_to_colleagues} visits given to colleagues, {result.called_off} called off "
        f"and offered anew, {result.under_way} under way and left as they are."
    )


@app.command()
def back(name: Name, day: Day) -> None:
    """Opens the operative's day again."""
    asyncio.run(_back(name, day.date()))
    typer.echo("The day is open again.")


async def _learn(days: int) -> tuple[tuple[Lesson, ...], Deal]:
    async with bootstrap.opened(load_settings()) as parts:
        since = parts.clock.now() - timedelta(days=days)
        return lessons(await RepairViews(parts.engine).outcomes(since)), parts.deal


async def _off(name: str, day: date) -> absences.DayOff:
    async with bootstrap.opened(load_settings()) as parts, parts.units() as uow:
        operative = await _operative(uow, name)
        return await absences.take_off(
            uow, parts.deal, operative_id=operative.id, day=day, actor=ACTOR, now=parts.clock.now()
        )


async def _back(name: str, day: date) -> None:
    async with bootstrap.opened(load_settings()) as parts, parts.units() as uow:
        operative = await _operative(uow, name)
        await absences.back_at_work(uow, operative_id=operative.id, day=day)


async def _operative(uow: UnitOfWork, name: str) -> Operative:
    for operative in await uow.diary.operatives():
        if operative.name.casefold() == name.strip().casefold():
            return operative
    raise typer.BadParameter(f"There is no operative {name}.")


def _table(learned: tuple[Lesson, ...], deal: Deal) -> Table:
    table = Table(title="What finished jobs teach (minutes are means of one visit)")
    for heading in ("Issue", "Trade", "Jobs", "First time", "No access", "Follow-on", "Recalled"):
        table.add_column(heading)
    table.add_column("Planned")
    table.add_column("Spent")
    for one in learned:
        table.add_row(
            deal.title_of(one.issue),
            deal.trades.get(one.trade, one.trade),
            str(one.jobs),
            f"{one.first_time_percent}%",
            str(one.no_access),
            str(one.follow_ons),
            str(one.recalled),
            str(one.planned_minutes or "-"),
            str(one.spent_minutes or "-"),
        )
    return table
