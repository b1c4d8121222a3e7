"""Component: the intent of a message and, where it is about one, the catalogue issue.

Two levels from one model: subjects are intents with issues, intents are their sums. An intent
below the trained threshold, by its confidence and the text's similarity to those taught, becomes
`nlu_fallback`; its likely issue is kept for the service to ask about. A text without one known
word is never guessed at. The model is arrays and
JSON in the archive, never a pickle.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danger_chance import DangerChance, DangerTold, surest
from bot.nlu.encoder import vector_of
from bot.nlu.follow_ups import REST
from bot.nlu.learning.labels import label_of, summed, sums
from bot.nlu.learning.reader import Weighting
from bot.nlu.model_component import ModelComponent
from bot.nlu.multi_issue import may_be_multi_issue, subjects_told
from bot.nlu.normaliser import NORMALISED
from bot.nlu.text import parts, windows

RANKED = 5
REPORT = "report_problem"
ISSUE = "issue"
DANGER = "danger_told"
"""A `DangerTold` for the watch over danger, or None; not part of the answer."""
LEAST_ISSUE_MASS, TWICE, LEAST_ALONE = 0.3, 2.0, 0.2
"""An issue is named where issues together have that much, or where it stands out among them."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TenantClassifier(ModelComponent):
    """Sets `intent`, `intent_ranking` and the entity `issue`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`kept` and `sharpened` as `Sureness` tells, `grams` and `nearest` as `Weighting` does."""
        return {
            "kept": 0.95,
            "sharpened": 1.0,
            "grams": Weighting.grams,
            "nearest": Weighting.nearest,
        }

    def restore(self, folder: Path) -> None:
        super().restore(folder)
        self._subjects = self._model.subjects
        self._intents, self._membership = sums([intent for intent, _ in self._subjects])
        self._about = np.array([issue is not None for _, issue in self._subjects])
        self._problems = self._about & np.array([i == REPORT for i, _ in self._subjects])

    def train(self, training_data: TrainingData) -> Resource:
        examples = [e for e in training_data.intent_examples if e.get(NORMALISED)]
        config = self._config
        self._learn(
            examples,
            [label_of(example) for example in examples],
            replace(Weighting(), grams=config["grams"], nearest=config["nearest"]),
            kept=config["kept"],
            sharpened=config["sharpened"],
        )
        return self._resource

    @property
    def threshold(self) -> float:
        """What an intent's confidence times the text's similarity must reach."""
        return self._model.confidence.threshold

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        text = message.get(NORMALISED) or ""
        known = self._model.grams.knows_any(text)
        whole = self._model.read(vector_of(message), text)
        rest = message.get(REST)
        reading = self._read_piece(message, rest) if rest else whole
        subjects = reading.subjects
        ranking = _ranked(summed(subjects, self._membership), self._intents)
        top = ranking[0]
        if not known or top["confidence"] * reading.similarity < self.threshold:
            fallback = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}
            fallback["confidence"] = 1.0 - top["confidence"] if text else 1.0
            ranking = [fallback, *ranking]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        issues = self._issues(message, reading.subjects, top["name"]) if known else []
        message.set(DANGER, self._danger(message, whole.danger) if known else None)
        entities = [*(message.get(ENTITIES) or []), *issues]
        message.set(ENTITIES, entities, add_to_output=True)

    def _danger(self, message: Message, whole: DangerChance | None) -> DangerTold | None:
        """The danger told of, with where; None where there is hardly any chance of it."""
        if whole is None:
            return None
        text = message.get(TEXT) or ""
        spans = windows(text)
        read = [
            DangerTold(danger, start, end)
            for start, end in (spans if len(spans) > 1 else [])
            if (danger := self._read_piece(message, text[start:end]).danger) is not None
        ]
        return surest(DangerTold(whole, 0, len(text)), read)

    def _issues(self, message: Message, subjects: np.ndarray, intent: str) -> list[dict[str, Any]]:
        """One entity for the issue, or one for each of several in the message's order."""
        if intent == REPORT and may_be_multi_issue(subjects, self._problems):
            read = self._parts(message)
            found = subjects_told(subjects, read, self._problems)
            if found:
                return [self._entity(max(read, key=lambda p: p[at]), at) for at in found]
        best = self._best_issue(subjects)
        return [] if best is None else [self._entity(subjects, best)]

    def _parts(self, message: Message) -> list[np.ndarray]:
        """How each of what may be several things said is read, follow-ups left out."""
        about = message.get(REST) or message.get(TEXT) or ""
        return [self._read_piece(message, part).subjects for part in parts(about)]

    def _best_issue(self, subjects: np.ndarray) -> int | None:
        """The likeliest subject with an issue; None when the text is hardly about one."""
        issues = subjects * self._about
        second, first = np.sort(issues)[-2:]
        named = issues.sum() >= LEAST_ISSUE_MASS or first >= max(TWICE * second, LEAST_ALONE)
        return int(issues.argmax()) if named else None

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


def _ranked(confidences: np.ndarray, names: list[str]) -> list[dict[str, Any]]:
    order = np.argsort(-confidences)[:RANKED].tolist()
    return [{"name": names[i], "confidence": float(confidences[i])} for i in order]
