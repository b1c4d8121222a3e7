"""What was told of who lives there with an earlier problem of the conversation: not asked again."""

from datetime import timedelta
from typing import Any

from housing.domain.deal.decision import plain
from housing.domain.reading.answers import facts_of, hear_facts
from housing.services.conversation.turn import Turn

RECENT = timedelta(hours=24)


async def facts_that_stay(turn: Turn, issue_id: str) -> dict[str, Any]:
    """Of the facts that the issue depends on, those that stay the same whatever the problem: as
    answered or heard lately, the newest first, by name and as JSON keeps them."""
    found: dict[str, Any] = {}
    for report in await turn.uow.reports.reports_of(turn.conversation.id):
        if report.created_at < turn.now - RECENT:
            break
        found = {**_heard(turn, issue_id, report.words), **report.facts, **found}
    read, facts = facts_of(turn.deal, issue_id), turn.deal.facts
    return {name: value for name, value in found.items() if name in read and facts[name].stays}


def _heard(turn: Turn, issue_id: str, words: str) -> dict[str, Any]:
    return {name: plain(value) for name, value in hear_facts(turn.deal, issue_id, words).items()}
