"""What one training text teaches: its intent, the issue it is about, and the danger it tells of."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, METADATA
from rasa.shared.nlu.training_data.message import Message

FOLLOW_UP = "follow_up"
"""The intent of what is asked or told of what is in hand; its kind stands after the slash."""
ORDINARY, OPEN = "none", "open"
"""No danger; and what an officer alone with the words could take for either."""
ALWAYS = {
    "gas_smell": "gas",
    "fire": "fire",
    "carbon_monoxide": "carbon_monoxide",
    "electric_shock": "electric",
    "pipe_burst": "flood",
    "ceiling_collapse": "structural",
    "asb_threats_violence": "violence",
    "domestic_abuse": "abuse",
    "self_harm": "self_harm",
    "safeguarding_child_adult": "child_or_adult_at_risk",
    "asb_hate": "hate",
}
"""Catalogue issues that are a danger by their nature."""
Sum = TypeVar("Sum", bound=Hashable)


class Label(NamedTuple):
    """`danger` is a class of danger, ORDINARY or OPEN."""

    intent: str
    issue: str | None = None
    danger: str = ORDINARY

    @property
    def subject(self) -> tuple[str, str | None]:
        return self.intent, self.issue


def label_of(example: Message) -> Label:
    """From the example's intent and what its block's metadata names (`issue`, `danger`)."""
    metadata = (example.get(METADATA) or {}).get("intent") or {}
    issue = metadata.get("issue")
    danger = metadata.get("danger") or ALWAYS.get(issue, ORDINARY)
    return Label(example.get(INTENT), issue, danger)


def follow_up_of(example: Message) -> str | None:
    """The kind of follow-up that the example is one of; None for any other text."""
    named = str(example.get(INTENT_RESPONSE_KEY) or "")
    return named.partition("/")[2] or None if example.get(INTENT) == FOLLOW_UP else None


def sums(parts: Sequence[Sum]) -> tuple[list[Sum], np.ndarray]:
    """The different `parts` in order of appearance, and the 0/1 matrix that sums into them."""
    different = list(dict.fromkeys(parts))
    places = {part: place for place, part in enumerate(different)}
    membership = np.zeros((len(parts), len(different)), np.float32)
    for row, part in enumerate(parts):
        membership[row, places[part]] = 1
    return different, membership


def summed(chances: np.ndarray, membership: np.ndarray) -> np.ndarray:
    """Chances added up by `sums`' matrix; single precision adds up to a little more than one."""
    return np.asarray(np.minimum(chances @ membership, 1))
