"""Fills an empty database with the made-up landlord, and opens its diary as far as it should be.

Run as often as you like: what is there stays, and the diary is topped up to its days ahead. A
database that holds anything else is somebody's own, and gets none of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.demo.people import (
    OFFICERS,
    OPERATIVE_SIGN_INS,
    OPERATIVES,
    demo_households,
)
from housing.demo.places import demo_homes
from housing.domain.repairs.diary_windows import DiaryPlan
from housing.services.repairs import diary

SEEDED, DEMO = "demo_seeded", "demo"
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
Hasher = Callable[[str], str]


class NotTheDemo(Exception):
    """The database is a landlord's own: made-up people who can sign in have no place in it."""

    code = "not_the_demo"

    def __init__(self) -> None:
        super().__init__(
            "This database holds what the demonstration did not put there. The made-up landlord, "
            "whose passwords everybody knows, goes into an empty one only."
        )


@dataclass(frozen=True, slots=True)
class SeedSummary:
    """What the demonstration now has; `added` is False when it was all there before."""

    added: bool
    homes: int
    operatives: int
    sign_ins: tuple[tuple[str, str, str], ...]
    """Role, e-mail and password of each member of staff."""


async def seed_demo(
    uow: UnitOfWork,
    *,
    plan: DiaryPlan,
    closed: frozenset[date],
    today: date,
    now: datetime,
    hasher: Hasher,
) -> SeedSummary:
    """Adds homes, tenants, operatives and staff once, and diary windows from today on.

    `closed` are the bank holidays. `hasher` turns a password into what the desk checks it against.
    Raises NotTheDemo.
    """
    new = not await uow.desk.count_audit(action=SEEDED, subject=DEMO, since=_EVER)
    if new and await uow.homes.holds_anything():
        raise NotTheDemo
    if new:
        await uow.homes.add_homes(demo_homes())
        await _add_households(uow, today)
        await uow.diary.add_operatives(OPERATIVES)
        await _add_officers(uow, hasher)
        await uow.desk.record(actor="system", action=SEEDED, subject=DEMO, now=now)
    await _let_operatives_in(uow, hasher)
    await diary.top_up(uow, plan=plan, closed=closed, today=today)
    return SeedSummary(
        added=new,
        homes=await uow.homes.count_homes(),
        operatives=len(await uow.diary.operatives()),
        sign_ins=tuple((o.role, o.email, o.password) for o in OFFICERS),
    )


async def _add_households(uow: UnitOfWork, today: date) -> None:
    for household in demo_households(today):
        home = await uow.homes.home_by_reference(household.home_reference)
        if home is None:
            raise LookupError(f"no home {household.home_reference}")
        await uow.homes.add_tenancy(replace(household.tenancy, home_id=home.id), household.tenants)


async def _let_operatives_in(uow: UnitOfWork, hasher: Hasher) -> None:
    """Also into a demonstration that is older than their sign-in; a hash is made only once, and an
    account that was closed stays so."""
    for one in OPERATIVE_SIGN_INS:
        if await uow.operatives.known_account(one.email) is None:
            await uow.operatives.add_account(
                operative_name=one.name, email=one.email, password_hash=hasher(one.password)
            )


async def _add_officers(uow: UnitOfWork, hasher: Hasher) -> None:
    for officer in OFFICERS:
        await uow.officers.add_officer(
            name=officer.name,
            email=officer.email,
            role=officer.role,
            password_hash=hasher(officer.password),
        )
