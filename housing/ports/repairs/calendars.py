"""Calendars behind links that cannot be guessed, as the services need them."""

from datetime import date, datetime
from typing import Protocol

from housing.domain.repairs.calendar_events import KnownVisit


class Calendars(Protocol):
    async def order_link(self, work_order_id: int, *, token: str, now: datetime) -> str:
        """The token of the order's calendar: the one it has, else this one."""
        ...

    async def operative_link(self, operative_id: int, *, token: str, now: datetime) -> str:
        """The token of the operative's calendar: the one it has, else this one."""
        ...

    async def withdraw_operative_link(self, operative_id: int) -> None:
        """The link leads nowhere from now on."""
        ...

    async def owner(self, token: str) -> tuple[int | None, int | None] | None:
        """The order or the operative whose calendar it is; None for a token that nobody has."""
        ...

    async def visits_of_order(self, work_order_id: int) -> tuple[KnownVisit, ...]:
        """All that were ever booked for it, in the order of booking."""
        ...

    async def orders_of_operative(
        self, operative_id: int, *, first: date, last: date
    ) -> tuple[int, ...]:
        """Orders with a visit of the operative's on these days, whatever became of it."""
        ...
