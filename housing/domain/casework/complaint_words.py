"""What words say of a complaint that is on record: more of it, stage 2, or how it stands.

Reads only; whether the words are about a complaint at all is for whoever knows the record.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from housing.domain.reading.inbound_text import plain_words

SHORT = 12
"""Words of a message that can mean only what was talked of last."""


class Said(StrEnum):
    """What somebody wants of their complaint."""

    NO_COMPLAINT = "no_complaint"
    NEVER_ANSWERED = "never_answered"
    STAGE_TWO = "stage_two"
    ADD = "add"
    UNHAPPY = "unhappy"
    STATUS = "status"


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


# The plainest wish first.
_WISHES: Mapping[Said, re.Pattern[str]] = {
    Said.NO_COMPLAINT: _any_of(
        "(?:not|isnt|wasnt) (?:making )?an? (?:formal )?complaint",
        "(?:made|making|have|had|its|is) no (?:\\w+ )?complaint",
        "(?:didnt|did not|never) (?:make|want|ask for|mean|put in|raise) (?:\\w+ ){0,2}complaint",
        "(?:dont|do not) want (?:to complain|a complaint|it as a complaint)",
        "(?:cancel|withdraw|drop|scrap|close) (?:the|that|this|my|your) complaint",
    ),
    Said.NEVER_ANSWERED: _any_of(
        "(?:never|not) (?:been )?(?:answered|replied|heard back)",
        "(?:no ?one|nobody|no one|not one person)(?: \\w+){0,5} (?:answered|replied|reply|answer)",
        "(?:no|without an?y?) (?:answer|reply|response) (?:since|to|in|for)",
        "complained (?:\\w+ ){0,4}(?:and|but) (?:heard )?(?:nothing|nobody|no one)",
        "already (?:complained|made a complaint|did stage (?:1|one))",
        "(?:ignored|lost) my (?:\\w+ )?complaint",
    ),
    Said.STAGE_TWO: _any_of(
        "stage (?:2|two)",
        "(?:second|next) stage",
        r"escalate\w*",
        "(?:take it|go) further",
        "review (?:of )?(?:my|the) complaint",
    ),
    Said.ADD: _any_of(
        "(?:to|also|please|can i|and) add",
        "add (?:this|that|it) to",
        "adding to",
        "forgot to (?:say|mention|tell)",
        "one more thing",
        "also (?:wanted|want) to (?:say|mention)",
    ),
    Said.UNHAPPY: _any_of(
        "still",
        "not good enough",
        "not happy",
        "unhappy with",
        "dont (?:agree|accept)",
        "disagree",
        r"not satisf\w+",
    ),
    Said.STATUS: _any_of(
        "when (?:will|do|can|am|is|are|should)",
        "by when",
        "how long",
        "any (?:news|update|word|progress)",
        "update",
        "whats? (?:is )?(?:happen|going on|next)\\w*",
        "heard nothing",
        "(?:not|havent|never) heard",
        "where ?i?s",
        "how ?i?s",
        "status",
        "progress",
        "(?:did|have) you (?:got|get)",
        "waiting (?:for|on)",
    ),
}
_NAMED = _any_of(r"(?:my|the|that|this|our|your|on|about|last) (?:\w+ )?complaint", "complained")
_EARLIER = _any_of(
    "complained",
    r"(?:made|put|sent|did|logged|raised|lodged) (?:\w+ ){0,3}complaint",
    "complaint (?:in|on|from|of|last|back|to you)",
)
_ABOUT_A_VISIT = _any_of(
    r"repairs?",
    r"visits?",
    r"appointments?",
    "come|comes|coming|came",
    r"fix\w*",
    r"book\w*",
    r"plumber|electrician|engineer|joiner|operative|workm[ae]n",
)


def said_of_complaint(text: str) -> Said | None:
    """What is wanted, or None when the words say nothing of the kind."""
    words = plain_words(text)
    return next((said for said, wish in _WISHES.items() if wish.search(words)), None)


def names_a_complaint(text: str) -> bool:
    """Whether a complaint that was made is spoken of; the wish to make one is not that."""
    return _NAMED.search(plain_words(text)) is not None


def names_an_earlier_complaint(text: str) -> bool:
    """Whether words that make a complaint speak of one that was made before: "nobody answered the
    phone" is a complaint of its own."""
    return _EARLIER.search(plain_words(text)) is not None


def can_mean_what_was_last(text: str) -> bool:
    """Whether short words without a subject can be about what was talked of last."""
    words = plain_words(text)
    return len(words.split()) <= SHORT and _ABOUT_A_VISIT.search(words) is None
