"""The change that tuning made to the published weights, small enough to be kept with the code.

A weight of a matrix changes by -s, 0 or +s, with one s for each 64 of a row: three values are
enough, while all directions are needed (docs/adr/0014-a-tuned-encoder.md). What is no matrix
changes by a number of 16 bits. One file of safetensors, which cannot run code; its metadata names
the weights that it changes and the texts that it was learnt from.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

Weights = Mapping[str, np.ndarray]
TUNED = Path(__file__).with_name("tuned.safetensors")
GROUP = 64
SHARE_CHANGED = 0.7
"""Of the mean size of a group's changes: smaller ones count as none (Li et al., 2016)."""
SIGNS, SCALES, PLAIN = ".signs", ".scales", ".plain"
_PLACES = np.array([1, 4, 16, 64], np.uint8)


def rounded(base: Weights, tuned: Weights) -> dict[str, np.ndarray]:
    """The change from `base` to `tuned` in few values: arrays by name, as the file holds them."""
    change: dict[str, np.ndarray] = {}
    for name, before in base.items():
        difference = tuned[name].astype(np.float32) - before
        if not difference.any():
            continue
        if difference.ndim == 2 and difference.size % GROUP == 0:
            signs, scales = _signs(difference)
            change[name + SIGNS] = (signs.reshape(-1, 4) @ _PLACES).astype(np.uint8)
            change[name + SCALES] = scales.astype(np.float16)
        else:
            change[name + PLAIN] = difference.astype(np.float16)
    return change


def applied(base: Weights, change: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights with the change in them (float32)."""
    made = {name: weight.astype(np.float32) for name, weight in base.items()}
    for name, weight in made.items():
        if name + SIGNS in change:
            made[name] = weight + _difference(change, name, weight.shape)
        elif name + PLAIN in change:
            made[name] = weight + change[name + PLAIN].astype(np.float32)
    return made


def _signs(difference: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """0, 1 or 2 for less, as it was, and more; and the size of a change in each group."""
    groups = difference.reshape(-1, GROUP)
    sizes = np.abs(groups)
    changed = sizes > SHARE_CHANGED * sizes.mean(axis=1, keepdims=True)
    scales = (sizes * changed).sum(axis=1) / np.maximum(changed.sum(axis=1), 1)
    return (np.sign(groups) * changed + 1).astype(np.uint8), scales


def _difference(change: Mapping[str, np.ndarray], name: str, shape: tuple[int, ...]) -> np.ndarray:
    packed, scales = change[name + SIGNS], change[name + SCALES].astype(np.float32)
    signs = (packed[:, None] // _PLACES) % 4
    return ((signs.reshape(-1, GROUP).astype(np.float32) - 1) * scales[:, None]).reshape(shape)
