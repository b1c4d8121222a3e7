"""Reports, hazards, charges, ASB cases, complaints and feedback over SQL."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, and_, func, insert, or_, select, update

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.reports import (
    asb_case,
    asb_repeat,
    charge,
    complaint,
    feedback,
    hazard_report,
    report,
    report_note,
    report_picture,
)
from housing.domain.casework.reports import AsbCase, ChargeOnRecord, Complaint, HazardReport, Report


class Reports(Repository):
    """Every `open_` and `file_` looks for the row of the same message first, so it is written once.

    The unit of work holds the write lock (SQLite) or meets the unique constraint (PostgreSQL).
    """

    async def open_report(
        self,
        *,
        reference: str,
        conversation_id: int,
        message_id: int,
        issue: str,
        words: str,
        tenant_id: int | None,
        home_id: int | None,
        now: datetime,
    ) -> Report:
        """The report of this issue in this message, written once however often it is asked."""
        row = await self._once(
            report,
            {"message_id": message_id, "issue": issue},
            {
                "reference": reference,
                "conversation_id": conversation_id,
                "tenant_id": tenant_id,
                "home_id": home_id,
                "words": words,
                "facts": {},
                "state": "open",
                "created_at": now,
            },
        )
        return _report(row)

    async def report(self, report_id: int) -> Report:
        return _report((await self._connection.execute(_by_id(report, report_id))).one())

    async def reports_of(self, conversation_id: int) -> tuple[Report, ...]:
        """Newest first."""
        rows = await self._connection.execute(
            select(report)
            .where(report.c.conversation_id == conversation_id)
            .order_by(report.c.id.desc())
        )
        return tuple(_report(row) for row in rows)

    async def change_report(self, report_id: int, **changes: Any) -> None:
        """Sets columns of the report: facts, decision, state, tenant_id, home_id, ..."""
        await self._change(report, report_id, changes)

    async def add_note(self, report_id: int, *, message_id: int, words: str, now: datetime) -> None:
        """Keeps what a message tells beside the report; once for each message."""
        await self._once(
            report_note,
            {"report_id": report_id, "message_id": message_id},
            {"words": words, "created_at": now},
        )

    async def add_picture(self, report_id: int, message_id: int) -> None:
        """Puts a message's pictures with the report; those of another report stay there."""
        await self._connection.execute(
            insert_new(self._connection, report_picture, "message_id").values(
                message_id=message_id, report_id=report_id
            )
        )

    async def repeated_since(self, *, tenant_id: int, issue: str, since: datetime) -> bool:
        """Whether this tenant had a finished report of the issue since then (a recall)."""
        found = await self._connection.execute(
            select(report.c.id).where(
                report.c.tenant_id == tenant_id,
                report.c.issue == issue,
                report.c.state == "closed",
                report.c.created_at >= since,
            )
        )
        return found.first() is not None

    async def file_hazard(
        self,
        *,
        reference: str,
        conversation_id: int,
        message_id: int,
        tenant_id: int | None,
        hazard: str,
        words: str,
        level: str,
        reported_at: datetime,
        investigate_by: datetime,
    ) -> HazardReport:
        """Writes the hazard report of a message once, and returns the one on record."""
        row = await self._once(
            hazard_report,
            {"message_id": message_id, "hazard": hazard},
            {
                "reference": reference,
                "conversation_id": conversation_id,
                "tenant_id": tenant_id,
                "words": words,
                "household": {},
                "level": level,
                "reported_at": reported_at,
                "investigate_by": investigate_by,
                "state": "reported",
            },
        )
        return _hazard(row)

    async def open_hazard(
        self, conversation_id: int, hazard: str | None = None
    ) -> HazardReport | None:
        """The oldest hazard of the conversation that is not made safe, of that class if named."""
        found = (
            select(hazard_report)
            .where(
                hazard_report.c.conversation_id == conversation_id,
                hazard_report.c.state != "made_safe",
            )
            .order_by(hazard_report.c.id)
        )
        if hazard is not None:
            found = found.where(hazard_report.c.hazard == hazard)
        row = (await self._connection.execute(found)).first()
        return None if row is None else _hazard(row)

    async def change_hazard(self, hazard_id: int, **changes: Any) -> None:
        await self._change(hazard_report, hazard_id, changes)

    async def quote(
        self, *, report_id: int, code: str, amount_pence: int, reason: str, now: datetime
    ) -> ChargeOnRecord:
        row = await self._once(
            charge,
            {"report_id": report_id, "code": code},
            {
                "amount_pence": amount_pence,
                "reason": reason,
                "state": "quoted",
                "created_at": now,
            },
        )
        return _charge(row)

    async def charges_of(self, conversation_id: int) -> tuple[ChargeOnRecord, ...]:
        """Newest first."""
        rows = await self._connection.execute(
            select(charge)
            .join(report, report.c.id == charge.c.report_id)
            .where(report.c.conversation_id == conversation_id)
            .order_by(charge.c.id.desc())
        )
        return tuple(_charge(row) for row in rows)

    async def change_charge(self, charge_id: int, **changes: Any) -> None:
        await self._change(charge, charge_id, changes)

    async def open_asb_case(
        self, *, reference: str, report: Report, kind: str, now: datetime
    ) -> AsbCase:
        row = await self._once(
            asb_case,
            {"report_id": report.id},
            {
                "reference": reference,
                "conversation_id": report.conversation_id,
                "tenant_id": report.tenant_id,
                "kind": kind,
                "state": "logged",
                "created_at": now,
            },
        )
        return _asb_case(row)

    async def open_asb_case_about(self, report: Report, *, kind: str) -> AsbCase | None:
        """The case not yet closed about the same kind of trouble, of the same tenant or
        conversation, that an earlier report opened.
        """
        same = asb_case.c.conversation_id == report.conversation_id
        if report.tenant_id is not None:
            same = or_(same, asb_case.c.tenant_id == report.tenant_id)
        row = await self._first(
            asb_case,
            and_(
                same,
                asb_case.c.kind == kind,
                asb_case.c.state != "closed",
                asb_case.c.report_id != report.id,
            ),
        )
        return None if row is None else _asb_case(row)

    async def add_to_asb_case(self, case_id: int, report_id: int) -> None:
        """Puts a later report to an open case; once for each report."""
        await self._once(asb_repeat, {"report_id": report_id}, {"asb_case_id": case_id})

    async def asb_case_of(self, report_id: int) -> AsbCase | None:
        """The case that a report opened or was put to."""
        later = select(asb_repeat.c.asb_case_id).where(asb_repeat.c.report_id == report_id)
        row = await self._first(
            asb_case, or_(asb_case.c.report_id == report_id, asb_case.c.id.in_(later))
        )
        return None if row is None else _asb_case(row)

    async def asb_case(self, case_id: int) -> AsbCase | None:
        row = await self._first(asb_case, asb_case.c.id == case_id)
        return None if row is None else _asb_case(row)

    async def change_asb_case(self, case_id: int, **changes: Any) -> None:
        await self._change(asb_case, case_id, changes)

    async def file_complaint(
        self,
        *,
        reference: str,
        conversation_id: int,
        message_id: int,
        tenant_id: int | None,
        words: str,
        acknowledge_by: date,
        respond_by: date,
        now: datetime,
    ) -> Complaint:
        row = await self._once(
            complaint,
            {"message_id": message_id},
            {
                "reference": reference,
                "conversation_id": conversation_id,
                "tenant_id": tenant_id,
                "stage": 1,
                "words": words,
                "acknowledge_by": acknowledge_by,
                "respond_by": respond_by,
                "state": "open",
                "created_at": now,
            },
        )
        return Complaint(
            id=row.id,
            reference=row.reference,
            stage=row.stage,
            acknowledge_by=row.acknowledge_by,
            respond_by=row.respond_by,
            state=row.state,
        )

    async def record_feedback(
        self, *, conversation_id: int, about: str, about_id: int, rating: str, now: datetime
    ) -> None:
        """The first answer stands; a second one to the same question changes nothing."""
        await self._once(
            feedback,
            {"about": about, "about_id": about_id},
            {"conversation_id": conversation_id, "rating": rating, "created_at": now},
        )

    async def add_feedback_reason(self, *, about: str, about_id: int, reason: str) -> None:
        await self._connection.execute(
            update(feedback)
            .where(feedback.c.about == about, feedback.c.about_id == about_id)
            .values(reason=reason)
        )

    async def count_feedback(self) -> Mapping[str, int]:
        """How many of each rating."""
        rows = await self._connection.execute(
            select(feedback.c.rating, func.count()).group_by(feedback.c.rating)
        )
        return dict(rows.tuples().all())

    async def _once(self, table: Table, key: dict[str, Any], rest: dict[str, Any]) -> Row[Any]:
        same = [table.c[name] == value for name, value in key.items()]
        row = (await self._connection.execute(select(table).where(*same))).first()
        if row is not None:
            return row
        new = insert(table).values(**key, **rest).returning(table)
        added: Row[Any] = (await self._connection.execute(new)).one()
        return added

    async def _first(self, table: Table, condition: Any) -> Row[Any] | None:
        return (await self._connection.execute(select(table).where(condition))).first()

    async def _change(self, table: Table, row_id: int, changes: dict[str, Any]) -> None:
        await self._connection.execute(update(table).where(table.c.id == row_id).values(**changes))


def _by_id(table: Table, row_id: int) -> Any:
    return select(table).where(table.c.id == row_id)


def _report(row: Row[Any]) -> Report:
    return Report(
        id=row.id,
        reference=row.reference,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        issue=row.issue,
        words=row.words,
        facts=row.facts,
        state=row.state,
        created_at=row.created_at,
        tenant_id=row.tenant_id,
        home_id=row.home_id,
        decision=row.decision,
        told_address=row.told_address,
    )


def _hazard(row: Row[Any]) -> HazardReport:
    return HazardReport(
        id=row.id,
        reference=row.reference,
        hazard=row.hazard,
        level=row.level,
        reported_at=row.reported_at,
        investigate_by=row.investigate_by,
        state=row.state,
        report_id=row.report_id,
        investigation_on=row.investigation_on,
    )


def _charge(row: Row[Any]) -> ChargeOnRecord:
    return ChargeOnRecord(
        id=row.id,
        report_id=row.report_id,
        code=row.code,
        amount_pence=row.amount_pence,
        reason=row.reason,
        state=row.state,
    )


def _asb_case(row: Row[Any]) -> AsbCase:
    return AsbCase(
        id=row.id,
        reference=row.reference,
        report_id=row.report_id,
        kind=row.kind,
        state=row.state,
        check_back_at=row.check_back_at,
    )
