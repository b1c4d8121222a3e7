"""Component: what a message asks or tells of the matter in hand, sentence by sentence.

"Will they ring first", "do I have to pay for this", "you misread me": the dialogue acts (ISO
24617-2) of somebody in the middle of a conversation, which name no problem. They are taught as
Rasa's retrieval intents, `follow_up/ring_first`, and left out of what the message is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.learning.labels import FOLLOW_UP, Label, follow_up_of
from bot.nlu.learning.reader import Weighting
from bot.nlu.model_component import ModelComponent
from bot.nlu.normaliser import NORMALISE, NORMALISED
from bot.nlu.text import sentences

REST = "rest"
"""The message without its follow-ups, where both say something; None where it is all one."""
OTHERWISE = "none"
"""A sentence that is no follow-up: a report, an answer to nothing, a wish of another kind."""
TELLS = "tells"
"""A fact, an answer, a feeling: said in the middle, and nothing is asked by it."""
SURE_KINDS = frozenset(
    {
        "where_help",
        "cannot_ring",
        "safe_now",
        "meanwhile",
        "language",
        "authority_came",
        "pay_later",
        "misread",
        "stop_it",
        "wait",
    }
)
"""Kinds whose answer says something false where it was not asked."""
HARMLESS = frozenset(
    {
        "who_comes",
        "when_visit",
        "ring_first",
        "must_be_in",
        "same_visit",
        "is_noted",
        "still_on",
        "how_reply",
        "when_reply",
        "who_replies",
        "number_for_this",
        "cost",
        "which_ref",
        "reported_before",
        "what_next",
        "keep_evidence",
        "code_not_come",
    }
)
"""Of a visit, a reply, a number or a price. Who stops something, cannot ring, waits or names a day
may well tell of a danger with it."""
HAS_AN_INTENT = frozenset(
    {
        "when_visit",
        "still_on",
        "stop_it",
        "is_stopped",
        "day_wish",
        "urgency_wish",
        "when_reply",
        "cost",
        "pay_later",
        "misread",
        "not_answered",
        "already_told",
        "language",
        "thanks_close",
    }
)
"""A chase, a price, a wish to cancel: asked in a first message these are what it is about."""
WEIGHTING = Weighting(c=30.0, nearest=12.0)
"""Few texts for each of many kinds: the very wording tells more than among the subjects."""
LEAST_REST = 3
"""Words: fewer are a greeting or a filler."""


class FollowUp(NamedTuple):
    """A sentence of the message, from `start` to `end`, and how sure its kind is (0 to 1)."""

    kind: str
    confidence: float
    start: int
    end: int


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FollowUpReader(ModelComponent):
    """Adds one entity `follow_up` for each sentence that is one, in the message's order."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`believed`: from which chance a sentence is a follow-up at all, `surely`: one of a kind
        whose answer would be false to anything else; `share`: of that chance what its kind must
        have; `left_out`: from which chance it is no part of what the message is about; `one_in`:
        of the texts that are none, one in how many is learnt from."""
        return {
            "believed": 0.6,
            "surely": 0.7,
            "share": 0.35,
            "left_out": 0.85,
            "one_in": 80,
        }

    def restore(self, folder: Path) -> None:
        super().restore(folder)
        self._kinds = [kind for kind, _ in self._model.subjects]
        self._asks = np.array([kind not in (OTHERWISE, TELLS) for kind in self._kinds])

    def train(self, training_data: TrainingData) -> Resource:
        taught = [e for e in training_data.intent_examples if e.get(NORMALISED)]
        follow_ups = [example for example in taught if follow_up_of(example)]
        others = [example for example in taught if not follow_up_of(example)]
        examples = follow_ups + others[:: self._config["one_in"]]
        labels = [Label(follow_up_of(example) or OTHERWISE) for example in examples]
        self._learn(examples, labels, WEIGHTING)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = list(self._read(message))
            entities = [*(message.get(ENTITIES) or []), *map(_entity, found)]
            message.set(ENTITIES, entities, add_to_output=True)
            message.set(REST, self._rest(message.get(TEXT) or "", found))
        return messages

    def _read(self, message: Message) -> Iterator[FollowUp]:
        text = message.get(TEXT) or ""
        for start, end in sentences(text):
            if not message.get(NORMALISE)(text[start:end]):
                continue
            found = self._kind(self._read_piece(message, text[start:end]).subjects)
            if found is not None:
                yield FollowUp(*found, start, end)

    def _kind(self, chances: np.ndarray) -> tuple[str, float] | None:
        """The likeliest kind of follow-up, and the chance that the sentence is any."""
        asked = chances * self._asks
        any_kind, likeliest = float(asked.sum()), int(asked.argmax())
        surely = self._kinds[likeliest] in SURE_KINDS
        if any_kind < self._config["surely" if surely else "believed"]:
            return None
        if asked[likeliest] < self._config["share"] * any_kind:
            return None
        return self._kinds[likeliest], min(any_kind, 1.0)

    def _rest(self, text: str, found: list[FollowUp]) -> str | None:
        out = [
            one
            for one in found
            if one.kind not in HAS_AN_INTENT and one.confidence >= self._config["left_out"]
        ]
        if not out:
            return None
        for one in reversed(out):
            text = f"{text[: one.start]} {text[one.end :]}"
        return text if len(text.split()) >= LEAST_REST else None


def _entity(found: FollowUp) -> dict[str, Any]:
    return {
        "entity": FOLLOW_UP,
        "value": found.kind,
        "confidence": found.confidence,
        "start": found.start,
        "end": found.end,
        "extractor": "FollowUpReader",
    }
