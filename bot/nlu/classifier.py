"""Component: the intent of a message and, where it is about one, the catalogue issue.

Two levels from one model: subjects are intents with issues, intents are their sums. An intent
below the trained threshold, by its confidence and by how familiar the text is, becomes
`nlu_fallback`; its likely issue is kept for the service to ask about. A text without one known
word is never guessed at. The model is arrays and
JSON in the archive, never a pickle.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danger_reading import DangerChance, of_message
from bot.nlu.encoder import ORIGIN, PART_VECTORS, SentenceEncoder
from bot.nlu.home import encoder_identity
from bot.nlu.leaves import leaf_of, summed, sums
from bot.nlu.model import Reading, TenantModel
from bot.nlu.normaliser import NORMALISED, TextNormaliser
from bot.nlu.several import may_be_several, several

RANKED = 5
REPORT = "report_problem"
ISSUE = "issue"
DANGER_CHANCE = "danger_chance"
"""A `DangerChance` for the watch over danger; not part of the answer."""
LEAST_ISSUE_MASS = 0.3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TenantClassifier(GraphComponent):
    """Sets `intent`, `intent_ranking` and the entity `issue`."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [TextNormaliser, SentenceEncoder]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`kept`: of the texts read rightly, the share that the threshold must not turn away.

        `sharpened`: how much softer readings of held-out training texts are than of texts as they
        are sent; below 1 where those taught were chosen to differ from one another. `nearest`: what
        a cosine of 1 with the nearest example adds to a score.
        """
        return {"kept": 0.95, "sharpened": 1.0, "nearest": 6.0}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: TenantModel | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        if model:
            self._use(model)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TenantClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TenantClassifier:
        with model_storage.read_from(resource) as folder:
            model = TenantModel.load(folder)
        if model.encoder != encoder_identity():
            raise InvalidConfigException("The model was trained with another sentence encoder.")
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        from bot.nlu.training import Settings, fit

        examples = [e for e in training_data.intent_examples if e.get(NORMALISED)]
        texts = [example.get(NORMALISED) for example in examples]
        leaves = [leaf_of(example) for example in examples]

        def vectors() -> np.ndarray:
            return np.stack([_vector(example) for example in examples])

        settings = Settings(**{name: self._config[name] for name in self.get_default_config()})
        with self._storage.write_to(self._resource) as folder:
            fit(texts, vectors, leaves, encoder_identity(), settings).save(folder)
        return self._resource

    @property
    def threshold(self) -> float:
        """What an intent's confidence times the text's familiarity must reach."""
        return self._model.threshold

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._classify(message)
        return messages

    def _use(self, model: TenantModel) -> None:
        self._model, self._subjects = model, model.subjects
        self._intents, self._membership = sums([intent for intent, _ in self._subjects])
        self._about = np.array([issue is not None for _, issue in self._subjects])
        self._problems = self._about & np.array([i == REPORT for i, _ in self._subjects])

    def _classify(self, message: Message) -> None:
        text = message.get(NORMALISED) or ""
        known = self._model.vectoriser.knows_any(text)
        # The vector is waited for last: it is still being made.
        by_grams = self._model.by_grams(text)
        reading = self._model.read(_vector(message), by_grams)
        subjects = reading.subjects
        ranking = _ranked(summed(subjects, self._membership), self._intents)
        top = ranking[0]
        if not known or top["confidence"] * reading.familiar < self.threshold:
            fallback = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}
            fallback["confidence"] = 1.0 - top["confidence"] if text else 1.0
            ranking = [fallback, *ranking]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        issues, danger = self._told(message, reading, top["name"]) if known else ([], None)
        message.set(DANGER_CHANCE, danger)
        entities = [*(message.get(ENTITIES) or []), *issues]
        message.set(ENTITIES, entities, add_to_output=True)

    def _told(
        self, message: Message, reading: Reading, intent: str
    ) -> tuple[list[dict[str, Any]], DangerChance | None]:
        """Its issues and the chance of danger, by its parts where the whole does not settle it."""
        parts = cache(lambda: self._parts(message))
        issues = self._issues(parts, reading.subjects, intent)
        if reading.danger is None:
            return issues, None
        problems = issues if intent == REPORT else []
        return issues, of_message(
            reading.danger,
            lambda: [part.danger for part in parts() if part.danger],
            [(problem["value"], problem["confidence"]) for problem in problems],
        )

    def _parts(self, message: Message) -> list[Reading]:
        """The readings of the message's parts; each costs as much as that of the whole."""
        told = message.get(PART_VECTORS)
        return [self._model.read(vector, self._model.by_grams(text)) for text, vector in told]

    def _issues(
        self, parts: Callable[[], list[Reading]], subjects: np.ndarray, intent: str
    ) -> list[dict[str, Any]]:
        """One entity for the issue, or one for each of several in the message's order."""
        if intent == REPORT and may_be_several(subjects, self._problems):
            read = [part.subjects for part in parts()]
            found = several(subjects, read, self._problems)
            if found:
                return [self._entity(max(read, key=lambda p: p[at]), at) for at in found]
        best = self._best_issue(subjects, intent)
        return [] if best is None else [self._entity(subjects, best)]

    def _best_issue(self, subjects: np.ndarray, intent: str) -> int | None:
        """The likeliest subject of the intent with an issue; None when it is hardly about one."""
        of_intent = subjects * self._about * self._membership[:, self._intents.index(intent)]
        return int(of_intent.argmax()) if of_intent.sum() >= LEAST_ISSUE_MASS else None

    def _entity(self, subjects: np.ndarray, subject: int) -> dict[str, Any]:
        """The issue with the others that are likeliest beside it."""
        value = self._subjects[subject][1]
        # Good and not good feedback are two subjects of one issue.
        confidences: dict[str | None, float] = {value: float(subjects[subject])}
        for other in np.argsort(-(subjects * self._about))[: 2 * RANKED]:
            confidences.setdefault(self._subjects[other][1], float(subjects[other]))
        others = [(issue, c) for issue, c in confidences.items() if issue not in (value, None)]
        return {
            "entity": ISSUE,
            "value": value,
            "confidence": confidences[value],
            "alternatives": [{"id": issue, "confidence": c} for issue, c in others[:RANKED]],
            "extractor": "TenantClassifier",
        }


def _vector(message: Message) -> np.ndarray:
    (sentence,) = (made for made in message.features if made.origin == ORIGIN)
    return np.asarray(sentence.features[0])


def _ranked(confidences: np.ndarray, names: list[str]) -> list[dict[str, Any]]:
    order = np.argsort(-confidences)[:RANKED].tolist()
    return [{"name": names[i], "confidence": float(confidences[i])} for i in order]
