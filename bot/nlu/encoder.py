"""Component: the sentence vector of a message, from the tuned int8 all-MiniLM-L6-v2 encoder.

A dense featurizer by Rasa's API, so any Rasa classifier can use it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np
import onnxruntime
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Encoding, Tokenizer

from bot.nlu.component import StatelessComponent
from bot.nlu.home import encoder_folder
from bot.nlu.normaliser import NORMALISED

ENCODE = "encode"
"""How a normalised piece of the message becomes a vector, as `NORMALISE` is: a function."""
OUTPUT = ["vector"]
ORIGIN = "SentenceEncoder"
MAX_TOKENS = 96
CACHE_SIZE = 4096


class Encoder:
    """Texts to vectors (texts x 384, float32, of length 1)."""

    def __init__(self) -> None:
        folder = encoder_folder()
        self._session = _session(str(folder / "encoder.onnx"))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self.vector = lru_cache(CACHE_SIZE)(self._vector)

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """All vectors, on all cores."""
        encoded = self._tokenizer.encode_batch(list(texts))
        with ThreadPoolExecutor(os.cpu_count() or 1) as workers:
            return np.stack(list(workers.map(self._run, encoded)))

    def _vector(self, text: str) -> np.ndarray:
        return self._run(self._tokenizer.encode(text))

    def _run(self, encoded: Encoding) -> np.ndarray:
        inputs = {"ids": np.array([encoded.ids], np.int32)}
        return np.asarray(self._session.run(OUTPUT, inputs)[0][0])


def _session(graph: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # Texts are short, and another worker may need the other core.
    options.intra_op_num_threads, options.inter_op_num_threads = 1, 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(StatelessComponent):
    """Adds the sentence vector of the normalised text as a dense sentence feature."""

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    def __init__(self) -> None:
        self._encoder = Encoder()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        messages = training_data.training_examples
        vectors = self._encoder.vectors([message.get(NORMALISED) or "" for message in messages])
        for message, vector in zip(messages, vectors, strict=True):
            message.add_features(_feature(vector))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.add_features(_feature(self._encoder.vector(message.get(NORMALISED) or "")))
            message.set(ENCODE, self._encoder.vector)
        return messages


def vector_of(message: Message) -> np.ndarray:
    """The sentence vector (384) that was added to the message."""
    (sentence,) = (made for made in message.features if made.origin == ORIGIN)
    return np.asarray(sentence.features[0])


def _feature(vector: np.ndarray) -> Features:
    return Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, ORIGIN)
