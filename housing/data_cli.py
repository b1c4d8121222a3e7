"""`python -m housing migrate` and `seed`: the database's schema and the demo landlord in it."""

import asyncio

import typer
from argon2 import PasswordHasher

from housing import bootstrap
from housing.adapters.deal.diary_files import load_diary_plan
from housing.adapters.sql.migrate import upgrade
from housing.demo.seed import NotTheDemo, SeedSummary, seed_demo
from housing.domain.clock.local_time import to_london
from housing.settings import Settings, load_settings


def migrate() -> None:
    """Brings the database of DATABASE_URL to the newest schema."""
    settings = load_settings()
    settings.hearthline_home.mkdir(parents=True, exist_ok=True)
    upgrade(settings.sql_url)


def seed() -> None:
    """Adds the demo landlord's homes, people and diaries; what is there already stays.

    Not beside real credentials of Twilio and not in a landlord's own database.
    """
    try:
        typer.echo(str(add_demo(load_settings())))
    except NotTheDemo as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None


def add_demo(settings: Settings) -> SeedSummary:
    """Raises NotTheDemo."""
    if settings.texts_real_people:
        raise NotTheDemo
    return asyncio.run(_seed(settings))


async def _seed(settings: Settings) -> SeedSummary:
    async with bootstrap.opened(settings) as parts:
        now = parts.clock.now()
        async with parts.units() as uow:
            return await seed_demo(
                uow,
                plan=load_diary_plan(settings.hearthline_deal),
                closed=parts.deal.calendar.holidays,
                today=to_london(now).date(),
                now=now,
                hasher=PasswordHasher().hash,
            )
