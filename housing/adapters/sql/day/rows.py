"""What an operative's pages show: one dataclass for each kind of row, as read from SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class JobRow:
    """One visit in the operative's list. `address` is where the tenant said, else their home."""

    appointment_id: int
    work_order_id: int
    reference: str
    issue: str
    trade: str
    priority: str
    minutes: int
    state: str
    window: str
    date: date
    earliest_arrival: datetime
    latest_arrival: datetime
    home_id: int | None
    tenant_id: int | None
    tenant: str | None
    mobile: str | None
    needs: list[str] | None
    home_address: str | None
    postcode: str | None
    told_address: str | None
    alerts: int
    two_to_attend: int

    @property
    def address(self) -> str:
        if self.told_address:
            return self.told_address
        if self.home_address is None:
            return "No address on record: ring the office"
        return f"{self.home_address}, {self.postcode}"


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What the tenant said of the problem, with the answers to the questions asked."""

    words: str
    facts: Mapping[str, Any]
    understanding: Mapping[str, Any] | None
    created_at: datetime
    required_completion: datetime | None
    home: str | None
    floor: int | None
    bedrooms: int | None
    heating: str | None


@dataclass(frozen=True, slots=True)
class ToldBesideRow:
    """What the tenant told beside the problem or after it: a need, a condition, how to get in."""

    words: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One of the problems that the visit sees to, in the tenant's words."""

    issue: str
    words: str
    minutes: int
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SiteAlertRow:
    """A person alert or location alert, by HACT's names."""

    id: int
    code: str
    comment: str


@dataclass(frozen=True, slots=True)
class EarlierVisitRow:
    appointment_id: int
    state: str
    earliest_arrival: datetime
    latest_arrival: datetime
    operative: str


@dataclass(frozen=True, slots=True)
class EarlierRepairRow:
    """The same fault in the same home, put right not long ago: this is a recall."""

    reference: str
    completed_at: datetime
    operative: str | None


@dataclass(frozen=True, slots=True)
class VisitNoteRow:
    appointment_id: int
    operative: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class VisitPhotoRow:
    id: int
    appointment_id: int
    operative: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """A call-out that the operative was asked about and nobody has accepted."""

    work_order_id: int
    reference: str
    issue: str
    required_completion: datetime | None
    told_address: str | None
    home_address: str | None
    postcode: str | None

    @property
    def address(self) -> str:
        on_record = f"{self.home_address}, {self.postcode}" if self.home_address else ""
        return self.told_address or on_record or "Address to follow"


@dataclass(frozen=True, slots=True)
class Job:
    """All that an operative sees of one visit."""

    row: JobRow
    told: ToldRow
    told_beside: tuple[ToldBesideRow, ...]
    problems: tuple[ProblemRow, ...]
    person_alerts: tuple[SiteAlertRow, ...]
    location_alerts: tuple[SiteAlertRow, ...]
    earlier_visits: tuple[EarlierVisitRow, ...]
    earlier_repairs: tuple[EarlierRepairRow, ...]
    notes: tuple[VisitNoteRow, ...]
    photos: tuple[VisitPhotoRow, ...]
