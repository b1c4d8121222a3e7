"""Turns the checked rows of the Deal's files into the domain, noting where each is written.

A table of hit policy "first" ends with the usual decision, so it always decides; one of policy
"unique" must be complete by its own rules. The tenure rule is put into every issue inside the home
of someone who owns it. `lint/references.py` checks the names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from pydantic import BaseModel

from housing.adapters.deal import landlord_schema, schema
from housing.adapters.deal.confirmation import confirmation_of
from housing.adapters.deal.texts_file import check_sentences, texts_of
from housing.adapters.deal.yaml_files import YamlFile
from housing.domain.clock.opening_hours import OpeningHours, Span
from housing.domain.clock.working_days import WorkingCalendar
from housing.domain.deal.deal import (
    FOR_OWNERS,
    USUAL,
    Charge,
    Deal,
    Emergency,
    Guide,
    HazardClass,
    HomeStandard,
    Issue,
    Landlord,
    PrivacyPart,
    Rate,
    RepairPriority,
    Source,
    Statement,
    TargetRule,
)
from housing.domain.deal.decision_table import Condition, HitPolicy, Outcome, Rule, Table
from housing.domain.deal.facts import Choice, Fact, FactKind, FactValue, Question
from housing.domain.deal.finding import Finding
from housing.domain.deal.languages import Language
from housing.domain.deal.needs import Need
from housing.domain.deal.terms import Term
from housing.domain.deal.texts import Texts
from housing.domain.deal.tonight import Tonight
from housing.domain.people.identity import VerifiedFor

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
YES_NO = (Choice(True, "Yes"), Choice(False, "No"))


@dataclass
class Rows:
    """All checked rows with their files, the findings so far, and where each thing is written."""

    single: Mapping[str, tuple[BaseModel, YamlFile]]
    catalogue: list[tuple[schema.CatalogueFile, YamlFile]]
    findings: list[Finding]
    sources: dict[str, Source] = field(default_factory=dict)

    def note(self, key: str, file: YamlFile, where: tuple[Any, ...]) -> None:
        """Remember where a thing is written; a second thing of the same name is a finding."""
        source = Source(file.name, file.line(where))
        if key in self.sources:
            first = self.sources[key]
            reason = f"{key} is already written in {first.file}:{first.line}"
            self.findings.append(Finding(source.file, source.line, reason))
        self.sources[key] = source


def build_deal(rows: Rows, calendar: WorkingCalendar) -> Deal:
    """The whole Deal; names are not yet checked against one another."""
    targets = cast(schema.TargetsFile, rows.single["targets"][0])
    landlord = _landlord(rows, calendar)
    return Deal(
        landlord=landlord,
        issues=_issues(rows),
        facts=_facts(rows),
        statements=_statements(rows),
        charges=_charges(rows),
        guides=_guides(rows),
        emergencies=_emergencies(rows),
        maybe_minutes=cast(schema.EmergenciesFile, rows.single["emergencies"][0]).maybe_minutes,
        languages=_languages(rows),
        needs=_needs(rows),
        terms=_terms(rows),
        hazards=_hazards(rows),
        targets=_targets(rows, targets),
        trades=dict(targets.trades),
        calendar=calendar,
        sources=rows.sources,
        tonight=_tonight(rows, landlord),
        texts=_texts(rows, landlord),
    )


def _landlord(rows: Rows, calendar: WorkingCalendar) -> Landlord:
    row, file = rows.single["landlord"]
    row = cast(landlord_schema.LandlordFile, row)
    for day in row.opening_hours.keys() - set(WEEKDAYS):
        line = file.line(("opening_hours", day))
        rows.findings.append(Finding(file.name, line, f"{day!r} is not a day of the week"))
    week = {
        WEEKDAYS.index(day): tuple(Span(opens, closes) for opens, closes in spans)
        for day, spans in row.opening_hours.items()
        if day in WEEKDAYS
    }
    hours = OpeningHours(week, calendar, frozenset(row.closed_days), row.answer_within_minutes)
    same = {"name", "phone", "out_of_hours_phone", "textphone", "website", "email", "address",
            "answer_promise", "out_of_hours_promise", "patches", "demo",
            "emergency_answer_within_minutes"}  # fmt: skip
    rows.note("landlord", file, ())
    return Landlord(
        opening_hours=hours,
        verified_for=VerifiedFor(
            timedelta(minutes=row.verified_for.web_idle_minutes),
            timedelta(days=row.verified_for.text_days),
        ),
        privacy=tuple(PrivacyPart(part.title, part.text) for part in row.privacy),
        **row.model_dump(include=same),
    )


def _texts(rows: Rows, landlord: Landlord) -> Texts:
    row, file = rows.single["messages"]
    row = cast(landlord_schema.MessagesFile, row)
    for name in row.root:
        rows.note(f"text:{name}", file, (name,))
    rows.findings.extend(check_sentences(row, file, landlord))
    return texts_of(row, landlord)


def _facts(rows: Rows) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    file_rows, file = rows.single["facts"]
    for n, row in enumerate(cast(schema.FactsFile, file_rows).facts):
        rows.note(f"fact:{row.id}", file, ("facts", n))
        choices = tuple(Choice(c.value, c.title, c.heard) for c in row.choices)
        if row.kind is FactKind.BOOLEAN and not choices:
            choices = YES_NO
        question = Question(row.web, row.sms or row.web)
        found[row.id] = Fact(
            row.id, row.kind, row.source, row.title, question, row.why, choices, dict(row.heard),
            row.implied_by, row.default, row.if_unsure, row.stays, confirmation_of(row),
        )  # fmt: skip
    return found


def _statements(rows: Rows) -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    file_rows, file = rows.single["statements"]
    for g, group in enumerate(cast(schema.StatementsFile, file_rows).groups):
        for n, row in enumerate(group.statements):
            rows.note(f"statement:{row.id}", file, ("groups", g, "statements", n))
            standard = HomeStandard(**row.home_standard.model_dump()) if row.home_standard else None
            values = row.model_dump(exclude={"home_standard"})
            found[row.id] = Statement(group=group.title, home_standard=standard, **values)
    return found


def _charges(rows: Rows) -> dict[str, Charge]:
    found: dict[str, Charge] = {}
    file_rows, file = rows.single["charges"]
    tariff = cast(schema.ChargesFile, file_rows)
    rows.note("dispute", file, ("dispute",))
    for n, row in enumerate(tariff.charges):
        rows.note(f"charge:{row.code}", file, ("charges", n))
        found[row.code] = Charge(
            code=row.code,
            title=row.title,
            why=row.why,
            includes=row.includes,
            vat_percent=tariff.vat_percent,
            rates=tuple(Rate(**rate.model_dump()) for rate in row.rates),
            waivers=(*row.waivers, *tariff.waivers),
            dispute=tariff.dispute,
            instalments=tariff.instalments,
            paid_by=row.paid_by,
        )
    return found


def _guides(rows: Rows) -> dict[str, Guide]:
    file_rows, file = rows.single["guides"]
    guides = cast(schema.GuidesFile, file_rows).guides
    for n, row in enumerate(guides):
        rows.note(f"guide:{row.id}", file, ("guides", n))
    return {row.id: Guide(**row.model_dump()) for row in guides}


def _emergencies(rows: Rows) -> dict[str, Emergency]:
    file_rows, file = rows.single["emergencies"]
    emergencies = cast(schema.EmergenciesFile, file_rows).emergencies
    for n, row in enumerate(emergencies):
        rows.note(f"emergency:{row.danger}", file, ("emergencies", n))
    line = cast(landlord_schema.LandlordFile, rows.single["landlord"][0]).out_of_hours_phone
    return {
        row.danger: Emergency(
            **row.model_dump() | {"text": row.text.replace("{out_of_hours_phone}", line)}
        )
        for row in emergencies
    }


def _tonight(rows: Rows, landlord: Landlord) -> dict[str, Tonight]:
    file_rows, file = rows.single["tonight"]
    entries = cast(landlord_schema.TonightFile, file_rows).tonight
    for n, row in enumerate(entries):
        rows.note(f"tonight:{row.id}", file, ("tonight", n))
    line = landlord.out_of_hours_phone
    return {
        row.id: Tonight(
            **row.model_dump() | {"text": row.text.replace("{out_of_hours_phone}", line)}
        )
        for row in entries
    }


def _languages(rows: Rows) -> dict[str, Language]:
    file_rows, file = rows.single["languages"]
    languages = cast(landlord_schema.LanguagesFile, file_rows).languages
    for n, row in enumerate(languages):
        rows.note(f"language:{row.code}", file, ("languages", n))
    return {row.code: Language(**row.model_dump()) for row in languages}


def _terms(rows: Rows) -> dict[str, Term]:
    file_rows, file = rows.single["terms"]
    terms = cast(landlord_schema.TermsFile, file_rows).terms
    for n, row in enumerate(terms):
        rows.note(f"term:{row.id}", file, ("terms", n))
    return {row.id: Term(**row.model_dump()) for row in terms}


def _needs(rows: Rows) -> dict[str, Need]:
    file_rows, file = rows.single["needs"]
    needs = cast(landlord_schema.NeedsFile, file_rows).needs
    for n, row in enumerate(needs):
        rows.note(f"need:{row.id}", file, ("needs", n))
    return {row.id: Need(**row.model_dump()) for row in needs}


def _hazards(rows: Rows) -> dict[str, HazardClass]:
    file_rows, file = rows.single["hazards"]
    hazards = cast(schema.HazardsFile, file_rows).hazards
    for n, row in enumerate(hazards):
        rows.note(f"hazard:{row.id}", file, ("hazards", n))
    return {row.id: HazardClass(**row.model_dump()) for row in hazards}


def _targets(rows: Rows, targets: schema.TargetsFile) -> dict[str, TargetRule]:
    file = rows.single["targets"][1]
    for n, row in enumerate(targets.targets):
        rows.note(f"target:{row.id}", file, ("targets", n))
        if (row.working_days is None) == (row.hours is None):
            line = file.line(("targets", n))
            rows.findings.append(
                Finding(
                    file.name, line, f"target {row.id}: give working_days or hours, one of them"
                )
            )
    return {row.id: TargetRule(**row.model_dump()) for row in targets.targets}


def _issues(rows: Rows) -> dict[str, Issue]:
    tenure_row, tenure_file = rows.single["tenure"]
    tenure = cast(schema.TenureFile, tenure_row)
    found: dict[str, Issue] = {}
    for area, file in rows.catalogue:
        for n, row in enumerate(area.issues):
            rows.note(f"issue:{row.id}", file, ("issues", n))
            for r, rule in enumerate(row.rules):
                rows.note(f"rule:{row.id}/{rule.id}", file, ("issues", n, "rules", r))
            rows.note(f"rule:{row.id}/{USUAL}", file, ("issues", n))
            if row.inside_home and row.hit_policy is HitPolicy.UNIQUE:
                reason = f"{row.id}: the tenure rule needs hit policy first inside the home"
                where = ("issues", n, "hit_policy")
                rows.findings.append(Finding(file.name, file.line(where), reason))
            found[row.id] = _issue(row, area.area, tenure)
            for own in found[row.id].table.rules:
                if own.id.endswith(FOR_OWNERS):
                    rows.note(f"rule:{row.id}/{own.id}", tenure_file, ("then",))
    return found


def _issue(row: schema.IssueRow, area: str, tenure: schema.TenureFile) -> Issue:
    usual = _changed(Outcome("", RepairPriority.NONE, "none"), row, row.because)
    rules = [_rule(rule, usual) for rule in row.rules]
    if row.hit_policy is HitPolicy.FIRST:
        rules.append(Rule(USUAL, {}, usual))
    if row.inside_home:
        rules = [r for rule in rules for r in _for_owners(rule, usual, tenure)]
    inputs = dict.fromkeys((*row.ask_in_order, *(name for rule in rules for name in rule.when)))
    return Issue(
        id=row.id,
        title=row.title,
        words=row.words,
        area=area,
        usual=usual,
        table=Table(tuple(inputs), tuple(rules), row.hit_policy),
        section_11=row.section_11,
        inside_home=row.inside_home,
    )


def _rule(row: schema.RuleRow, usual: Outcome) -> Rule:
    when = {name: _condition(test) for name, test in row.when.items()}
    then = _changed(usual, row.then, row.because)
    if row.to is not None:
        then = Outcome(usual.route, usual.priority, usual.responsibility, issue=row.to)
    return Rule(row.id, when, then)


def _for_owners(rule: Rule, usual: Outcome, tenure: schema.TenureFile) -> list[Rule]:
    """A rule with the owner's one before it, but not for emergencies: they are answered anyway."""
    if rule.then.priority == RepairPriority.EMERGENCY or rule.then.issue is not None:
        return [rule]
    when = {**rule.when, "tenancy": Condition(values=tuple(tenure.owners))}
    return [
        Rule(f"{rule.id}{FOR_OWNERS}", when, _changed(usual, tenure.then, tenure.because)),
        rule,
    ]


def _condition(test: schema.RangeRow | tuple[FactValue, ...]) -> Condition:
    if isinstance(test, schema.RangeRow):
        return Condition(at_least=test.at_least, below=test.below)
    return Condition(values=test)


def _changed(usual: Outcome, row: schema.OutcomeRow, because: Iterable[str]) -> Outcome:
    """The usual outcome with what a row says otherwise, `null` taking a value away."""
    said = {name: getattr(row, name) for name in schema.OutcomeRow.model_fields}
    given = {name: value for name, value in said.items() if name in row.model_fields_set}
    plain = {name: str(v) if name in _ENUMS and v is not None else v for name, v in given.items()}
    merged = {name: getattr(usual, name) for name in Outcome.__dataclass_fields__} | plain
    return Outcome(**{**merged, "reasons": tuple(because) or usual.reasons, "issue": None})


_ENUMS = frozenset({"route", "priority", "responsibility"})
