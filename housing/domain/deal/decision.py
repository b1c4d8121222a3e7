"""What was decided and why: the value that every channel, booking and desk page reads.

A decision is provisional while `next_question` is not None. Making one is `deciding.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from housing.domain.casework.money import pounds
from housing.domain.deal.deal import Emergency, Statement
from housing.domain.deal.facts import Fact, FactValue
from housing.domain.deal.tonight import WhileClosed


@dataclass(frozen=True, slots=True)
class Target:
    """By when the landlord means to have it done. `due_at` is aware, in London's time."""

    name: str
    working_days: int | None
    hours: int | None
    due_at: datetime

    @property
    def due_on(self) -> date:
        """The day of `due_at` in London."""
        return self.due_at.date()

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "working_days": self.working_days,
            "hours": self.hours,
            "due_at": self.due_at.isoformat(),
            "due_on": self.due_on.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Quote:
    """What a charge would cost. A person confirms it before anything is owed.

    `amount_pence` includes VAT; `vat` says so in words. `dispute` and `waiver` are whole sentences.
    """

    code: str
    title: str
    amount_pence: int
    vat_pence: int
    vat: str
    why: str
    includes: str
    dispute: str
    waiver: str
    instalments: str
    out_of_hours: bool

    @property
    def amount(self) -> str:
        """The amount as said to a tenant: "£65" or "£24.50"."""
        return pounds(self.amount_pence)

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title": self.title,
            "amount_pence": self.amount_pence,
            "amount": self.amount,
            "vat_pence": self.vat_pence,
            "vat": self.vat,
            "why": self.why,
            "includes": self.includes,
            "dispute": self.dispute,
            "waiver": self.waiver,
            "instalments": self.instalments,
            "out_of_hours": self.out_of_hours,
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """How the table was read: the rule that fired, the facts it used, the issues passed through.

    `facts_known` are all that the tables could have used, also those the service filled in.
    """

    rule: str
    facts_used: Mapping[str, FactValue]
    path: tuple[str, ...]
    facts_known: Mapping[str, FactValue]

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "facts_used": {name: plain(value) for name, value in self.facts_used.items()},
            "path": list(self.path),
            "facts_known": {name: plain(value) for name, value in self.facts_known.items()},
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome for one issue and what is known of it, with its reasons.

    `tonight` only while the landlord is closed. `only_renters`: it was taken that they rent and an
    owner would get another decision; `cited_from`: it was taken that their tenancy began since.
    """

    issue: str
    route: str
    priority: str
    responsibility: str
    bookable: bool
    trade: str | None
    trades: tuple[str, ...]
    minutes: int | None
    target: Target | None
    charge: Quote | None
    hazard: str | None
    hazard_level: str | None
    guide: str | None
    danger: str | None
    emergency: Emergency | None
    statement: Statement | None
    reasons: tuple[str, ...]
    staff_reason: str | None
    next_question: Fact | None
    trace: Trace
    tonight: WhileClosed | None = None
    only_renters: bool = False
    cited_from: date | None = None

    @property
    def provisional(self) -> bool:
        """Whether an answer could still change it."""
        return self.next_question is not None

    def as_json(self, *, explain: bool = False) -> dict[str, Any]:
        """The decision as plain JSON values; with `explain` also how it was reached."""
        plain_decision: dict[str, Any] = {
            "issue": self.issue,
            "route": self.route,
            "priority": self.priority,
            "responsibility": self.responsibility,
            "bookable": self.bookable,
            "trade": self.trade,
            "trades": list(self.trades),
            "minutes": self.minutes,
            "target": self.target.as_json() if self.target else None,
            "charge": self.charge.as_json() if self.charge else None,
            "hazard": self.hazard,
            "hazard_level": self.hazard_level,
            "guide": self.guide,
            "danger": self.danger,
            "statement": _statement_json(self.statement),
            "reasons": list(self.reasons),
            "staff_reason": self.staff_reason,
            "next_question": _question_json(self.next_question),
        }
        if explain:
            plain_decision["trace"] = self.trace.as_json()
        return plain_decision


def plain(value: FactValue) -> bool | int | str:
    """A fact's value as JSON can carry it."""
    return value.isoformat() if isinstance(value, date) else value


def _statement_json(statement: Statement | None) -> dict[str, Any] | None:
    if statement is None:
        return None
    return {"number": statement.number, "kind": statement.kind.value, "text": statement.text}


def _question_json(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    return {
        "fact": fact.id,
        "kind": fact.kind.value,
        "web": fact.question.web,
        "sms": fact.question.sms,
        "why": fact.why,
        "choices": [{"value": plain(c.value), "title": c.title} for c in fact.choices],
    }
