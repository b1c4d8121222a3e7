"""Component: the normalised text beside the original, for every later component to read.

Learns its spelling vocabulary from the training texts and lookup tables.
Must not change the message's own text.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import TrainedComponent
from bot.nlu.home import encoder_folder
from bot.nlu.text import Lexicon, correct, expand, tidy

NORMALISED = "normalised"
NORMALISE = "normalise"
"""How a piece of the message is normalised, for components that read it by itself: a function."""
LEXICON = Path(__file__).with_name("words.yml")
VOCABULARY_FILE = "vocabulary.json"
CACHE_SIZE, WORDS_KEPT = 4096, 20_000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TextNormaliser(TrainedComponent):
    """Sets `normalised` on each message."""

    @staticmethod
    def required_packages() -> list[str]:
        return ["rapidfuzz"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`min_count`: how often a word must be written before others are corrected to it."""
        return {"min_count": 3}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._lexicon = Lexicon.load(LEXICON)
        self._english = english_words()
        self._vocabulary: dict[str, list[str]] = {}
        self._spelt = lru_cache(WORDS_KEPT)(self._corrected)
        self.normalise = lru_cache(CACHE_SIZE)(self._normalised)

    def restore(self, folder: Path) -> None:
        vocabulary = json.loads((folder / VOCABULARY_FILE).read_text("utf-8"))
        self._vocabulary = _by_first_letter(vocabulary)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the vocabulary: real words used often enough, and those of the lookup tables."""
        counts = Counter(
            word
            for example in training_data.training_examples
            for word in expand(tidy(example.get(TEXT) or ""), self._lexicon)
        )
        often = self._config["min_count"]
        seen = {w for w, n in counts.items() if n >= often and w in self._english}
        listed = {str(w) for table in training_data.lookup_tables for w in table["elements"]}
        words = sorted(seen | listed)
        with self._storage.write_to(self._resource) as folder:
            (folder / VOCABULARY_FILE).write_text(json.dumps(words), "utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        for example in training_data.training_examples:
            example.set(NORMALISED, self.normalise(example.get(TEXT) or ""))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            message.set(NORMALISED, self.normalise(text))
            message.set(NORMALISE, self.normalise)
        return messages

    def _normalised(self, text: str) -> str:
        return " ".join(map(self._spelt, expand(tidy(text), self._lexicon)))

    def _corrected(self, word: str) -> str:
        return correct(word, self._english, self._vocabulary)


def english_words() -> frozenset[str]:
    """The whole words the encoder knows: a large English vocabulary that is at hand anyway."""
    tokenizer = json.loads((encoder_folder() / "tokenizer.json").read_text("utf-8"))
    return frozenset(w for w in tokenizer["model"]["vocab"] if w.isalpha() and w.isascii())


def _by_first_letter(words: list[str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for word in words:
        grouped[word[0]].append(word)
    return grouped
