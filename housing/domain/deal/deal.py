"""The Deal: what the landlord offers and asks, as one immutable value read from the Deal's files.

Holds no rule of its own: tables are read in `decision_table.py`, decisions made in `deciding.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from housing.domain.clock.opening_hours import OpeningHours
from housing.domain.clock.working_days import WorkingCalendar
from housing.domain.deal.decision_table import Outcome, Table
from housing.domain.deal.facts import Fact
from housing.domain.deal.languages import Language
from housing.domain.deal.needs import Need
from housing.domain.deal.terms import Term
from housing.domain.deal.texts import Texts
from housing.domain.deal.tonight import Tonight
from housing.domain.messaging.handoff import Priority
from housing.domain.people.identity import VerifiedFor


class Route(StrEnum):
    """What happens next with an issue."""

    BOOK = "book"
    ORDER = "order"
    ATTEND_NOW = "attend_now"
    INSPECT = "inspect"
    GUIDE = "guide"
    TRY_FIRST = "try_first"
    SELF_HELP = "self_help"
    ADVISE = "advise"
    STAFF = "staff"
    STAFF_NOW = "staff_now"
    REFER = "refer"
    REFER_NOW = "refer_now"
    ANSWER = "answer"
    ACCOUNT = "account"
    COMPLAINT = "complaint"
    FEEDBACK = "feedback"
    SIGN_UP = "sign_up"


USUAL = "usual"
"""The name of the rule that gives an issue's usual decision when no other rule holds."""

FOR_OWNERS = "_for_owners"
"""How the names of the rules end that the tenure file puts before an issue's own."""

BOOKABLE = frozenset({Route.BOOK, Route.TRY_FIRST, Route.INSPECT})
"""Routes on which the tenant may choose a slot; a first try never delays the repair."""


class Responsibility(StrEnum):
    """Who must put it right."""

    LANDLORD = "landlord"
    TENANT = "tenant"
    OTHER = "other"
    NONE = "none"


class RepairPriority(StrEnum):
    """How soon, in the words of the catalogue."""

    EMERGENCY = "emergency"
    HAZARD = "hazard"
    URGENT = "urgent"
    ROUTINE = "routine"
    PLANNED = "planned"
    NONE = "none"


class StatementKind(StrEnum):
    """Offer: what the landlord does. Ask: what the tenant does."""

    OFFER = "offer"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the Deal's files something is written."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class HomeStandard:
    """The three columns of the Home Standard for a statement, each a short sentence or empty."""

    at_letting: str = ""
    after_letting: str = ""
    yours: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A numbered Offer or Ask. No `tenancies` means every type; `tenancies_from` a first start.

    `topics` are words by which tenants ask about it.
    """

    id: str
    number: str
    kind: StatementKind
    group: str
    text: str
    tenancies: tuple[str, ...] = ()
    tenancies_from: date | None = None
    topics: tuple[str, ...] = ()
    law: str | None = None
    home_standard: HomeStandard | None = None

    def applies_to(self, tenancy: str | None, started: date | None) -> bool:
        """Whether it binds a tenancy of this type and start date; unknown counts as yes."""
        if self.tenancies and tenancy is not None and tenancy not in self.tenancies:
            return False
        return not (self.tenancies_from and started is not None and started < self.tenancies_from)


@dataclass(frozen=True, slots=True)
class Rate:
    """What a charge costs from a date on, in pence, VAT included."""

    effective_from: date
    amount_pence: int
    out_of_hours_pence: int | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """An entry of the tariff. Only a person confirms a charge; the bot quotes it."""

    code: str
    title: str
    why: str
    includes: str
    vat_percent: int
    rates: tuple[Rate, ...]
    waivers: tuple[str, ...]
    dispute: str
    instalments: str
    paid_by: str = "tenant"

    def rate_on(self, day: date) -> Rate | None:
        """The rate in force on a day, or None before the first."""
        in_force = [rate for rate in self.rates if rate.effective_from <= day]
        return max(in_force, key=lambda rate: rate.effective_from, default=None)


@dataclass(frozen=True, slots=True)
class Guide:
    """Step-by-step self-help: an SMS text, web steps, and where to stop and report instead."""

    id: str
    title: str
    sms: str
    steps: tuple[str, ...]
    stop: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """What is said, in order, when a danger is named; its rank at the desk; what staff see.

    `ask` is said where it only may be so; `after` when the tenant takes it back; `until`, with what
    to do till somebody answers, to whatever else is written meanwhile.
    """

    danger: str
    title: str
    text: str
    priority: int
    staff_line: str
    ask: str
    after: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class HazardClass:
    """A class of hazard and the day its legal clock starts to apply; None while no date is set."""

    id: str
    title: str
    phase: int
    in_force_from: date | None
    significant_by_policy: bool = False

    def counts_on(self, day: date) -> bool:
        """Whether the legal clocks run for it on a day, by law or by the landlord's policy."""
        by_law = self.in_force_from is not None and self.in_force_from <= day
        return by_law or self.significant_by_policy


@dataclass(frozen=True, slots=True)
class PrivacyPart:
    """A part of the privacy notice: what is kept, for how long, what rights there are."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Landlord:
    """Who the service speaks for and how a person reaches them."""

    name: str
    phone: str
    out_of_hours_phone: str
    textphone: str
    website: str
    email: str
    address: str
    opening_hours: OpeningHours
    answer_promise: str
    out_of_hours_promise: str
    patches: tuple[str, ...]
    demo: str = ""
    verified_for: VerifiedFor = field(default_factory=VerifiedFor)
    privacy: tuple[PrivacyPart, ...] = ()
    emergency_answer_within_minutes: int = 10

    def answer_by(self, priority: Priority, at: datetime) -> datetime:
        """By when a person answers: an emergency day and night, all else in opening hours."""
        if priority is Priority.EMERGENCY:
            return at + timedelta(minutes=self.emergency_answer_within_minutes)
        return self.opening_hours.answer_by(at)


@dataclass(frozen=True, slots=True)
class TargetRule:
    """How soon a priority is due: working days or clock hours."""

    id: str
    name: str
    working_days: int | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """An entry of the catalogue: its usual decision (`usual`) and the table of what changes it.

    `trades` are narrowest first; `section_11` marks a repair that the law puts on the landlord.
    """

    id: str
    title: str
    words: str
    area: str
    usual: Outcome
    table: Table
    section_11: bool = False
    inside_home: bool = False

    @property
    def may_wait(self) -> bool:
        """Whether it may have its turn later, as the other problem. A worry about a person may not:
        it is read on its own, and would frighten who never meant it. A burst pipe may."""
        return self.area != "safeguarding"

    @property
    def responsibility(self) -> str:
        return self.usual.responsibility

    @property
    def priority(self) -> str:
        return self.usual.priority

    @property
    def route(self) -> str:
        return self.usual.route

    @property
    def trades(self) -> tuple[str, ...]:
        return self.usual.trades

    @property
    def minutes(self) -> int | None:
        return self.usual.minutes

    @property
    def hazard(self) -> str | None:
        return self.usual.hazard

    @property
    def statement(self) -> str | None:
        return self.usual.statement

    @property
    def guide(self) -> str | None:
        return self.usual.guide


@dataclass(frozen=True, slots=True, eq=False)
class Deal:
    """The whole Deal of one landlord, its references checked; equal only to itself."""

    landlord: Landlord
    issues: Mapping[str, Issue]
    facts: Mapping[str, Fact]
    statements: Mapping[str, Statement]
    charges: Mapping[str, Charge]
    guides: Mapping[str, Guide]
    emergencies: Mapping[str, Emergency]
    hazards: Mapping[str, HazardClass]
    targets: Mapping[str, TargetRule]
    trades: Mapping[str, str]
    calendar: WorkingCalendar
    sources: Mapping[str, Source] = field(default_factory=dict)
    languages: Mapping[str, Language] = field(default_factory=dict)
    needs: Mapping[str, Need] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    maybe_minutes: int = 15

    tonight: Mapping[str, Tonight] = field(default_factory=dict)
    texts: Texts = field(default_factory=lambda: Texts({}, {}))

    def title_of(self, issue: str) -> str:
        """The issue's title, or its id made readable when only an earlier Deal knew it."""
        known = self.issues.get(issue)
        return known.title if known else issue.replace("_", " ").capitalize()

    def shut_out(self, issue: str) -> bool:
        """Whether it is the matter of somebody who cannot get in, so that nobody can be at home."""
        return any(one.shut_out for one in self._tonight_of(issue))

    def has_words_for_tonight(self, issue: str) -> bool:
        """Whether the issue can be one that does not wait until the office opens."""
        return bool(self._tonight_of(issue))

    def _tonight_of(self, issue: str) -> list[Tonight]:
        rules = self.issues[issue].table.rules if issue in self.issues else ()
        own = (one.then.tonight for one in rules if not one.id.endswith(FOR_OWNERS))
        return [self.tonight[name] for name in own if name is not None]

    def running_hazard(self, hazard: str | None, day: date) -> str | None:
        """The hazard class if its legal clocks run on a day, by law or by policy; else None."""
        return hazard if hazard and self.hazards[hazard].counts_on(day) else None
