"""Component: the sentence vector of a message, from the int8 all-MiniLM-L6-v2 encoder.

A dense featurizer by Rasa's API, so any Rasa classifier can use it. One thread while serving: a
server scales by processes, and a second spinning thread only takes the other worker's core.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np
import onnxruntime
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer

from bot.nlu.home import encoder_folder
from bot.nlu.normaliser import NORMALISED, PARTS

PART_VECTORS = "part_vectors"
"""The vectors of the message's parts, in their order, made as they are asked for: once."""
MAX_TOKENS = 96
CACHE_SIZE = 4096
BATCH = 32


class Encoder:
    """Texts to vectors (texts x 768, float32)."""

    def __init__(self) -> None:
        folder = encoder_folder()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = 1, 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()
        self.vector = lru_cache(CACHE_SIZE)(self._vector)

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """All vectors, on all cores, a batch on each; texts of like length share a batch."""
        tokens = [len(encoded) for encoded in map(self._tokenizer.encode, texts)]
        order = sorted(range(len(texts)), key=tokens.__getitem__)
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            made = list(workers.map(lambda batch: self._run([texts[i] for i in batch]), batches))
        vectors = np.empty((len(texts), made[0].shape[1]), np.float32)
        vectors[order] = np.concatenate(made)
        return vectors

    def _vector(self, text: str) -> np.ndarray:
        return np.asarray(self._run([text])[0])

    def _run(self, texts: list[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encoded], np.int64)
        mask = np.array([e.attention_mask for e in encoded], np.int64)
        return np.asarray(self._session.run(["vector"], {"ids": ids, "mask": mask})[0])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Adds the sentence vector of the normalised text as a dense sentence feature."""

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    def __init__(self) -> None:
        self._encoder = Encoder()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        messages = training_data.training_examples
        texts = [message.get(NORMALISED) or "" for message in messages]
        vectors = self._encoder.vectors(texts)
        for message, vector in zip(messages, vectors, strict=True):
            _add_feature(message, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            _add_feature(message, self._encoder.vector(message.get(NORMALISED) or ""))
            parts = message.get(PARTS) or []
            message.set(PART_VECTORS, map(self._encoder.vector, parts))
        return messages


def _add_feature(message: Message, vector: np.ndarray) -> None:
    sentence = vector.reshape(1, -1)
    message.add_features(Features(sentence, FEATURE_TYPE_SENTENCE, TEXT, "SentenceEncoder"))
