"""When a guess is good enough to act on, when to offer a choice, and when to ask openly.

The bot's confidences are calibrated, so the bounds are probabilities of being right.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from housing.domain.deal.deal import Deal, Issue
from housing.services.conversation.turn import IssueGuess

SURE = 0.5
CLEAR_LEAD = 2.5
FAIR = 0.3
WORTH_OFFERING = 0.15
MOST_OFFERED = 3
ASKED_PLAINLY = frozenset({"contact", "appointments", "charges", "safeguarding"})


def guesses_of(issue: Mapping[str, Any]) -> tuple[IssueGuess, ...]:
    """The bot's entity `issue` and its alternatives, most likely first, each once."""
    found = {str(issue["value"]): float(issue.get("confidence") or 0.0)}
    for other in issue.get("alternatives") or ():
        found.setdefault(str(other["id"]), float(other["confidence"]))
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    return tuple(IssueGuess(issue_id, confidence) for issue_id, confidence in ranked)


def sure_of(guesses: Sequence[IssueGuess]) -> bool:
    """Whether the first guess may be acted on: likely by itself, or far ahead of the second."""
    if not guesses:
        return False
    first = guesses[0].confidence
    second = guesses[1].confidence if len(guesses) > 1 else 0.0
    return first >= SURE or (first >= FAIR and first >= CLEAR_LEAD * second)


def worth_offering(deal: Deal, guesses: Sequence[IssueGuess]) -> tuple[IssueGuess, ...]:
    """The likely problems to choose between; empty when none is likely enough to be named.

    Never what has words of its own (a person, a complaint, a visit): those are asked for plainly.
    Never a worry about a person that the words may not hold: danger is read on its own.
    """
    likely = tuple(
        guess
        for guess in guesses
        if guess.confidence >= WORTH_OFFERING and deal.issues[guess.id].area not in ASKED_PLAINLY
    )
    return likely[:MOST_OFFERED]


def examples_near(deal: Deal, guesses: Sequence[IssueGuess]) -> str:
    """Three problems of the area that the words are likeliest about, as examples in a sentence.

    Of three areas where there is none. Never a danger, nor what is asked for plainly: an example
    must not frighten.
    """
    likely = [deal.issues[guess.id] for guess in guesses]
    near = [issue for issue in (*likely, *deal.issues.values()) if _may_be_shown(issue)]
    area = near[0].area if likely and near[0] in likely else None
    shown = {issue.words: issue for issue in near if issue.area == area}
    for issue in near:
        if issue.area not in {one.area for one in shown.values()}:
            shown[issue.words] = issue
    words = [one.lower() for one in shown][:MOST_OFFERED]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _may_be_shown(issue: Issue) -> bool:
    return issue.usual.danger is None and issue.area not in ASKED_PLAINLY
