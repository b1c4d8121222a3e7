"""Leaves out of the encoder what short texts hardly need: heads, and inner numbers.

Layer by layer, what stays is fitted to give what the whole layer gave, on a sample of the texts
that are taught, and to make up for what the layers below have lost. A sixth of the weights goes,
and as much of the time that a text takes (docs/adr/0002-sentence-encoder.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from bot.encoder.fit import Fitted, LeastSquares
from bot.encoder.layers import (
    HEAD,
    LAYERS,
    PROJECTED,
    FirstToken,
    Weights,
    attended,
    dense,
    embedded,
    normed,
    spread,
    widened,
)

LIMIT = 0.0016
"""Of a part's variance, that a head or as many inner numbers as take its time may cost."""
INNER_IN_HEAD = 64
INNER_AT_ONCE = 32
"""A multiple of what the runtime multiplies at a time."""

Texts = Sequence[np.ndarray]
"""States of texts, those of one length together: texts x tokens x numbers each."""


@dataclass(frozen=True)
class _Part:
    """Half a layer: its inner numbers by whole weights, what makes them, and what gathers them."""

    inner: Callable[[np.ndarray], np.ndarray]
    made_by: Sequence[str]
    gathered_by: str
    norm: str
    group: int
    at_once: int
    limit: float


def pruned(
    weights: Weights, first: Sequence[FirstToken], sample: Iterable[Sequence[int]]
) -> tuple[Weights, list[FirstToken]]:
    """Smaller weights, and of the first token what their heads see.

    `sample`: the tokens of texts, without a first one.
    """
    smaller, seen = dict(weights), []
    meant = found = [embedded(weights, ids, first_place=1) for ids in _by_length(sample)]
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        for part in _attention(weights, first[number], layer), _feed_forward(weights, layer):
            fitted, meant, found = _fitted(weights, part, meant, found)
            for name in part.made_by:
                smaller[f"{name}.weight"] = weights[f"{name}.weight"][fitted.kept]
                smaller[f"{name}.bias"] = weights[f"{name}.bias"][fitted.kept]
            smaller[f"{part.gathered_by}.weight"] = fitted.weight
            smaller[f"{part.gathered_by}.bias"] = fitted.bias
            if part.group == HEAD:
                keys, values = first[number]
                seen.append((keys[fitted.kept], values[fitted.kept]))
    return smaller, seen


def _by_length(sample: Iterable[Sequence[int]]) -> list[np.ndarray]:
    lengths = defaultdict(list)
    for ids in sample:
        lengths[len(ids)].append(ids)
    return [np.array(same) for _, same in sorted(lengths.items())]


def _attention(weights: Weights, first: FirstToken, layer: str) -> _Part:
    attention = f"{layer}.attention"
    return _Part(
        partial(attended, weights, first=first, layer=layer),
        [f"{attention}.self.{kind}" for kind in PROJECTED],
        f"{attention}.output.dense",
        f"{attention}.output.LayerNorm",
        group=HEAD,
        at_once=1,
        limit=LIMIT,
    )


def _feed_forward(weights: Weights, layer: str) -> _Part:
    return _Part(
        partial(widened, weights, layer=layer),
        [f"{layer}.intermediate.dense"],
        f"{layer}.output.dense",
        f"{layer}.output.LayerNorm",
        group=1,
        at_once=INNER_AT_ONCE,
        limit=LIMIT / INNER_IN_HEAD,
    )


def _fitted(
    weights: Weights, part: _Part, meant: Texts, found: Texts
) -> tuple[Fitted, Texts, Texts]:
    """What stays of the part, what it was meant to give, and what it gives now."""
    inner = _rows([part.inner(states) for states in found])
    whole = dense(weights, _rows([part.inner(states) for states in meant]), part.gathered_by)
    whole += _rows(meant)
    scale = weights[f"{part.norm}.weight"]
    variance = ((whole - whole.mean(axis=-1, keepdims=True)) / spread(whole) * scale).var(axis=0)
    fit = LeastSquares(inner, whole - _rows(found), 1 / spread(whole))
    fit.towards(weights[f"{part.gathered_by}.weight"])
    fitted = fit.fewest(part.group, part.at_once, scale, part.limit * variance.sum())
    given = inner[:, fitted.kept] @ fitted.weight.T + fitted.bias + _rows(found)
    return (
        fitted,
        _as_texts(normed(weights, whole, part.norm), meant),
        _as_texts(normed(weights, given, part.norm), found),
    )


def _rows(texts: Texts) -> np.ndarray:
    return np.concatenate([states.reshape(-1, states.shape[-1]) for states in texts])


def _as_texts(rows: np.ndarray, like: Texts) -> Texts:
    ends = np.cumsum([states.shape[0] * states.shape[1] for states in like])
    return [
        part.reshape(*states.shape[:2], -1)
        for part, states in zip(np.split(rows, ends[:-1]), like, strict=True)
    ]
