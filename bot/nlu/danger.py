"""Components: danger in a message, as one entity for each class, surest first.

Rules speak first. What the classifier makes of the words speaks too when it is likely enough: of
classes that the rules neither found nor saw denied. Never looks at the conversation: every message
is read, in every state.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.classifier import DANGER_CHANCE, TenantClassifier
from bot.nlu.component import Untaught
from bot.nlu.danger_reading import DangerChance
from bot.nlu.danger_rules import RULES, Danger, DangerRules
from bot.nlu.normaliser import LEXICON, english_words
from bot.nlu.text import MAX_CHARACTERS, WHOLE_MESSAGE, Lexicon

SETTLED = "settled_dangers"
"""Classes of danger that the rules found or saw denied; not part of the answer."""
CACHE_SIZE = 4096
HIGHEST = 0.8
"""A reading without a rule's words is never as sure as one with them."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DangerByRules(Untaught):
    """Adds the entities `danger` that words alone tell of."""

    @staticmethod
    def required_packages() -> list[str]:
        return ["rapidfuzz"]

    def __init__(self) -> None:
        rules = DangerRules(RULES, Lexicon.load(LEXICON), english_words())
        self._find = lru_cache(CACHE_SIZE)(rules.find)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            dangers, denied = self._find((message.get(TEXT) or "")[:WHOLE_MESSAGE])
            message.set(SETTLED, denied | {danger.kind for danger in dangers})
            _add(message, dangers, "DangerByRules")
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DangerByReading(Untaught):
    """Adds the entities `danger` that the classifier reads and no rule has settled."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [DangerByRules, TenantClassifier]

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            length = len((message.get(TEXT) or "")[:MAX_CHARACTERS])
            likely = _likely(message.get(DANGER_CHANCE), message.get(SETTLED), length)
            _add(message, likely, "DangerByReading")
        return messages


def _add(message: Message, dangers: Iterable[Danger], extractor: str) -> None:
    found = [_entity(danger, extractor) for danger in dangers]
    message.set(ENTITIES, [*(message.get(ENTITIES) or []), *found], add_to_output=True)


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


def _entity(danger: Danger, extractor: str) -> dict[str, Any]:
    return {
        "entity": "danger",
        "value": danger.kind,
        "confidence": danger.confidence,
        "start": danger.start,
        "end": danger.end,
        "extractor": extractor,
    }
