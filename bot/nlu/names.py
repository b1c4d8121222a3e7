"""Component: the name of what is taught is an example of it too.

An issue of the catalogue, or an intent that is about none, is named in plain words by who keeps it
("boiler_pressure_low"), and somebody may well say just that. Where few examples are taught, the
name is worth several of them. In training only; a message passes unchanged.
"""

from __future__ import annotations

from collections import Counter

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import StatelessComponent
from bot.nlu.learning.labels import FOLLOW_UP, Label, label_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class NamesAreExamples(StatelessComponent):
    """Adds one example for each subject, filed where most examples of the subject are."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        told = Counter(
            label_of(example)
            for example in training_data.intent_examples
            if example.get(INTENT) != FOLLOW_UP
        )
        usual = {label.subject: label for label, _ in reversed(told.most_common())}
        return training_data.merge(TrainingData([_example(label) for label in usual.values()]))

    def process(self, messages: list[Message]) -> list[Message]:
        return messages


def _example(label: Label) -> Message:
    name = (label.issue or label.intent).replace("_", " ")
    metadata = {"issue": label.issue, "danger": label.danger}
    return Message({TEXT: name, INTENT: label.intent, METADATA: {"intent": metadata}})
