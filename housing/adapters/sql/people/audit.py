"""Reading the audit trail over SQL."""

from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, select

from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables import desk, repairs
from housing.domain.clock.local_time import at_london
from housing.domain.people.audit import AuditLine, AuditQuestion

_a = desk.audit.c


class Audit(Repository):
    async def has(self, *, actor: str, action: str, subject: str, since: datetime) -> bool:
        """Whether there is such a line of that time or later."""
        query = select(_a.id).where(
            _a.actor == actor, _a.at >= since, _a.subject == subject, _a.action == action
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def lines(self, question: AuditQuestion, *, limit: int) -> tuple[AuditLine, ...]:
        """Newest first."""
        query = select(desk.audit).where(*_wanted(question)).order_by(_a.id.desc()).limit(limit)
        rows = (await self._connection.execute(query)).mappings()
        return tuple(AuditLine(**row) for row in rows)

    async def actions(self) -> tuple[str, ...]:
        """Every action that has a line, by name."""
        query = select(_a.action).distinct().order_by(_a.action)
        return tuple((await self._connection.execute(query)).scalars())

    async def staff(self) -> dict[str, str]:
        """The name of every officer and operative, also of those who left, by actor."""
        officers = select(desk.officer.c.id, desk.officer.c.name).order_by(desk.officer.c.name)
        operatives = select(repairs.operative.c.id, repairs.operative.c.name).order_by(
            repairs.operative.c.name
        )
        at_desk = {
            f"officer:{row.id}": row.name for row in await self._connection.execute(officers)
        }
        in_field = await self._connection.execute(operatives)
        return at_desk | {f"operative:{row.id}": row.name for row in in_field}


def _wanted(question: AuditQuestion) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    exact = (
        (_a.actor, question.actor),
        (_a.action, question.action),
        (_a.subject, question.subject),
    )
    wanted += [column == value for column, value in exact if value]
    if question.before is not None:
        wanted.append(_a.id < question.before)
    if question.day is not None:
        wanted.append(_a.at >= at_london(question.day, time()))
        wanted.append(_a.at < at_london(question.day + timedelta(days=1), time()))
    return wanted
