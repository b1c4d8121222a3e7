"""Component: danger in a message, as one entity for each class, surest first.

Rules speak first; where they are silent, a model learnt from tenants' words speaks for them when
it is fairly sure, unless the words deny it. Never looks at the conversation: every message is
read, in every state.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danger_model import DangerModel
from bot.nlu.danger_rules import RULES, Danger, DangerRules
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.normaliser import LEXICON, NORMALISED, TextNormaliser, english_words
from bot.nlu.text import MAX_CHARACTERS, Lexicon

CACHE_SIZE = 4096
HIGHEST = 0.8
"""A reading without a rule's words is never as sure as one with them."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DangerWatch(GraphComponent):
    """Adds the entities `danger` to the message."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [TextNormaliser, SentenceEncoder]

    @staticmethod
    def required_packages() -> list[str]:
        return ["rapidfuzz"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    def __init__(
        self, storage: ModelStorage, resource: Resource, model: DangerModel | None = None
    ) -> None:
        self._storage, self._resource, self._model = storage, resource, model
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
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DangerWatch:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, DangerModel.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        from bot.nlu.danger_training import fit_danger, kind_of

        kinds = {id(e): kind_of(e) for e in training_data.intent_examples if e.get(NORMALISED)}
        examples = [e for e in training_data.intent_examples if kinds.get(id(e))]
        texts = [example.get(NORMALISED) for example in examples]
        vectors = np.stack([_vector(example) for example in examples])
        with self._storage.write_to(self._resource) as folder:
            fit_danger(texts, vectors, [kinds[id(e)] for e in examples]).save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = (message.get(TEXT) or "")[:MAX_CHARACTERS]
            entities = message.get(ENTITIES) or []
            dangers, denied = self._find(text)
            dangers = dangers or self._read(message, denied, len(text))
            found = [*entities, *(_entity(danger) for danger in dangers)]
            message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _read(self, message: Message, denied: set[str], length: int) -> list[Danger]:
        """The model's reading of a message without a rule's words."""
        text = message.get(NORMALISED)
        if self._model is None or not text:
            return []
        kind, chance = self._model.read(_vector(message), text)
        if chance < self._model.threshold or kind in denied:
            return []
        return [Danger(kind, min(chance, HIGHEST), 0, length)]


def _vector(message: Message) -> np.ndarray:
    _, sentence = message.get_dense_features(TEXT)
    return np.asarray(sentence.features[0])


def _entity(danger: Danger) -> dict[str, Any]:
    return {
        "entity": "danger",
        "value": danger.kind,
        "confidence": danger.confidence,
        "start": danger.start,
        "end": danger.end,
        "extractor": "DangerWatch",
    }
