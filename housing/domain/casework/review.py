"""What was read unsurely or wrongly, for people to say how it should have been read.

A label is what training texts carry: an intent and, where it is about one, an issue of the
catalogue. Texts here are masked; nothing is taught that no person accepted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

KEPT_FOR = timedelta(days=90)
PRIVATE_AREAS = frozenset({"safeguarding", "asb", "safety"})
"""Texts about these are not read for practice; one that an officer corrected may be."""
REPORT = "report_problem"
_INTENT_OF = {
    "appointment_view": "appointment_view",
    "appointment_change": "appointment_change",
    "appointment_cancel": "appointment_cancel",
    "repair_chase": "repair_chase",
    "complaint": "complaint",
    "compliment": "compliment",
    "speak_to_person": "speak_to_person",
    "opening_hours": "opening_hours",
    "deal_question": "ask_deal",
    "charge_query": "ask_charge",
    "charge_dispute": "dispute_charge",
    "rent_balance": "rent_question",
    "rent_pay": "rent_question",
    "rent_arrears": "rent_question",
    **dict.fromkeys(
        (
            *("tenancy_change", "end_tenancy", "mutual_exchange", "pet_permission"),
            *("subletting_report", "moving_in", "update_contact", "information_request"),
            *("data_request", "resident_panel", "home_contents", "adaptation"),
            *("permission_alteration", "fob_key_order", "gas_letter", "eviction_notice"),
            *("bereavement", "moving_out", "garage_parking_rent", "injury_claim"),
        ),
        "tenancy_question",
    ),
}
"""The intent of each issue that is not a report of a problem."""
FEEDBACK = "feedback"
FEEDBACK_INTENTS = ("feedback_good", "feedback_not_good")
WITHOUT_ISSUE = (
    *("affirm", "deny", "inform", "dont_know", "choose_time", "provide_identity"),
    *("correct_answer", "greet", "goodbye", "thanks", "ask_help", "ask_why", "repeat"),
    *("start_over", "cancel", "bot_challenge", "swearing", "out_of_scope"),
)


class ReviewState(StrEnum):
    TO_REVIEW = "to_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Source(StrEnum):
    """Why a text is looked at: the bot was unsure, or an officer changed the issue."""

    UNSURE = "unsure"
    CORRECTED = "corrected"


class ReviewRefused(Exception):
    """Says in a sentence why the decision cannot be kept."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a text means: `tap_dripping` of report_problem, or `affirm` of no issue."""

    intent: str
    issue: str | None = None

    @property
    def code(self) -> str:
        """`intent` or `intent/issue`, for a form's field."""
        return f"{self.intent}/{self.issue}" if self.issue else self.intent


@dataclass(frozen=True, slots=True)
class NewReview:
    """`read`: what the bot took it for; `label`: what an officer says that it is."""

    message_id: int
    report_id: int | None
    source: Source
    text: str
    read: Label
    confidence: float
    label: Label | None


@dataclass(frozen=True, slots=True)
class Review:
    id: int
    source: Source
    text: str
    read: Label
    confidence: float
    label: Label | None
    state: ReviewState
    created_at: datetime

    @property
    def likeliest(self) -> Label:
        """What the form offers first."""
        return self.label or self.read


def label_of(issue: str) -> Label:
    """The issue with its intent; of feedback, that it was not good enough."""
    if issue == FEEDBACK:
        return Label(FEEDBACK_INTENTS[1], issue)
    return Label(_INTENT_OF.get(issue, REPORT), issue)


def labels(issues: Iterable[str]) -> dict[str, Label]:
    """Every label that a text may be given, by its code."""
    found = [label_of(issue) for issue in issues]
    found += [Label(intent, FEEDBACK) for intent in FEEDBACK_INTENTS]
    found += [Label(intent) for intent in WITHOUT_ISSUE]
    return {label.code: label for label in found}
