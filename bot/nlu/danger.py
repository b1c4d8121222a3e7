"""Component: danger in a message, as one entity for each class, surest first.

Rules speak first; where they are silent, a confident reading of a dangerous issue by the
classifier speaks for them, unless the words deny it. Never looks at the conversation: every
message is read, in every state.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.classifier import ISSUES
from bot.nlu.danger_rules import RULES, Danger, DangerRules
from bot.nlu.normaliser import LEXICON, english_words
from bot.nlu.text import MAX_CHARACTERS, Lexicon

CACHE_SIZE = 4096
CLASSES = {
    "gas_smell": "gas",
    "fire": "fire",
    "carbon_monoxide": "carbon_monoxide",
    "electric_shock": "electric",
    "asb_threats_violence": "violence",
    "domestic_abuse": "abuse",
    "self_harm": "self_harm",
    "safeguarding_child_adult": "child_or_adult_at_risk",
    "asb_hate": "hate",
}
"""Catalogue issues that are a danger by their nature."""
HIGHEST = 0.8
"""A reading without a rule's words is never as sure as one with them."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DangerWatch(GraphComponent):
    """Adds the entities `danger` to the message."""

    @staticmethod
    def required_packages() -> list[str]:
        return ["rapidfuzz"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`classifier_threshold`: the summed confidence of dangerous issues that speaks."""
        return {"classifier_threshold": 0.5}

    def __init__(self, config: dict[str, Any]) -> None:
        self._threshold = float(config["classifier_threshold"])
        rules = DangerRules(RULES, Lexicon.load(LEXICON), english_words())
        self._find = lru_cache(CACHE_SIZE)(rules.find)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerWatch:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = (message.get(TEXT) or "")[:MAX_CHARACTERS]
            entities = message.get(ENTITIES) or []
            dangers, denied = self._find(text)
            dangers = dangers or self._read_from_issues(message, denied, len(text))
            found = [*entities, *(_entity(danger) for danger in dangers)]
            message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _read_from_issues(self, message: Message, denied: set[str], length: int) -> list[Danger]:
        issues = message.get(ISSUES) or {}
        dangers = {CLASSES[i]: p for i, p in issues.items() if i in CLASSES}
        likeliest = max(dangers, key=lambda kind: dangers[kind], default=None)
        total = min(sum(dangers.values()), HIGHEST)
        if likeliest is None or likeliest in denied or total < self._threshold:
            return []
        return [Danger(likeliest, total, 0, length)]


def _entity(danger: Danger) -> dict[str, Any]:
    return {
        "entity": "danger",
        "value": danger.kind,
        "confidence": danger.confidence,
        "start": danger.start,
        "end": danger.end,
        "extractor": "DangerWatch",
    }
