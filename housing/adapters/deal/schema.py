"""The shape of the Deal's files: what a policy team may write in each, and nothing else.

Pydantic models of the YAML as written; `deal_build.py` turns them into the domain. The JSON Schema
for editors is made from these same models, so the two cannot differ.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from housing.adapters.deal.landlord_schema import (
    LandlordFile,
    LanguagesFile,
    MessagesFile,
    NeedsFile,
    TermsFile,
    TonightFile,
)
from housing.adapters.deal.rows import Id, Ids, Row, Sentence, Sentences, Value, Values
from housing.domain.deal.deal import RepairPriority, Responsibility, Route, StatementKind
from housing.domain.deal.decision_table import HitPolicy
from housing.domain.deal.facts import FactKind, FactSource


class RangeRow(Row):
    """A number from `at_least` up to, not including, `below`."""

    at_least: int | None = None
    below: int | None = None


class OutcomeRow(Row):
    """What a rule changes of the issue's usual decision; what is left out stays as usual."""

    route: Route | None = None
    priority: RepairPriority | None = None
    responsibility: Responsibility | None = None
    trades: Ids | None = None
    minutes: Annotated[int, Field(gt=0, le=480)] | None = None
    target: Id | None = None
    charge: Id | None = None
    hazard: Id | None = None
    hazard_level: Literal["significant", "emergency"] | None = None
    guide: Id | None = None
    statement: Id | None = None
    danger: Id | None = None
    staff_reason: Sentence | None = None
    bookable: bool | None = None
    tonight: Id | None = None


class RuleRow(Row):
    """When all of `when` holds, then `then`, or the decision of another issue (`to`)."""

    id: Id
    when: dict[Id, RangeRow | Values] = Field(min_length=1)
    then: OutcomeRow = OutcomeRow()
    to: Id | None = None
    because: Sentences = ()


class IssueRow(OutcomeRow):
    """An issue of the catalogue with its usual decision and the rules that change it, in order."""

    id: Id
    title: Sentence
    words: Sentence
    section_11: bool = False
    inside_home: bool = False
    hit_policy: HitPolicy = HitPolicy.FIRST
    because: Sentences
    rules: tuple[RuleRow, ...] = ()
    ask_in_order: tuple[Id, ...] = ()


class CatalogueFile(Row):
    """One area of the catalogue."""

    area: Id
    issues: tuple[IssueRow, ...]


class ChoiceRow(Row):
    """One answer: its value, its words on a button, and other words for it."""

    value: Value
    title: Sentence
    heard: tuple[Sentence, ...] = ()


class ConfirmRow(Row):
    """The same asked from the side of the danger, before an answer raises an emergency.

    `value` is the answer that would; `confirms` and `denies` are what the buttons say.
    """

    value: bool
    web: Sentence
    sms: str = ""
    confirms: Annotated[Sentence, StringConstraints(pattern=r"^Yes, ")]
    denies: Annotated[Sentence, StringConstraints(pattern=r"^No, ")]
    confirms_heard: tuple[Sentence, ...] = ()
    denies_heard: tuple[Sentence, ...] = ()


class FactRow(Row):
    """A fact: its question on each channel, its answers, and what already tells it."""

    id: Id
    kind: FactKind
    source: FactSource = FactSource.ASKED
    title: Sentence
    web: str = ""
    sms: str = ""
    why: str = ""
    choices: tuple[ChoiceRow, ...] = ()
    heard: dict[Value, tuple[Sentence, ...]] = Field(default_factory=dict)
    implied_by: Id | None = None
    default: Value | None = None
    if_unsure: Value | None = None
    stays: bool = False
    confirm: ConfirmRow | None = None


class FactsFile(Row):
    """Every fact that a table may read."""

    facts: tuple[FactRow, ...]


class HomeStandardRow(Row):
    """What is there at letting, what the landlord does after, what is the tenant's own."""

    at_letting: str = ""
    after_letting: str = ""
    yours: str = ""


class StatementRow(Row):
    """One Offer or Ask."""

    id: Id
    number: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")]
    kind: StatementKind
    text: Sentence
    tenancies: tuple[Id, ...] = ()
    tenancies_from: date | None = None
    topics: tuple[Sentence, ...] = ()
    law: str | None = None
    home_standard: HomeStandardRow | None = None


class StatementGroupRow(Row):
    """One of the three groups of statements."""

    title: Sentence
    statements: tuple[StatementRow, ...]


class StatementsFile(Row):
    """The Offers and Asks."""

    groups: tuple[StatementGroupRow, ...]


class RateRow(Row):
    """A price from a date on, in pence with VAT."""

    effective_from: date
    amount_pence: Annotated[int, Field(ge=0)]
    out_of_hours_pence: Annotated[int, Field(ge=0)] | None = None


class ChargeRow(Row):
    """An entry of the tariff."""

    code: Id
    title: Sentence
    why: Sentence
    includes: Sentence
    paid_by: Literal["tenant", "landlord"] = "tenant"
    rates: tuple[RateRow, ...] = Field(min_length=1)
    waivers: tuple[Sentence, ...] = ()


class ChargesFile(Row):
    """The tariff, with the sentences that go with every charge."""

    vat_percent: Annotated[int, Field(ge=0, le=100)]
    dispute: Sentence
    instalments: Sentence
    waivers: tuple[Sentence, ...]
    charges: tuple[ChargeRow, ...]


class GuideRow(Row):
    """Self-help: one SMS text, the same in steps, and when to stop."""

    id: Id
    title: Sentence
    sms: Sentence
    steps: tuple[Sentence, ...] = Field(min_length=1)
    stop: Sentence


class GuidesFile(Row):
    """All guides."""

    guides: tuple[GuideRow, ...]


class EmergencyRow(Row):
    """What is said first when a danger is named; `ask` where it only may be, `after` once it is
    taken back."""

    danger: Id
    title: Sentence
    text: Sentence
    priority: Annotated[int, Field(ge=1, le=9)]
    staff_line: Sentence
    ask: Sentence
    after: str = ""
    until: str = ""


class EmergenciesFile(Row):
    """All danger classes, the most urgent first; `maybe_minutes` until staff hear of what only may
    be one and was asked about."""

    maybe_minutes: Annotated[int, Field(ge=1, le=120)]

    emergencies: tuple[EmergencyRow, ...]


class HazardRow(Row):
    """A hazard class and since when the law's clocks apply to it."""

    id: Id
    title: Sentence
    phase: Literal[1, 2, 3]
    in_force_from: date | None = None
    significant_by_policy: bool = False


class HazardsFile(Row):
    """The hazard classes."""

    hazards: tuple[HazardRow, ...]


class TargetRow(Row):
    """By when: working days or clock hours, one of the two."""

    id: Id
    name: Sentence
    working_days: Annotated[int, Field(ge=0)] | None = None
    hours: Annotated[int, Field(gt=0)] | None = None


class TargetsFile(Row):
    """Targets, named like a priority or cited by a rule, and the trades of the workforce."""

    targets: tuple[TargetRow, ...]
    trades: dict[Id, Sentence]


class TenureFile(Row):
    """The rule put into every issue inside the home of someone who owns a share or the lease."""

    owners: tuple[Id, ...]
    then: OutcomeRow
    because: Sentences


FILES: dict[str, type[BaseModel]] = {
    "landlord": LandlordFile,
    "targets": TargetsFile,
    "tenure": TenureFile,
    "tonight": TonightFile,
    "facts": FactsFile,
    "statements": StatementsFile,
    "charges": ChargesFile,
    "guides": GuidesFile,
    "hazards": HazardsFile,
    "emergencies": EmergenciesFile,
    "languages": LanguagesFile,
    "needs": NeedsFile,
    "terms": TermsFile,
    "messages": MessagesFile,
    "catalogue": CatalogueFile,
}


def json_schema(file: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file, for an editor's completion and checks."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **FILES[file].model_json_schema(),
    }
