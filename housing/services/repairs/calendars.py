"""Calendars that a tenant or an operative may keep: behind a link, and true whenever they look.

A tenant's says that somebody comes, when, and the reference, an operative's also what for and
where; neither says who lives there or anything about them. Whoever has the link reads it, so it
cannot be guessed.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.repairs.calendar_events import CalendarEvent, events_of

TOKEN_BYTES = 24
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
BACK, AHEAD = timedelta(days=7), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class FoundCalendar:
    """What a link leads to."""

    events: tuple[CalendarEvent, ...]
    for_operative: bool


async def path_for_order(uow: UnitOfWork, *, work_order_id: int, now: datetime) -> str:
    """The address, below the service's own, of the calendar of one repair; the same each time."""
    token = await uow.calendars.order_link(work_order_id, token=_token(), now=now)
    return f"/calendar/{token}.ics"


async def path_for_operative(uow: UnitOfWork, *, operative_id: int, now: datetime) -> str:
    """The address, below the service's own, of the operative's calendar; the same each time."""
    token = await uow.calendars.operative_link(operative_id, token=_token(), now=now)
    return f"/calendar/{token}.ics"


async def renew_operatives_link(uow: UnitOfWork, *, operative_id: int) -> None:
    """A phone was lost: the old link leads nowhere, the next one asked for is another."""
    await uow.calendars.withdraw_operative_link(operative_id)


async def of_order(uow: UnitOfWork, work_order_id: int) -> FoundCalendar:
    """The tenant's calendar of one repair."""
    visits = await uow.calendars.visits_of_order(work_order_id)
    return FoundCalendar(tuple(events_of(visits)), for_operative=False)


async def find(uow: UnitOfWork, *, token: str, now: datetime) -> FoundCalendar | None:
    """The calendar behind a link; None for a link that there is not."""
    owner = await uow.calendars.owner(token) if TOKEN.fullmatch(token) else None
    if owner is None:
        return None
    work_order_id, operative_id = owner
    if work_order_id is not None:
        return await of_order(uow, work_order_id)
    today = to_london(now).date()
    orders = await uow.calendars.orders_of_operative(
        operative_id or 0, first=today - BACK, last=today + AHEAD
    )
    events = [
        event
        for order in orders
        for event in events_of(
            await uow.calendars.visits_of_order(order), operative_id=operative_id
        )
    ]
    return FoundCalendar(tuple(events), for_operative=True)


def _token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)
