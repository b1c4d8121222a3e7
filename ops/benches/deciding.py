"""How long a decision takes, over every issue, with nothing known and with every answer given."""

from datetime import UTC, datetime
from statistics import mean
from time import perf_counter

from housing.adapters.deal.files import load_deal
from housing.domain.deal.deal import Deal
from housing.domain.deal.deciding import decide
from housing.domain.deal.facts import FactValue
from ops.running.service import Stack

ROUNDS = 20


async def measure(_stack: Stack) -> dict[str, float]:
    """`decide_ms`: the mean of one decision, the fact space of each issue already walked once."""
    deal, now = load_deal(), datetime.now(UTC)
    cases = [
        case for issue in deal.issues for case in ((issue, {}), (issue, _answers(deal, issue)))
    ]
    for issue, facts in cases:
        decide(deal, issue, facts, now=now)
    took = [_seconds(deal, issue, facts, now) for _ in range(ROUNDS) for issue, facts in cases]
    return {"decide_ms": round(mean(took) * 1000, 4)}


def _answers(deal: Deal, issue: str) -> dict[str, FactValue]:
    inputs = [deal.facts[name] for name in deal.issues[issue].table.inputs]
    return {fact.id: fact.values[0] for fact in inputs if fact.values}


def _seconds(deal: Deal, issue: str, facts: dict[str, FactValue], now: datetime) -> float:
    start = perf_counter()
    decide(deal, issue, facts, now=now)
    return perf_counter() - start
