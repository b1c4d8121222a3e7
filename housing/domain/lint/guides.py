"""Guides: self-help is there wherever it is the answer, is safe to do, and says where to stop."""

import re
from collections.abc import Iterator

from housing.domain.deal.deal import Deal, Guide, Route
from housing.domain.deal.finding import Finding
from housing.domain.lint.references import finding_at

NEEDS_A_GUIDE = frozenset({Route.GUIDE, Route.TRY_FIRST, Route.SELF_HELP})
UNSAFE = re.compile(
    r"\b(ladders?|on(to)? the roof|in the loft|gas|pilot light|boiler (case|cover|casing)"
    r"|take off (the|a|any) cover|mains|wiring|wires?|live|consumer unit|socket face|chemicals?)\b",
    re.IGNORECASE,
)
CAUTION = re.compile(
    r"\b(never|do not|don't|not|stop|leave|keep away|outside|tell us|engineer|electrician|smell"
    r"|check for|meter|before you)\b",
    re.IGNORECASE,
)
"""Words of a sentence that warns off or names who does it: it is no step to take."""

STOP = re.compile(
    r"\b(stop|tell us|ask us|call|999|111|101|a person|we come|never|do not|if |still|stuck)",
    re.IGNORECASE,
)


def check_guides(deal: Deal) -> Iterator[Finding]:
    """Answers without their guide, unsafe steps, and guides that never say where to stop."""
    yield from _missing_guides(deal)
    for guide in deal.guides.values():
        key = f"guide:{guide.id}"
        for step in filter(_is_unsafe, _sentences(guide)):
            reason = f"guide {guide.id}: a step on gas, mains or a ladder: {step!r}"
            yield finding_at(deal, key, reason)
        if not STOP.search(guide.stop):
            reason = f"guide {guide.id}: `stop` does not say where to stop and what to do then"
            yield finding_at(deal, key, reason)


def _missing_guides(deal: Deal) -> Iterator[Finding]:
    for issue in deal.issues.values():
        for rule in issue.table.rules:
            then = rule.then
            if then.issue is None and then.route in NEEDS_A_GUIDE and not then.guide:
                reason = f"{issue.id}/{rule.id}: {then.route.replace('_', ' ')} without a guide"
                yield finding_at(deal, f"rule:{issue.id}/{rule.id}", reason)


def _sentences(guide: Guide) -> Iterator[str]:
    for text in (guide.sms, *guide.steps):
        yield from re.split(r"(?<=[.?!:])\s", text)


def _is_unsafe(sentence: str) -> bool:
    return UNSAFE.search(sentence) is not None and CAUTION.search(sentence) is None
