"""One conversation as the desk shows it, read straight from SQL. Reads only.

Private notes are read here and nowhere on the tenant's side.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from housing.adapters.sql.day import queries as day_queries
from housing.adapters.sql.day.rows import SiteAlertRow, VisitNoteRow, VisitPhotoRow
from housing.adapters.sql.views import case_record_queries as record_queries
from housing.adapters.sql.views import case_talk_queries as talk_queries
from housing.adapters.sql.views import case_visit_queries as visit_queries
from housing.adapters.sql.views.case_rows import (
    AlertRow,
    ChargeRow,
    ConversationRecord,
    ConversationRow,
    HandoffRow,
    HazardRow,
    LookingRow,
    MessageRow,
    NoteRow,
    PastRow,
    ReportNoteRow,
    ReportRow,
    TenantRow,
    VisitRow,
)
from housing.adapters.sql.views.desk_views import rows
from housing.adapters.sql.views.search_views import SearchViews
from housing.adapters.sql.views.step_views import StepViews


class CaseViews(StepViews, SearchViews):
    """The front page's reads and one conversation's."""

    async def case(self, conversation_id: int) -> ConversationRecord | None:
        """All that staff see of a conversation; None when there is no such conversation."""
        async with self.reading() as connection:
            found = await rows(
                connection, ConversationRow, talk_queries.conversation(conversation_id)
            )
            return await _case(connection, found[0]) if found else None

    async def looking(
        self, conversation_id: int, *, since: datetime, not_officer: int
    ) -> tuple[LookingRow, ...]:
        """Who else has opened it since then."""
        query = talk_queries.looking(conversation_id, since, not_officer)
        async with self.reading() as connection:
            return await rows(connection, LookingRow, query)

    async def case_revision(self, conversation_id: int) -> str:
        """Changes whenever something on the conversation's page may have changed."""
        async with self.reading() as connection:
            found = (await connection.execute(talk_queries.revision(conversation_id))).one_or_none()
            return "-".join(str(part) for part in found) if found else ""


async def _case(connection: AsyncConnection, talk_row: ConversationRow) -> ConversationRecord:
    number = talk_row.id
    handoffs = await rows(connection, HandoffRow, talk_queries.handoffs(number))
    tenant_id = talk_row.tenant_id or _likely_tenant(handoffs) or talk_row.likely_tenant_id
    tenants = (
        await rows(connection, TenantRow, record_queries.tenant(tenant_id)) if tenant_id else ()
    )
    return ConversationRecord(
        conversation=talk_row,
        tenant=tenants[0] if tenants else None,
        handoffs=handoffs,
        messages=await rows(connection, MessageRow, talk_queries.messages(number)),
        reports=await rows(connection, ReportRow, record_queries.reports_of(number)),
        charges=await rows(connection, ChargeRow, record_queries.charges(number)),
        visits=await rows(connection, VisitRow, record_queries.visits(number, tenant_id)),
        hazards=await rows(connection, HazardRow, record_queries.hazards(number)),
        alerts=await rows(connection, AlertRow, talk_queries.alerts(number)),
        notes=await rows(connection, NoteRow, talk_queries.notes(number)),
        past=await rows(connection, PastRow, record_queries.past(number, tenant_id))
        if tenant_id
        else (),
        report_notes=await rows(connection, ReportNoteRow, record_queries.report_notes(number)),
        visit_notes=await rows(connection, VisitNoteRow, visit_queries.notes(number, tenant_id)),
        visit_photos=await rows(connection, VisitPhotoRow, visit_queries.photos(number, tenant_id)),
        person_alerts=await rows(connection, SiteAlertRow, day_queries.person_alerts(tenant_id)),
        location_alerts=await rows(
            connection,
            SiteAlertRow,
            day_queries.location_alerts(tenants[0].home_id if tenants else None),
        ),
    )


def _likely_tenant(handoffs: Sequence[HandoffRow]) -> int | None:
    """Whose number it is, as the handoff tells; not proved, and the page says so."""
    likely = handoffs[0].context.get("likely_tenant_id") if handoffs else None
    return likely if isinstance(likely, int) else None
