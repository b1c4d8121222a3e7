"""All open work over SQL, each piece with who has it and by when."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, Select, select

from housing.adapters.sql.casework import promise_queries as queries
from housing.adapters.sql.repository import Repository
from housing.domain.casework.looking_after import WORD_OF_A_VISIT
from housing.domain.casework.promises import (
    DECIDE_CHARGE,
    DECIDE_OWED,
    Holder,
    HolderKind,
    Promise,
    PromiseKind,
)
from housing.domain.clock.legal_clocks import EMERGENCY_HAZARD_HOURS, made_safe_by
from housing.domain.clock.local_time import add_hours, end_of_day
from housing.domain.clock.working_days import WorkingCalendar
from housing.domain.messaging.handoff import HandoffState, running_due
from housing.domain.repairs.appointments import AppointmentState
from housing.domain.repairs.work_orders import EMERGENCY

Dated = Callable[[RowMapping, WorkingCalendar], tuple[datetime, datetime]]


class Promises(Repository):
    async def open(self, calendar: WorkingCalendar) -> tuple[Promise, ...]:
        """Everything that is not finished, of every kind. `calendar` dates the law's clocks."""
        return await self._found(calendar, lambda query: query)

    async def of(self, conversation_id: int, calendar: WorkingCalendar) -> tuple[Promise, ...]:
        """What of it belongs to the conversation."""

        def within(query: Select[Any]) -> Select[Any]:
            rows = query.subquery()
            return select(rows).where(rows.c.conversation_id == conversation_id)

        return await self._found(calendar, within)

    async def _found(
        self, calendar: WorkingCalendar, narrowed: Callable[[Select[Any]], Select[Any]]
    ) -> tuple[Promise, ...]:
        found = [_order(row) for row in await self._rows(narrowed(queries.orders()))]
        found += [_asb_case(row) for row in await self._rows(narrowed(queries.asb_cases()))]
        found += [_handoff(row) for row in await self._rows(narrowed(queries.handoffs()))]
        for kind, query, name, dated in _LISTED:
            rows = await self._rows(narrowed(query()))
            found += [_listed(kind, row, name, dated(row, calendar)) for row in rows]
        return tuple(found)

    async def _rows(self, query: Select[Any]) -> list[RowMapping]:
        return list((await self._connection.execute(query)).mappings())


def _order(row: RowMapping) -> Promise:
    unheard = row["latest_arrival"] is None
    emergency = row["priority"] == EMERGENCY and unheard and row["state"] == "staff"
    return Promise(
        PromiseKind.CALL_OUT if emergency else PromiseKind.ORDER,
        row["id"],
        row["reference"],
        row["issue"],
        row["conversation_id"],
        row["created_at"],
        None if _attended(row) else row["required_completion"] or row["latest_arrival"],
        (*_visiting(row), *_with_people(row), *_looked_after(row)),
    )


def _attended(row: RowMapping) -> bool:
    """An emergency's date is by when somebody is there, and somebody is."""
    return (row["priority"], row["visit"]) == (EMERGENCY, AppointmentState.ARRIVED)


def _asb_case(row: RowMapping) -> Promise:
    return Promise(
        PromiseKind.ASB_CASE,
        row["id"],
        row["reference"],
        row["kind"],
        row["conversation_id"],
        row["created_at"],
        row["check_back_at"] if row["state"] == "self_help" else None,
        (*_with_people(row), *_looked_after(row)),
    )


def _handoff(row: RowMapping) -> Promise:
    due = running_due(row["answer_due_at"], row["first_reply_at"], row["reply_due_at"])
    return Promise(
        PromiseKind.HANDOFF,
        row["id"],
        f"Conversation {row['conversation_id']}",
        row["reason"],
        row["conversation_id"],
        row["created_at"],
        due,
        tuple(_with_people({**row, "handoff": row["state"]})),
        answered=due is None,
    )


def _listed(
    kind: PromiseKind, row: RowMapping, name: str, dated: tuple[datetime, datetime]
) -> Promise:
    """What stands in a list of the desk, which has it until its date has passed."""
    since, due = dated
    return Promise(
        kind,
        row["id"],
        row["reference"],
        str(row[name]),
        row["conversation_id"],
        since,
        due,
        (*_with_people(row), Holder(HolderKind.QUEUE, kind, due)),
    )


def _visiting(row: RowMapping) -> Iterator[Holder]:
    if row["latest_arrival"] is not None:
        until = max(row["latest_arrival"], row["changed_at"]) + WORD_OF_A_VISIT
        yield Holder(HolderKind.PERSON, row["operative"], until)


def _with_people(row: Any) -> Iterator[Holder]:
    """A claim by somebody who has left is nobody's."""
    if row["handoff"] == HandoffState.WAITING:
        yield Holder(HolderKind.QUEUE, PromiseKind.HANDOFF)
    elif row["handoff"] == HandoffState.CLAIMED and row["active"]:
        yield Holder(HolderKind.PERSON, row["officer"])


def _looked_after(row: RowMapping) -> Iterator[Holder]:
    if row["looked_at"] is not None:
        yield Holder(HolderKind.JOB, "looked_at", row["looked_at"])


def _hazard(row: RowMapping, calendar: WorkingCalendar) -> tuple[datetime, datetime]:
    since: datetime = row["reported_at"]
    if row["level"] == "emergency":
        return since, add_hours(since, EMERGENCY_HAZARD_HOURS)
    investigated: date | None = row["investigated_on"]
    if investigated is not None:
        return since, end_of_day(made_safe_by(investigated, calendar))
    return since, row["investigate_by"]


def _complaint(row: RowMapping, _calendar: WorkingCalendar) -> tuple[datetime, datetime]:
    by: date = row["acknowledge_by"] if row["state"] == "open" else row["respond_by"]
    return row["created_at"], end_of_day(by)


def _after(wait: timedelta) -> Dated:
    def dated(row: RowMapping, _calendar: WorkingCalendar) -> tuple[datetime, datetime]:
        since = row.get("agreed_at") or row["created_at"]
        return since, since + wait

    return dated


_LISTED: tuple[tuple[PromiseKind, Callable[[], Any], str, Dated], ...] = (
    (PromiseKind.HAZARD, queries.hazards, "hazard", _hazard),
    (PromiseKind.COMPLAINT, queries.complaints, "stage", _complaint),
    (PromiseKind.CHARGE, queries.charges, "code", _after(DECIDE_CHARGE)),
    (PromiseKind.OWED, queries.owed, "code", _after(DECIDE_OWED)),
)
