"""The desk's front page, read straight from SQL: what waits for a person, and why it is there.

Reads only. A name is shown once the tenant is verified in that conversation, or is on the report.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from housing.adapters.sql.casework.hazard_days import investigated_on
from housing.adapters.sql.people.likely_tenant import likely, told_address, verified_name
from housing.adapters.sql.tables import desk, homes, landlord, repairs, reports, talk
from housing.adapters.sql.views.command_queries import untaken
from housing.adapters.sql.views.desk_rows import (
    AlertRow,
    Board,
    ChargeRow,
    CommandRow,
    ComplaintRow,
    EmergencyRow,
    FailedRow,
    HazardRow,
    LooseEndRow,
    QueueRow,
)
from housing.adapters.sql.views.emergency_queries import emergencies
from housing.adapters.sql.views.queue_queries import waiting
from housing.domain.people.audit import VIEWED

FAILED_MESSAGES_FOR = timedelta(days=7)
_LIMIT = 100


class DeskViews:
    """Reads for the desk over its own read-only transactions."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A snapshot that takes no write lock."""
        async with self._engine.connect() as connection:
            connection = await connection.execution_options(read_only=True)
            async with connection.begin():
                yield connection

    async def board(self, now: datetime) -> Board:
        async with self.reading() as connection:
            return Board(
                alerts=await rows(connection, AlertRow, _alerts()),
                emergencies=await rows(connection, EmergencyRow, emergencies()),
                queue=await rows(connection, QueueRow, waiting()),
                hazards=await rows(connection, HazardRow, _hazards()),
                charges=await rows(connection, ChargeRow, _charges()),
                complaints=await rows(connection, ComplaintRow, _complaints()),
                failed=await rows(connection, FailedRow, _failed(now - FAILED_MESSAGES_FOR)),
                commands=await rows(connection, CommandRow, untaken(now - FAILED_MESSAGES_FOR)),
                loose_ends=await rows(connection, LooseEndRow, _loose_ends()),
            )

    async def revision(self) -> str:
        """Changes whenever something on the front page may have changed."""
        async with self.reading() as connection:
            parts = (await connection.execute(_revision())).scalars().all()
            return "-".join(str(part) for part in parts)


async def rows[Row](
    connection: AsyncConnection, row_type: type[Row], query: Select[Any]
) -> tuple[Row, ...]:
    """The query's rows as `row_type`, whose fields are the query's labels."""
    found = (await connection.execute(query)).mappings().all()
    return tuple(row_type(**row) for row in found)


def _loose_ends() -> Select[Any]:
    e = desk.loose_end.c
    query = select(e.kind, e.words, e.conversation_id, e.since)
    return query.where(e.healed_at.is_(None)).order_by(e.since, e.id).limit(_LIMIT)


def _alerts() -> Select[Any]:
    a, c = desk.alert.c, talk.conversation.c
    return (
        select(
            a.id,
            a.conversation_id,
            a.danger,
            a.words,
            a.confidence,
            a.created_at,
            c.channel,
            verified_name(),
            desk.officer.c.name.label("officer"),
            likely(homes.tenant.c.name).label("likely_tenant"),
            likely(homes.home.c.address).label("likely_address"),
            told_address().label("told_address"),
            a.taken_back_words,
        )
        .join_from(desk.alert, talk.conversation, a.conversation_id == c.id)
        .outerjoin(homes.tenant, homes.tenant.c.id == c.tenant_id)
        .outerjoin(desk.officer, desk.officer.c.id == c.officer_id)
        .where(a.acknowledged_at.is_(None))
        .order_by(a.created_at)
    )


def _hazards() -> Select[Any]:
    z = reports.hazard_report.c
    return (
        select(
            z.id,
            z.reference,
            z.conversation_id,
            z.hazard,
            z.level,
            z.words,
            z.state,
            z.reported_at,
            z.investigate_by,
            z.investigation_on,
            investigated_on(),
            homes.tenant.c.name.label("tenant"),
            homes.home.c.address,
        )
        .select_from(reports.hazard_report)
        .outerjoin(homes.tenant, homes.tenant.c.id == z.tenant_id)
        .outerjoin(homes.tenancy, homes.tenancy.c.id == homes.tenant.c.tenancy_id)
        .outerjoin(homes.home, homes.home.c.id == homes.tenancy.c.home_id)
        .where(z.state != "made_safe")
        .order_by(z.investigate_by, z.id)
        .limit(_LIMIT)
    )


def _charges() -> Select[Any]:
    """Agreed or disputed: nothing is owed until a person has decided."""
    g, r = reports.charge.c, reports.report.c
    return (
        select(
            g.id,
            r.conversation_id,
            r.issue,
            g.code,
            g.amount_pence,
            g.reason,
            g.state,
            g.dispute,
            g.created_at,
            homes.tenant.c.name.label("tenant"),
        )
        .join_from(reports.charge, reports.report, g.report_id == r.id)
        .outerjoin(homes.tenant, homes.tenant.c.id == r.tenant_id)
        .where(g.state.in_(("agreed", "disputed")))
        .order_by(case((g.state == "disputed", 0), else_=1), g.created_at)
        .limit(_LIMIT)
    )


def _complaints() -> Select[Any]:
    p = reports.complaint.c
    return (
        select(
            p.id,
            p.reference,
            p.conversation_id,
            p.stage,
            p.words,
            p.state,
            p.acknowledge_by,
            p.respond_by,
            homes.tenant.c.name.label("tenant"),
        )
        .select_from(reports.complaint)
        .outerjoin(homes.tenant, homes.tenant.c.id == p.tenant_id)
        .where(p.state.in_(("open", "acknowledged")))
        .order_by(p.acknowledge_by, p.id)
        .limit(_LIMIT)
    )


def _failed(since: datetime) -> Select[Any]:
    """Texts that did not reach the tenant and messages that the bot could not answer, until an
    officer has written in that conversation."""
    m, c = talk.message.c, talk.conversation.c
    later = talk.message.alias("later")
    answered = exists().where(
        later.c.conversation_id == m.conversation_id,
        later.c.author == "officer",
        later.c.seq > m.seq,
    )
    return (
        select(
            m.id,
            m.conversation_id,
            m.direction,
            m.text,
            m.state,
            m.error_code,
            m.created_at,
            c.channel,
            verified_name(),
        )
        .join_from(talk.message, talk.conversation)
        .outerjoin(homes.tenant, homes.tenant.c.id == c.tenant_id)
        .where(
            m.created_at >= since,
            ~answered,
            or_(
                and_(m.direction == "out", m.state.in_(("failed", "undelivered", "withheld"))),
                and_(m.direction == "in", m.state == "failed"),
            ),
        )
        .order_by(m.created_at.desc())
        .limit(_LIMIT)
    )


def _revision() -> Any:
    parts: Sequence[Select[Any]] = (
        select(func.coalesce(func.sum(desk.handoff.c.version), 0)),
        select(func.count(desk.alert.c.id) + func.count(desk.alert.c.acknowledged_at) * 1_000_000),
        # Reading changes nothing that others see.
        select(func.coalesce(func.max(desk.audit.c.id), 0)).where(desk.audit.c.action != VIEWED),
        select(func.coalesce(func.max(talk.message.c.id), 0)),
        select(func.count()).where(talk.message.c.state.in_(("failed", "undelivered", "withheld"))),
        select(
            func.count(reports.hazard_report.c.id)
            + func.count(reports.hazard_report.c.investigation_on)
        ),
        select(func.count(reports.charge.c.id) + func.count(reports.charge.c.agreed_at)),
        select(func.count(reports.complaint.c.id)),
        select(func.coalesce(func.max(repairs.work_order.c.id), 0)),
        select(func.count(landlord.landlord_command.c.failed_at)),
        select(func.count(desk.loose_end.c.id) + func.count(desk.loose_end.c.healed_at)),
        select(func.count(landlord.landlord_command.c.answered_at)),
    )
    return union_all(
        *(part.add_columns(literal(place).label("place")) for place, part in enumerate(parts))
    ).order_by("place")
