"""What the others see of a text's first token, [CLS]: the same keys and values in every text.

In this model the first token hardly looks at the others (between texts its states differ by less
than a thousandth of their square), but they rest their attention on it. So its states are worked
out here, of the token alone, and it is not passed through the layers with a text: its time is
saved, and its few numbers of thirty times the usual size no longer coarsen the eight bits of the
others' (docs/adr/0002-sentence-encoder.md).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bot.encoder.layers import LAYERS, FirstToken, Weights, dense, embedded, normed, widened

FIRST_TOKEN = 101


def keys_and_values(weights: Weights) -> Iterator[FirstToken]:
    """For each layer, in their order."""
    state = embedded(weights, np.array([FIRST_TOKEN]), first_place=0)[0]
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        attention = f"{layer}.attention"
        values = dense(weights, state, f"{attention}.self.value")
        yield dense(weights, state, f"{attention}.self.key"), values
        # A token alone attends to itself, so what it gathers are its own values.
        seen = dense(weights, values, f"{attention}.output.dense")
        state = normed(weights, seen + state, f"{attention}.output.LayerNorm")
        narrow = dense(weights, widened(weights, state, layer), f"{layer}.output.dense")
        state = normed(weights, narrow + state, f"{layer}.output.LayerNorm")
