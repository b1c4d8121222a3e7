"""Component: the sentence vector of a message, from the int8 all-MiniLM-L6-v2 encoder.

A dense featurizer by Rasa's API, so any Rasa classifier can use it. Vectors are made beside the
components that do without them, while serving by one thread of the runtime's own, in training by
one on each core; whoever reads a feature waits for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Encoding, Tokenizer

from bot.nlu.component import Untaught
from bot.nlu.home import encoder_folder
from bot.nlu.normaliser import NORMALISED, PARTS

PART_VECTORS = "part_vectors"
"""The message's parts with their vectors, in their order, made as they are asked for: once."""
OUTPUT = ["vector"]
ORIGIN = "SentenceEncoder"
NOTHING = "[UNK]"
"""What is read of a text without words."""
MAX_TOKENS = 96
CACHE_SIZE = 4096
LONGEST_WAIT_S = 5.0
"""For one text, which takes milliseconds: a turn that fails is told and tried again, and one that
waits for ever stops them all."""


class Encoder:
    """Texts to vectors (texts x 768, float32)."""

    def __init__(self) -> None:
        folder = encoder_folder()
        self._graph = folder / "encoder.onnx"
        # The caller counts as one of the two, and leaves the work to the other.
        self._session = _session(self._graph, threads=2)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # No word begins a text: the graph knows what the first token is to the others. None ends
        # it: the vector is as good without one, and a token costs 0.2 ms.
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._nothing = self._tokenizer.token_to_id(NOTHING)
        self._begun = lru_cache(CACHE_SIZE)(self._begin)

    def start_all(self, texts: Sequence[str]) -> Future[np.ndarray]:
        """All vectors (texts x 768) to come, made beside the caller."""
        return ThreadPoolExecutor(1).submit(self.vectors, texts)

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """All vectors, on all cores, text by text: in batches they would take as long."""
        session, cores = _session(self._graph, threads=1), os.cpu_count() or 1
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        inputs = [self._inputs(one) for one in encoded]
        vectors = np.empty((len(inputs), session.get_outputs()[0].shape[1]), np.float32)

        def fill(share: range) -> None:
            for place in share:
                vectors[place] = session.run(OUTPUT, inputs[place])[0][0]

        with ThreadPoolExecutor(cores) as workers:
            list(workers.map(fill, [range(core, len(inputs), cores) for core in range(cores)]))
        return vectors

    def each(self, texts: Iterable[str]) -> Iterator[tuple[str, np.ndarray]]:
        """The texts with their vectors (768), all begun when the first is asked for."""
        for text, vector in [(text, self.start(text)) for text in texts]:
            yield text, vector.result(LONGEST_WAIT_S)

    def start(self, text: str) -> Future[np.ndarray]:
        """The vector (768) to come: once for a text, and again for one that failed."""
        vector = self._begun(text)
        if vector.done() and vector.exception() is not None:
            self._begun.cache_clear()
            vector = self._begun(text)
        return vector

    def _begin(self, text: str) -> Future[np.ndarray]:
        vector: Future[np.ndarray] = Future()
        inputs = self._inputs(self._tokenizer.encode(text, add_special_tokens=False))
        # The inputs go along so that they live as long as the run.
        self._session.run_async(OUTPUT, inputs, self._done, (vector, inputs))
        return vector

    def _done(self, outputs: Sequence[np.ndarray], started: tuple[Any, ...], error: str) -> None:
        vector = started[0]
        if error:
            vector.set_exception(RuntimeError(error))
        else:
            vector.set_result(outputs[0][0])

    def _inputs(self, encoded: Encoding) -> dict[str, np.ndarray]:
        return {"ids": np.array([encoded.ids or [self._nothing]], np.int32)}


def _session(graph: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # A thread that waits must not take the core of another worker.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


class ComingFeatures(Features):
    """A sentence feature that is being made; reading it waits for it."""

    def __init__(self, vector: Callable[[], np.ndarray]) -> None:
        self._vector = vector
        self.type, self.attribute, self.origin = FEATURE_TYPE_SENTENCE, TEXT, ORIGIN
        self._cached_fingerprint = None

    @property
    def features(self) -> np.ndarray:
        """1 x 768."""
        return self._vector().reshape(1, -1)

    def is_sparse(self) -> bool:
        return False

    def __deepcopy__(self, memo: dict[int, Any]) -> Features:
        """What Rasa combines with other features: the vector is there then."""
        return Features(self.features, self.type, self.attribute, self.origin)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(Untaught):
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
        texts = [message.get(NORMALISED) or "" for message in messages]
        vectors = self._encoder.start_all(texts)
        for place, message in enumerate(messages):
            message.add_features(ComingFeatures(partial(_row, vectors, place)))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            coming = self._encoder.start(message.get(NORMALISED) or "")
            message.add_features(ComingFeatures(partial(coming.result, LONGEST_WAIT_S)))
            message.set(PART_VECTORS, self._encoder.each(message.get(PARTS)))
        return messages


def _row(vectors: Future[np.ndarray], place: int) -> np.ndarray:
    return np.asarray(vectors.result()[place])
