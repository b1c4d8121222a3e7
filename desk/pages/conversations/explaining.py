"""Why a decision is what it is: the one on a report, and one to try out. Changes nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from aiohttp import web

from desk.pages.acting import NOT_POSSIBLE
from desk.pages.numbers import number
from desk.parts import parts_of
from desk.rendering import page
from housing.adapters.sql.views.case_rows import ReportRow
from housing.domain.deal.deal import Deal
from housing.domain.deal.deciding import DealError, check_facts
from housing.domain.deal.decision import Decision, plain
from housing.domain.deal.explaining import Explanation, explain, inputs_of
from housing.domain.deal.facts import Fact, FactKind, FactValue

NOT_KNOWN = ""


async def show_report(request: web.Request) -> web.StreamResponse:
    """The decision on a report, as it was taken, and how the Deal in use reads the same facts."""
    parts = parts_of(request)
    conversation_id, report_id = number(request, "conversation_id"), number(request, "report_id")
    case = await parts.views.case(conversation_id)
    reports = [one for one in case.reports if one.id == report_id] if case else []
    if not reports or not reports[0].decision:
        raise web.HTTPNotFound(text="There is no decision on that report.")
    explanation = _again(parts.deal, reports[0])
    context = {
        "report": reports[0],
        "conversation_id": conversation_id,
        "explanation": explanation,
        "differs": explanation is None or _differs(explanation.decision, reports[0].decision),
        "try_query": _query(explanation, reports[0]),
    }
    return page(request, "explain.html", context)


async def try_out(request: web.Request) -> web.StreamResponse:
    """An issue and facts to choose, and what would be decided now."""
    parts, query = parts_of(request), request.query
    issue_id = query.get("issue", "")
    explanation, refusal, inputs = None, "", dict[str, Fact]()
    chosen = {name: value for name, value in query.items() if name != "issue"}
    try:
        if issue_id:
            # Decided first, so that an unknown issue or fact is refused in the Deal's own words.
            given = _given(parts.deal, chosen)
            explanation = explain(parts.deal, issue_id, given, now=parts.clock.now())
            inputs = inputs_of(parts.deal, issue_id)
    except DealError as problem:
        refusal = str(problem)
    context = {
        "areas": _areas(parts.deal),
        "issue_id": issue_id,
        "inputs": inputs,
        "chosen": chosen,
        "explanation": explanation,
        "refusal": refusal,
    }
    return page(request, "try.html", context, NOT_POSSIBLE if refusal else 200)


def _again(deal: Deal, report: ReportRow) -> Explanation | None:
    """The same facts read by the Deal in use; None when it does not know the issue any more."""
    trace = (report.decision or {}).get("trace") or {}
    facts = _still_known(deal, trace.get("facts_known") or report.facts)
    try:
        return explain(deal, _issue_of(report), facts, now=report.created_at)
    except DealError:
        return None


def _issue_of(report: ReportRow) -> str:
    """The issue that was decided first; a corrected report names another."""
    path = ((report.decision or {}).get("trace") or {}).get("path") or [report.issue]
    return str(path[0]).split("/")[0]


def _still_known(deal: Deal, facts: Mapping[str, Any]) -> dict[str, FactValue]:
    known: dict[str, FactValue] = {}
    for name, written in facts.items():
        try:
            value = _typed(deal.facts[name], written) if name in deal.facts else written
            check_facts(deal, {name: value})
        except (DealError, ValueError):
            continue
        known[name] = value
    return known


def _differs(now: Decision, then: Mapping[str, Any]) -> bool:
    """Whether the outcome is another than the one on record."""
    charge = then.get("charge")
    same = all(getattr(now, key) == then.get(key) for key in ("route", "priority", "issue"))
    owed = now.charge.amount_pence if now.charge else None
    return not same or owed != (charge.get("amount_pence") if charge else None)


def _query(explanation: Explanation | None, report: ReportRow) -> dict[str, str]:
    """The same case on the page for trying out."""
    if explanation is None:
        return {}
    told = {name: _written(value) for name, value in explanation.known.items()}
    return {"issue": _issue_of(report), **told}


def _given(deal: Deal, chosen: Mapping[str, str]) -> dict[str, FactValue]:
    """The facts of the form, typed; raises DealError for one that the Deal does not know."""
    given: dict[str, FactValue] = {}
    for name, text in chosen.items():
        if text == NOT_KNOWN:
            continue
        fact = deal.facts.get(name)
        try:
            given[name] = _typed(fact, text) if fact else text
        except ValueError:
            given[name] = text
    check_facts(deal, given)
    return given


def _typed(fact: Fact, written: Any) -> FactValue:
    """A value as a form or JSON writes it, as the fact's kind has it; ValueError if it is not."""
    match fact.kind:
        case FactKind.DATE:
            return date.fromisoformat(str(written))
        case FactKind.NUMBER:
            return int(written)
        case FactKind.BOOLEAN if isinstance(written, str):
            return {"true": True, "false": False}.get(written, written)
        case _:
            value: FactValue = written
            return value


def _written(value: FactValue) -> str:
    return str(plain(value)).lower() if isinstance(value, bool) else str(plain(value))


def _areas(deal: Deal) -> dict[str, list[tuple[str, str]]]:
    """The issues of each area by their titles."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for issue in sorted(deal.issues.values(), key=lambda one: (one.area, one.title)):
        areas.setdefault(issue.area, []).append((issue.id, issue.title))
    return areas
