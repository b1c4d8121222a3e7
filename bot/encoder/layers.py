"""The parts of a BERT encoder in numpy, for what is worked out of the weights at set-up.

States are tokens x 384 or one token's 384; a part is named as in the published weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import numpy as np
from scipy.special import erf

LAYERS, HEADS, HIDDEN = 6, 12, 384
HEAD = HIDDEN // HEADS
LAYER_NORM_EPSILON = 1e-12
PROJECTED = ("query", "key", "value")

Weights = Mapping[str, np.ndarray]
FirstToken = tuple[np.ndarray, np.ndarray]
"""The first token's keys and values in a layer (a number each for every one the layer has)."""


def embedded(weights: Weights, ids: np.ndarray, first_place: int) -> np.ndarray:
    """States of tokens (any shape, the last axis along a text) that begin at that place."""
    words, places, types = (
        weights[f"embeddings.{kind}_embeddings.weight"]
        for kind in ("word", "position", "token_type")
    )
    at = np.arange(ids.shape[-1]) + first_place
    return normed(weights, words[ids] + places[at] + types[0], "embeddings.LayerNorm")


def attended(weights: Weights, states: np.ndarray, first: FirstToken, layer: str) -> np.ndarray:
    """What the heads gather (texts x tokens x their numbers); they see the first token too."""
    query, key, value = (
        dense(weights, states, f"{layer}.attention.self.{kind}") for kind in PROJECTED
    )
    key, value = (
        _heads(np.concatenate([np.broadcast_to(one, (len(states), 1, len(one))), others], axis=1))
        for one, others in zip(first, (key, value), strict=True)
    )
    shares = np.exp(_heads(query) @ key.swapaxes(2, 3) / np.float32(sqrt(HEAD)))
    shares /= shares.sum(axis=-1, keepdims=True)
    return (shares @ value).swapaxes(1, 2).reshape(*states.shape[:2], -1)


def _heads(numbers: np.ndarray) -> np.ndarray:
    texts, tokens, _ = numbers.shape
    return numbers.reshape(texts, tokens, -1, HEAD).swapaxes(1, 2)


def widened(weights: Weights, states: np.ndarray, layer: str) -> np.ndarray:
    """The inner numbers of the layer's feed-forward part."""
    inner = dense(weights, states, f"{layer}.intermediate.dense")
    return inner * (1 + erf(inner / np.float32(sqrt(2)))) / 2


def dense(weights: Weights, states: np.ndarray, name: str) -> np.ndarray:
    # One product of all states, which `@` would take apart by texts.
    return np.tensordot(states, weights[f"{name}.weight"], axes=(-1, 1)) + weights[f"{name}.bias"]


def normed(weights: Weights, states: np.ndarray, name: str) -> np.ndarray:
    evened = (states - states.mean(axis=-1, keepdims=True)) / spread(states)
    return evened * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def spread(states: np.ndarray) -> np.ndarray:
    """The standard deviation within each state, by which a layer's sum is divided."""
    return np.sqrt(states.var(axis=-1, keepdims=True) + LAYER_NORM_EPSILON)
