"""How leaves (an intent, or an intent about an issue) add up to intents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.nlu.model import Leaf


def by_intent(leaves: Sequence[Leaf]) -> tuple[list[str], np.ndarray]:
    """The intents in order, and the 0/1 matrix (leaves x intents) that sums leaves into them."""
    intents = sorted({intent for intent, _ in leaves})
    membership = np.zeros((len(leaves), len(intents)), np.float32)
    for row, (intent, _) in enumerate(leaves):
        membership[row, intents.index(intent)] = 1
    return intents, membership
