"""The diary over SQL: operatives, their windows, the search for free ones, and capacity.

Whether a window has room is decided by its CHECK constraints when minutes are taken, never by what
a search saw before.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Row,
    Select,
    String,
    case,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ColumnElement

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.repairs import diary_window, operative, operative_absence
from housing.domain.repairs.appointments import ON_CALL
from housing.domain.repairs.diary_windows import DiaryWindow, Operative
from housing.domain.slots.slot import Slot, SlotTaken

# The three parts of an operative's rank, far enough apart never to mix.
_OTHER_PATCH, _LATER_TRADE = 10_000, 100


class Diary(Repository):
    async def free_slots(
        self,
        *,
        trades: Collection[str],
        minutes: int,
        routine: bool,
        patch: str | None,
        first: date,
        last: date,
        also: Sequence[Sequence[str]] = (),
    ) -> tuple[Slot, ...]:
        """Every day and window with room for `minutes`, by date; best operative's window first:
        own patch, then the trade named first, then the fewest trades.
        """
        query = _free_windows(tuple(trades), minutes, routine, patch, first, last, also)
        return tuple(_slot(row) for row in await self._connection.execute(query))

    async def take_minutes(self, diary_window_id: int, minutes: int, *, routine: bool) -> None:
        """Takes capacity; raises SlotTaken when the table's constraint refuses it."""
        try:
            # A savepoint, so that PostgreSQL lets the unit of work go on to another window.
            async with self._connection.begin_nested():
                taken = await self._add_minutes(diary_window_id, minutes, routine)
        except IntegrityError:
            raise SlotTaken from None
        if not taken:
            raise SlotTaken

    async def give_back_minutes(self, diary_window_id: int, minutes: int, *, routine: bool) -> None:
        await self._add_minutes(diary_window_id, -minutes, routine)

    async def used_minutes(self) -> dict[int, tuple[int, int]]:
        """Of each diary window by its id: the minutes used, and those by routine work."""
        w = diary_window.c
        rows = await self._connection.execute(select(w.id, w.used_minutes, w.routine_minutes))
        return {row.id: (row.used_minutes, row.routine_minutes) for row in rows}

    async def operatives(self) -> tuple[Operative, ...]:
        """Those who work here now."""
        query = select(operative).where(operative.c.active).order_by(operative.c.id)
        return tuple(_operative(row) for row in await self._connection.execute(query))

    async def operative_named(self, name: str) -> Operative | None:
        """Also one who has left."""
        query = select(operative).where(operative.c.name == name)
        row = (await self._connection.execute(query)).one_or_none()
        return _operative(row) if row else None

    async def set_operative(self, changed: Operative) -> None:
        """Gives the operative of this id the name, trades, patches and mobile."""
        values = {**asdict(changed), "trades": [*changed.trades], "patches": [*changed.patches]}
        await self._connection.execute(
            update(operative).where(operative.c.id == changed.id).values(values)
        )

    async def set_at_work(self, operative_id: int, *, at_work: bool, first: date) -> None:
        """Whether they work here: one who does not is no operative any more, has no mobile, and
        no window from `first` on can be booked; one who does again has those of no day off.
        """
        change = update(operative).where(operative.c.id == operative_id).values(active=at_work)
        await self._connection.execute(change if at_work else change.values(mobile=None))
        w = diary_window.c
        await self._connection.execute(
            update(diary_window)
            .where(w.operative_id == operative_id, w.date >= first, ~w.window.startswith(ON_CALL))
            .values(open=at_work)
        )
        if at_work:
            await self._close_days_off()

    async def add_operatives(self, operatives: Iterable[Operative]) -> None:
        """Adds those whose name is new; ids are given by the database."""
        rows = [
            {
                "name": o.name,
                "trades": list(o.trades),
                "patches": list(o.patches),
                "mobile": o.mobile,
            }
            for o in operatives
        ]
        if rows:
            await self._connection.execute(insert_new(self._connection, operative, "name"), rows)

    async def add_windows(self, windows: Iterable[DiaryWindow]) -> None:
        """Adds the windows that an operative's day does not have yet."""
        rows = [{**asdict(window), "used_minutes": 0, "routine_minutes": 0} for window in windows]
        if rows:
            statement = insert_new(self._connection, diary_window, "operative_id", "date", "window")
            await self._connection.execute(statement, rows)
            await self._close_days_off()

    async def add_absence(self, operative_id: int, day: date, *, actor: str, now: datetime) -> None:
        """Closes the operative's day to booking, once."""
        statement = insert_new(self._connection, operative_absence, "operative_id", "date")
        await self._connection.execute(
            statement.values(operative_id=operative_id, date=day, actor=actor, recorded_at=now)
        )
        await self._set_open(operative_id, day, open_=False)

    async def drop_absence(self, operative_id: int, day: date) -> None:
        """Opens the day again."""
        a = operative_absence.c
        await self._connection.execute(
            delete(operative_absence).where(a.operative_id == operative_id, a.date == day)
        )
        await self._set_open(operative_id, day, open_=True)

    async def _set_open(self, operative_id: int, day: date, *, open_: bool) -> None:
        w = diary_window.c
        await self._connection.execute(
            update(diary_window)
            .where(w.operative_id == operative_id, w.date == day)
            .values(open=open_)
        )

    async def _close_days_off(self) -> None:
        """Windows laid out after a leave was booked are closed from the start."""
        w, a = diary_window.c, operative_absence.c
        off = select(a.id).where(a.operative_id == w.operative_id, a.date == w.date).exists()
        await self._connection.execute(update(diary_window).where(w.open, off).values(open=False))

    async def _add_minutes(self, diary_window_id: int, minutes: int, routine: bool) -> bool:
        used, planned = diary_window.c.used_minutes, diary_window.c.routine_minutes
        usable = diary_window.c.open if minutes > 0 else true()
        change = (
            update(diary_window)
            .where(diary_window.c.id == diary_window_id, usable)
            .values(used_minutes=used + minutes, routine_minutes=planned + minutes * routine)
        )
        return bool((await self._connection.execute(change)).rowcount)


def _free_windows(
    trades: Sequence[str],
    minutes: int,
    routine: bool,
    patch: str | None,
    first: date,
    last: date,
    also: Sequence[Sequence[str]],
) -> Select[Any]:
    """One row for each day and window, with "rank:id" of every operative's window that has room."""
    able = (
        select(operative.c.id, _rank(trades, patch).label("rank"))
        .where(operative.c.active, *(_has_one_of(need) for need in (trades, *also)))
        .cte("able")
        .prefix_with("MATERIALIZED")
    )
    w = diary_window.c
    candidate = cast(able.c.rank, String) + literal(":") + cast(w.id, String)
    query = (
        select(
            w.date,
            w.window,
            w.earliest,
            w.latest,
            func.aggregate_strings(candidate, ",").label("candidates"),
        )
        .join(able, able.c.id == w.operative_id)
        .where(w.date.between(first, last), w.open, w.used_minutes + minutes <= w.minutes)
        .group_by(w.date, w.window, w.earliest, w.latest)
        .order_by(w.date, w.earliest, w.latest)
    )
    if routine:
        query = query.where(w.routine_minutes + minutes <= w.minutes - w.held_back_minutes)
    return query


def _has_one_of(trades: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(_names(operative.c.trades, trade) for trade in trades))


def _rank(trades: Sequence[str], patch: str | None) -> ColumnElement[int]:
    """Lower is better: the patch's own people, the narrowest trade, then whoever can do least
    else, so that the multi-skilled stay free for what only they can do."""
    away = (
        case((_names(operative.c.patches, patch), 0), else_=_OTHER_PATCH) if patch else literal(0)
    )
    later = case(
        *((_names(operative.c.trades, trade), n * _LATER_TRADE) for n, trade in enumerate(trades)),
        else_=len(trades) * _LATER_TRADE,
    )
    return away + later + func.json_array_length(operative.c.trades)


def _names(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether a JSON list of ids holds this one; both databases can read its text."""
    return cast(column, String).contains(f'"{name}"', autoescape=True)


def _operative(row: Row[Any]) -> Operative:
    return Operative(row.id, row.name, tuple(row.trades), tuple(row.patches), row.mobile)


def _slot(row: Row[Any]) -> Slot:
    ranked = sorted(
        tuple(int(n) for n in candidate.split(":")) for candidate in row.candidates.split(",")
    )
    return Slot(row.date, row.window, row.earliest, row.latest, tuple(id_ for _, id_ in ranked))
