"""What a tenant's report leads to, as it is on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """One problem, in the tenant's words, with the facts and the decision taken on them."""

    id: int
    reference: str
    conversation_id: int
    message_id: int
    issue: str
    words: str
    facts: Mapping[str, Any]
    state: str
    created_at: datetime
    tenant_id: int | None = None
    home_id: int | None = None
    decision: Mapping[str, Any] | None = None
    told_address: str | None = None


@dataclass(frozen=True, slots=True)
class HazardReport:
    """A hazard under Awaab's Law (SI 2025/1042); its clock runs from `reported_at`."""

    id: int
    reference: str
    hazard: str
    level: str
    reported_at: datetime
    investigate_by: datetime
    state: str
    report_id: int | None = None
    investigation_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChargeOnRecord:
    """A quote and what became of it. Pence; only a person moves it to confirmed or waived."""

    id: int
    report_id: int
    code: str
    amount_pence: int
    reason: str
    state: str


@dataclass(frozen=True, slots=True)
class Complaint:
    id: int
    reference: str
    stage: int
    acknowledge_by: date
    respond_by: date
    state: str


@dataclass(frozen=True, slots=True)
class AsbCase:
    id: int
    reference: str
    report_id: int
    kind: str
    state: str
    check_back_at: datetime | None = None
