"""Follow-ups: what somebody in the middle of a conversation asks or wishes of the matter in hand.

The dialogue acts (ISO 24617-2) that name no problem of their own. The bot reads them sentence by
sentence; what each is answered from the record is in `services/conversation/follow_ups`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from housing.domain.reading.inbound_text import plain_words


class FollowUpKind(StrEnum):
    """The kinds, by the names under which the bot is taught them."""

    WHO_COMES = "who_comes"
    WOMAN_WANTED = "woman_wanted"
    WHEN_VISIT = "when_visit"
    RING_FIRST = "ring_first"
    MUST_BE_IN = "must_be_in"
    SAME_VISIT = "same_visit"
    IS_NOTED = "is_noted"
    STILL_ON = "still_on"
    STOP_IT = "stop_it"
    IS_STOPPED = "is_stopped"
    HOW_REPLY = "how_reply"
    WHEN_REPLY = "when_reply"
    WHO_REPLIES = "who_replies"
    CONTACT_WISH = "contact_wish"
    NUMBER_FOR_THIS = "number_for_this"
    CANNOT_RING = "cannot_ring"
    COST = "cost"
    SAFE_NOW = "safe_now"
    DO_SELF = "do_self"
    MEANWHILE = "meanwhile"
    MAY_I_REPORT = "may_i_report"
    TOLD_WHO = "told_who"
    WHICH_REF = "which_ref"
    ALREADY_TOLD = "already_told"
    MISREAD = "misread"
    NOT_ANSWERED = "not_answered"
    REPORTED_BEFORE = "reported_before"
    WHAT_MEANS = "what_means"
    WHAT_NEXT = "what_next"
    KEEP_EVIDENCE = "keep_evidence"
    CODE_NOT_COME = "code_not_come"
    CANNOT_PROVE = "cannot_prove"
    LANGUAGE = "language"
    AUTHORITY_CAME = "authority_came"
    PAY_LATER = "pay_later"
    WHERE_HELP = "where_help"
    STAY_OR_GO = "stay_or_go"
    URGENCY_WISH = "urgency_wish"
    DAY_WISH = "day_wish"
    WAIT = "wait"
    THANKS_CLOSE = "thanks_close"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One sentence of a message, in its own words."""

    kind: FollowUpKind
    words: str


# Said around what is meant, and nothing by themselves.
_WORDS = """
ok okay k right well oh ah aye hi hiya hey hello thanks thank you ta cheers great lovely good
fine perfect brilliant sorry please pls plz but and so also then now mate love lol xx x
just one more thing quick question
"""
_FILLERS = frozenset(_WORDS.split())
# "Yes please but is anyone coming tonight?": the answer before what is asked.
_ANSWERS_FIRST = re.compile(
    r"\s*(?:yes please|yes|yeah|yep|yh|no thanks|no|nope|nah|[1-9])"
    r"(?=[ ,]+(?:but|and|so|though)\b|\s*,)",
    re.IGNORECASE,
)


def beside(text: str, follow_ups: Iterable[FollowUp]) -> str:
    """What else the text says; empty where only fillers are left."""
    text = _in_a_line(text)
    for one in follow_ups:
        answer = _ANSWERS_FIRST.match(one.words)
        text = text.replace(_in_a_line(one.words), answer[0] if answer else "", 1)
    rest = text.strip(" .,;!?-")
    return "" if _FILLERS.issuperset(plain_words(rest).split()) else rest


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
