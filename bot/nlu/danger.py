"""Component: danger in a message, as one entity for each class, surest first.

English, Welsh and Polish are read by the classifier; phrases of other languages, which it cannot
read, are found as they stand. Never looks at the conversation: every message is read, always.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.classifier import DANGER, TenantClassifier
from bot.nlu.component import StatelessComponent
from bot.nlu.danger_chance import DangerTold
from bot.nlu.danger_phrases import Phrases
from bot.nlu.follow_ups import HARMLESS
from bot.nlu.learning.labels import FOLLOW_UP
from bot.nlu.text import WHOLE_MESSAGE

PHRASES = Path(__file__).with_name("danger_phrases.yml")
OF_A_PHRASE = 0.9
SURE_ALL_THE_SAME = 0.8
"""What looks like a danger in a sentence that asks of a visit or a reply counts from here: "knock
hard, I am deaf" is a wish."""
BELIEVED, POSSIBLE = "danger", "possible_danger"
"""Entities: what is spoken of, and what is only asked about."""


class Danger(NamedTuple):
    """One class of danger: its chance, whether to speak of it, and where its words stand."""

    kind: str
    chance: float
    believed: bool
    start: int
    end: int


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DangerByPhrases(StatelessComponent):
    """Adds the entities `danger` that phrases of other languages tell of."""

    def __init__(self) -> None:
        self._phrases = Phrases(yaml.safe_load(PHRASES.read_text("utf-8"))["phrases"])

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = (message.get(TEXT) or "")[:WHOLE_MESSAGE]
            found = {
                kind: Danger(kind, OF_A_PHRASE, True, start, end)
                for kind, start, end in self._phrases.find(text)
            }
            _add(message, found.values(), "DangerByPhrases")
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DangerByReading(StatelessComponent):
    """Adds the entities `danger` that the classifier reads: believed, or not to be ruled out."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [TenantClassifier]

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            told = message.get(DANGER)
            if not _only_asks(message, told):
                _add(message, _read(told), "DangerByReading")
        return messages


def _only_asks(message: Message, told: DangerTold | None) -> bool:
    """Whether its words stand in a follow-up about a visit or a reply, and it is not sure."""
    if told is None or told.danger.chance >= SURE_ALL_THE_SAME:
        return False
    return any(
        one["start"] <= told.start and told.end <= one["end"]
        for one in message.get(ENTITIES) or []
        if one["entity"] == FOLLOW_UP and one["value"] in HARMLESS
    )


def _read(told: DangerTold | None) -> list[Danger]:
    if told is None:
        return []
    danger = told.danger
    # What is only possible is asked about, as one thing.
    kinds = danger.kinds if danger.believed else danger.kinds[:1]
    return [
        Danger(kind, danger.chance * share / kinds[0][1], danger.believed, told.start, told.end)
        for kind, share in kinds
    ]


def _add(message: Message, dangers: Iterable[Danger], extractor: str) -> None:
    entities = list(message.get(ENTITIES) or [])
    known = {entity["value"] for entity in entities if entity["entity"] in (BELIEVED, POSSIBLE)}
    entities += [_entity(one, extractor) for one in dangers if one.kind not in known]
    message.set(ENTITIES, entities, add_to_output=True)


def _entity(danger: Danger, extractor: str) -> dict[str, Any]:
    return {
        "entity": BELIEVED if danger.believed else POSSIBLE,
        "value": danger.kind,
        "confidence": danger.chance,
        "start": danger.start,
        "end": danger.end,
        "extractor": extractor,
    }
