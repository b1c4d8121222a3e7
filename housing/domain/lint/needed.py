"""Needed: what the service itself names in its code, and so finds in every landlord's Deal.

The one table of it. A Deal without one of these is never loaded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from housing.domain.deal.deal import Deal
from housing.domain.deal.facts import FactKind, FactSource
from housing.domain.deal.finding import Finding
from housing.domain.repairs.recalls import NOT_FIXED
from housing.domain.repairs.visit_rules import VISIT_RULES

FILES = {"issue": "catalogue", "fact": "facts.yml", "trade": "targets.yml"}
"""Where a thing of each kind would be written."""


@dataclass(frozen=True, slots=True)
class Needed:
    """An id of a kind and what the service does with it; `values` are those it gives a fact."""

    kind: str
    id: str
    why: str
    fact_kind: FactKind | None = None


def _filled_in(id_: str, fact_kind: FactKind) -> Needed:
    return Needed("fact", id_, "the service fills it in", fact_kind)


NEEDED = (
    Needed("issue", NOT_FIXED, "a tenant who wants another visit is taken to it"),
    _filled_in("tenancy", FactKind.CHOICE),
    _filled_in("tenancy_start", FactKind.DATE),
    _filled_in("vulnerable", FactKind.BOOLEAN),
    _filled_in("repeat", FactKind.BOOLEAN),
    _filled_in("season", FactKind.CHOICE),
    _filled_in("time_of_day", FactKind.CHOICE),
    _filled_in("out_of_hours_visit", FactKind.BOOLEAN),
    *(
        Needed("trade", trade, "its repairs are never closed because nobody was in")
        for trade in sorted(VISIT_RULES.never_closed_trades)
    ),
)


def check_needed(deal: Deal) -> Iterator[Finding]:
    """Everything of the table that the Deal lacks, or has as something else."""
    written: Mapping[str, Mapping[str, Any]] = {
        "issue": deal.issues,
        "fact": deal.facts,
        "trade": deal.trades,
    }
    for needed in NEEDED:
        if needed.id not in written[needed.kind]:
            reason = f"a Deal needs the {needed.kind} {needed.id!r}: {needed.why}"
            yield Finding(FILES[needed.kind], 1, reason)
        elif needed.fact_kind is not None:
            yield from _of_another_kind(deal, needed.id, needed.fact_kind)


def _of_another_kind(deal: Deal, id_: str, kind: FactKind) -> Iterator[Finding]:
    fact = deal.facts[id_]
    if fact.kind is kind and fact.source is FactSource.SERVICE:
        return
    source = deal.sources[f"fact:{id_}"]
    reason = f"fact {id_!r} is filled in by the service, so it is a {kind.value} of source service"
    yield Finding(source.file, source.line, reason)
