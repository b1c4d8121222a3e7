"""The service's own sentences: each fits two SMS segments with the longest it may be filled with,
names nothing private when nobody asked for it, and never says a tenant's words back.
"""

import re
import string
from collections.abc import Iterator, Mapping

from housing.domain.deal.deal import Deal
from housing.domain.deal.finding import Finding
from housing.domain.lint.references import finding_at
from housing.domain.messaging.sms_text import MAX_SEGMENTS, outside_gsm7, segments

OUT_OF_THE_BLUE = "{landlord}:"
"""How a text begins that comes without the tenant having written just before: it says from whom."""

WITH_THEM = frozenset(
    {"check_back_better", "check_back_same", "check_back_why", "feedback_why", "code_text"}
)
"""Texts that come along with one of those, or say from whom in another place."""

NAMES_THE_MATTER = frozenset({"issue", "title", "address"})
"""Blanks that tell whoever reads the screen what it is about, or where."""

PRIVATE = re.compile(
    r"\b(asb|anti-?social|nois\w*|neighbour\w*|abus\w*|violen\w*|threat\w*|hate|harass\w*|drugs?"
    r"|health|ill|illness|asthma|pregnan\w*|disab\w*|mental|suicid\w*|self-harm|mould"
    r"|vulnerab\w*|safeguarding|police|arrears|debt)\b",
    re.IGNORECASE,
)
ABUSE = re.compile(
    r"\b(rape\w*|beat(s|en|ing)?|hits? (you|me|her|him)|stab\w*|kill\w*|strangl\w*|molest\w*"
    r"|domestic abuse|abuser|your (partner|husband|wife|ex))\b",
    re.IGNORECASE,
)
TENANTS_WORDS = frozenset({"words", "said", "message", "dispute", "quoted"})
"""Blanks that would say back what a tenant wrote: an SMS may be read by the one it is about."""

_LONGEST: Mapping[str, str] = {
    "promise": "We are closed now. We open on Wednesday 30 September at 8:30am and someone will "
    "reply by 10:30am. Can't wait? 01632 960199, day and night.",
    "day": "Wednesday 30 September",
    "slot": "Wed 30 Sep, 9:30am-2:30pm",
    "when": "Wed 30 Sep, 9:30am-2:30pm",
    "reference": "W-7K4Q2X",
    "acknowledge": "Wednesday 30 September",
    "respond": "Wednesday 30 September",
    "amount": "£125.50",
    "number": "1.23",
    "kind": "Offer",
    "waiver": "x" * 60,
    "month": "September 2018",
    "kinds": "assured, fixed term, starter, sheltered, shared ownership",
    "be_in": "Someone over 18 needs to be in.",
    "why": "x" * 70,
    "includes": "x" * 60,
    "titles": "x" * 90,
    "standing": "You are number 12 in line for a person. Someone will reply on "
    "Wednesday 30 September by 10:30am.",
    "need": "somewhere to wash or use a toilet",
}
_ANY_WORD = "Fifteen letters"


def check_messages(deal: Deal) -> Iterator[Finding]:
    """What is wrong with the sentences of `messages.yml`."""
    longest = longest_values(deal)
    for key, sentence in deal.texts.sentences.items():
        for reason in (*_sms_faults(deal, key, longest), *_privacy_faults(key, sentence)):
            yield finding_at(deal, f"text:{key}", f"{key}: {reason}")


def blanks(sentence: str) -> frozenset[str]:
    """The names in braces. Raises ValueError when a brace has no partner."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def longest_values(deal: Deal) -> dict[str, str]:
    """What each blank may hold at its longest in this Deal."""
    landlord = deal.landlord
    longest_first = sorted((issue.words for issue in deal.issues.values()), key=len, reverse=True)
    return {
        **_LONGEST,
        "issue": longest_first[0],
        "examples": f"{', '.join(longest_first[:2])} or {longest_first[2]}",
        "title": max((issue.title for issue in deal.issues.values()), key=len),
        "trade": max(deal.trades.values(), key=len),
        "text": max((statement.text for statement in deal.statements.values()), key=len),
        "hours": landlord.opening_hours.week_in_words(),
    }


def _sms_faults(deal: Deal, key: str, longest: Mapping[str, str]) -> Iterator[str]:
    names = blanks(deal.texts.sentences[key]) - set(deal.texts.always)
    text = deal.texts.line(key, **{name: longest.get(name, _ANY_WORD) for name in names})
    strange = outside_gsm7(text)
    if strange:
        yield f"not GSM-7: {' '.join(strange)}"
    elif segments(text) > MAX_SEGMENTS:
        yield f"{segments(text)} SMS segments at its longest, more than {MAX_SEGMENTS}"


def _privacy_faults(key: str, sentence: str) -> Iterator[str]:
    if sentence.startswith(OUT_OF_THE_BLUE) or key in WITH_THEM:
        private = PRIVATE.search(sentence)
        told = private[0] if private else min(blanks(sentence) & NAMES_THE_MATTER, default=None)
        if told:
            yield f"an unprompted text names {told!r}, and others may read the screen"
    said_back = blanks(sentence) & TENANTS_WORDS
    if said_back:
        yield f"an SMS says the tenant's own words back: {{{min(said_back)}}}"
    abuse = ABUSE.search(sentence)
    if abuse:
        yield f"an SMS repeats abuse: {abuse[0]!r}"
