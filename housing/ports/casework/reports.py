"""Reports and what follows from them, as the services need them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from housing.domain.casework.reports import AsbCase, ChargeOnRecord, Complaint, HazardReport, Report


class Reports(Protocol):
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
        ...

    async def report(self, report_id: int) -> Report: ...

    async def reports_of(self, conversation_id: int) -> tuple[Report, ...]:
        """Newest first."""
        ...

    async def change_report(self, report_id: int, **changes: Any) -> None:
        """Sets columns of the report: facts, decision, state, tenant_id, home_id, ..."""
        ...

    async def add_note(self, report_id: int, *, message_id: int, words: str, now: datetime) -> None:
        """Keeps what a message tells beside the report; once for each message."""
        ...

    async def add_picture(self, report_id: int, message_id: int) -> None:
        """Puts a message's pictures with the report; those of another report stay there."""
        ...

    async def repeated_since(self, *, tenant_id: int, issue: str, since: datetime) -> bool:
        """Whether this tenant had a finished report of the issue since then (a recall)."""
        ...

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
        ...

    async def open_hazard(
        self, conversation_id: int, hazard: str | None = None
    ) -> HazardReport | None:
        """The oldest hazard of the conversation that is not made safe, of that class if named."""
        ...

    async def change_hazard(self, hazard_id: int, **changes: Any) -> None: ...

    async def quote(
        self, *, report_id: int, code: str, amount_pence: int, reason: str, now: datetime
    ) -> ChargeOnRecord: ...

    async def charges_of(self, conversation_id: int) -> tuple[ChargeOnRecord, ...]:
        """Newest first."""
        ...

    async def change_charge(self, charge_id: int, **changes: Any) -> None: ...

    async def open_asb_case(
        self, *, reference: str, report: Report, kind: str, now: datetime
    ) -> AsbCase: ...

    async def open_asb_case_about(self, report: Report, *, kind: str) -> AsbCase | None:
        """The case not yet closed about the same kind of trouble, of the same tenant or
        conversation, that an earlier report opened."""
        ...

    async def add_to_asb_case(self, case_id: int, report_id: int) -> None:
        """Puts a later report to an open case; once for each report."""
        ...

    async def asb_case_of(self, report_id: int) -> AsbCase | None:
        """The case that a report opened or was put to."""
        ...

    async def asb_case(self, case_id: int) -> AsbCase | None: ...

    async def change_asb_case(self, case_id: int, **changes: Any) -> None: ...

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
    ) -> Complaint: ...

    async def record_feedback(
        self, *, conversation_id: int, about: str, about_id: int, rating: str, now: datetime
    ) -> None:
        """The first answer stands; a second one to the same question changes nothing."""
        ...

    async def add_feedback_reason(self, *, about: str, about_id: int, reason: str) -> None: ...

    async def count_feedback(self) -> Mapping[str, int]:
        """How many of each rating."""
        ...
