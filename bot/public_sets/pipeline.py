"""The components that read tenants' texts, trained afresh on other texts: the same classes.

Driven as Rasa's graph drives them, with their default settings, in a folder of their own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import TenantClassifier
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.names import NamesAreExamples
from bot.nlu.normaliser import TextNormaliser
from bot.public_sets.score import Answer

_CONTEXT = ExecutionContext(GraphSchema({}))


class Pipeline:
    """Names, normaliser, encoder and classifier as `config.yml` names them."""

    def __init__(
        self, labelled: Sequence[tuple[str, str | None]], encoder: SentenceEncoder
    ) -> None:
        """Learn from the texts. The encoder learns nothing, so several may share one."""
        examples = [Message({TEXT: text, INTENT: intent}) for text, intent in labelled]
        data = TrainingData(examples)
        data = NamesAreExamples().process_training_data(data)
        with tempfile.TemporaryDirectory(prefix="hearthline-sets-") as folder:
            storage = LocalModelStorage(Path(folder))
            self._normaliser = _trained(TextNormaliser, data, storage)
            self._normaliser.process_training_data(data)
            self._encoder = encoder
            self._encoder.process_training_data(data)
            self._classifier = _trained(TenantClassifier, data, storage)

    @property
    def threshold(self) -> float:
        return self._classifier.threshold

    def answer(self, text: str) -> Answer:
        messages = [Message({TEXT: text})]
        for component in (self._normaliser, self._encoder, self._classifier):
            messages = component.process(messages)
        ranking = [found["name"] for found in messages[0].get(INTENT_RANKING_KEY)]
        sure = ranking[0] != DEFAULT_NLU_FALLBACK_INTENT_NAME
        return Answer(ranking[0] if sure else ranking[1], sure)


def _trained(component: Any, data: TrainingData, storage: LocalModelStorage) -> Any:
    """The component trained on the data and loaded from what training kept."""
    settings, resource = component.get_default_config(), Resource(component.__name__)
    component.create(settings, storage, resource, _CONTEXT).train(data)
    return component.load(settings, storage, resource, _CONTEXT)
