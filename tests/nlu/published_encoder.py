"""all-MiniLM-L6-v2 as it was published, in numpy and nothing left out, to compare with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

import numpy as np
from scipy.special import erf

Weights = Mapping[str, np.ndarray]

LAYERS, HEADS = 6, 12


def layers_of(weights: Weights, ids: Sequence[int]) -> Iterator[np.ndarray]:
    """Each layer's states (tokens x 384) of one text; `ids` begin with the first token."""
    words, places, types = (
        weights[f"embeddings.{kind}_embeddings.weight"]
        for kind in ("word", "position", "token_type")
    )
    states = words[ids] + places[: len(ids)] + types[0]
    states = normed(weights, states, "embeddings.LayerNorm")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        seen = dense(weights, attention(weights, states, layer), f"{layer}.attention.output.dense")
        states = normed(weights, seen + states, f"{layer}.attention.output.LayerNorm")
        wide = dense(weights, states, f"{layer}.intermediate.dense")
        wide = wide * (1 + erf(wide / sqrt(2))) / 2
        narrow = dense(weights, wide, f"{layer}.output.dense")
        states = normed(weights, narrow + states, f"{layer}.output.LayerNorm")
        yield states


def attention(weights: Weights, states: np.ndarray, layer: str) -> np.ndarray:
    query, key, value = (
        dense(weights, states, f"{layer}.attention.self.{kind}")
        .reshape(len(states), HEADS, -1)
        .transpose(1, 0, 2)
        for kind in ("query", "key", "value")
    )
    shares = np.exp(query @ key.transpose(0, 2, 1) / sqrt(key.shape[-1]))
    shares /= shares.sum(axis=-1, keepdims=True)
    return (shares @ value).transpose(1, 0, 2).reshape(states.shape)


def dense(weights: Weights, states: np.ndarray, name: str) -> np.ndarray:
    return states @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def normed(weights: Weights, states: np.ndarray, name: str) -> np.ndarray:
    normalised = states - states.mean(axis=-1, keepdims=True)
    normalised /= np.sqrt(states.var(axis=-1, keepdims=True) + 1e-12)
    return normalised * weights[f"{name}.weight"] + weights[f"{name}.bias"]
