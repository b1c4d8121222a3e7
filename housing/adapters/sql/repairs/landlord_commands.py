"""Commands to the landlord's system over SQL: an outbox, leased like a due job."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select, update

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.landlord import landlord_command
from housing.domain.repairs.landlord_commands import (
    Command,
    CommandState,
    QueuedCommand,
    RaiseRepair,
    RequestAppointment,
    as_json,
    command_from_json,
)

_c = landlord_command.c


class LandlordCommands(Repository):
    async def add(
        self,
        command: Command,
        *,
        key: str,
        work_order_id: int,
        appointment_id: int | None,
        now: datetime,
    ) -> None:
        """Queues it behind the order's earlier ones; a key that is known changes nothing."""
        await self._connection.execute(
            insert_new(self._connection, landlord_command, "key").values(
                key=key,
                kind=command.name,
                work_order_id=work_order_id,
                appointment_id=appointment_id,
                body=as_json(command),
                state=CommandState.QUEUED.value,
                attempts=0,
                tell_tenant=False,
                due_at=now,
                created_at=now,
            )
        )

    async def is_waiting(self, now: datetime) -> bool:
        """Whether one is due, without taking a lock to find out."""
        return (await self._connection.execute(_due(now).limit(1))).first() is not None

    async def next(self, *, now: datetime, until: datetime) -> QueuedCommand | None:
        """The next that is due, for one sender until then; an order's commands keep their order."""
        query = _due(now).order_by(_c.due_at, _c.id).limit(1).with_for_update(skip_locked=True)
        found = (await self._connection.execute(query)).scalar_one_or_none()
        if found is None:
            return None
        take = (
            update(landlord_command)
            .where(_c.id == found)
            .values(leased_until=until, attempts=_c.attempts + 1)
            .returning(landlord_command)
        )
        return _to_command((await self._connection.execute(take)).one())

    async def answered(self, command: QueuedCommand, *, reference: str, now: datetime) -> bool:
        """Keeps the answer; False when the lease is no longer the sender's own."""
        return await self._settle(
            command, state=CommandState.ANSWERED.value, answer=reference, answered_at=now
        )

    async def refused(self, command: QueuedCommand, *, reason: str, now: datetime) -> bool:
        return await self._settle(
            command, state=CommandState.REFUSED.value, error=reason, answered_at=now
        )

    async def delayed(
        self, command: QueuedCommand, *, error: str, due_at: datetime, now: datetime
    ) -> bool:
        return await self._settle(
            command, error=error, due_at=due_at, failed_at=now, leased_until=None
        )

    async def is_answering(self) -> bool:
        """Whether the last that was heard of the other side was an answer, yes or no."""
        failed, answered = (
            await self._connection.execute(select(func.max(_c.failed_at), func.max(_c.answered_at)))
        ).one()
        return failed is None or (answered is not None and answered >= failed)

    async def was_refused(self, appointment_id: int) -> bool:
        """Whether the other side never took this appointment."""
        query = select(_c.id).where(
            _c.appointment_id == appointment_id,
            _c.kind == RequestAppointment.name,
            _c.state == CommandState.REFUSED.value,
        )
        return (await self._connection.execute(query)).first() is not None

    async def tell_when_raised(self, work_order_id: int) -> bool:
        """Has the tenant told when the order is raised; False when it is already."""
        change = update(landlord_command).where(
            _c.work_order_id == work_order_id,
            _c.kind == RaiseRepair.name,
            _c.state == CommandState.QUEUED.value,
        )
        changed = await self._connection.execute(change.values(tell_tenant=True))
        return bool(changed.rowcount)

    async def _settle(self, command: QueuedCommand, **values: Any) -> bool:
        change = update(landlord_command).where(
            _c.id == command.id,
            _c.state == CommandState.QUEUED.value,
            _c.leased_until == command.leased_until,
        )
        return bool((await self._connection.execute(change.values(**values))).rowcount)


def _due(now: datetime) -> Select[Any]:
    """The first command of each order that nobody is sending and whose time has come."""
    earlier = landlord_command.alias()
    behind = (
        select(earlier.c.id)
        .where(
            earlier.c.work_order_id == _c.work_order_id,
            earlier.c.state == CommandState.QUEUED.value,
            earlier.c.id < _c.id,
        )
        .exists()
    )
    return select(_c.id).where(
        _c.state == CommandState.QUEUED.value,
        _c.due_at <= now,
        or_(_c.leased_until.is_(None), _c.leased_until <= now),
        ~behind,
    )


def _to_command(row: Row[Any]) -> QueuedCommand:
    return QueuedCommand(
        id=row.id,
        key=row.key,
        work_order_id=row.work_order_id,
        appointment_id=row.appointment_id,
        command=command_from_json(row.kind, row.body),
        attempts=row.attempts,
        tell_tenant=row.tell_tenant,
        leased_until=row.leased_until,
    )
