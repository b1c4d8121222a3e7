"""Component: danger in a message, as one entity for each class, surest first.

Rules speak first. What the classifier makes of the words speaks too when it is likely enough: of
classes that the rules neither found nor saw denied. Never looks at the conversation: every message
is read, in every state.
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

from bot.nlu.classifier import DANGER_CHANCE, TenantClassifier
from bot.nlu.danger_reading import DangerChance
from bot.nlu.danger_rules import RULES, Danger, DangerRules
from bot.nlu.normaliser import LEXICON, english_words
from bot.nlu.text import MAX_CHARACTERS, Lexicon

CACHE_SIZE = 4096
HIGHEST = 0.8
"""A reading without a rule's words is never as sure as one with them."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DangerWatch(GraphComponent):
    """Adds the entities `danger` to the message."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [TenantClassifier]

    @staticmethod
    def required_packages() -> list[str]:
        return ["rapidfuzz"]

    def __init__(self) -> None:
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
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = (message.get(TEXT) or "")[:MAX_CHARACTERS]
            entities = message.get(ENTITIES) or []
            dangers, denied = self._find(text)
            settled = denied | {danger.kind for danger in dangers}
            likely = _likely(message.get(DANGER_CHANCE), settled, len(text))
            found = [*entities, *(_entity(danger) for danger in [*dangers, *likely])]
            message.set(ENTITIES, found, add_to_output=True)
        return messages


def _likely(reading: DangerChance | None, settled: set[str], length: int) -> list[Danger]:
    """What the classifier reads beside the classes that the rules have settled."""
    if reading is None or not reading.believed or reading.kinds[0][0] in settled:
        return []
    surest = reading.kinds[0][1]
    return [
        Danger(kind, min(reading.chance, HIGHEST) * share / surest, 0, length)
        for kind, share in reading.kinds
        if kind not in settled
    ]


def _entity(danger: Danger) -> dict[str, Any]:
    return {
        "entity": "danger",
        "value": danger.kind,
        "confidence": danger.confidence,
        "start": danger.start,
        "end": danger.end,
        "extractor": "DangerWatch",
    }
