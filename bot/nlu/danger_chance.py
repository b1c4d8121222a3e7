"""How likely a text tells of danger, of which class, and from when it is spoken of.

Decides nothing about what is then said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

LEAST_SHARE = 0.2
"""Of the chance: further classes that have less are not named."""
HINT = 0.1
"""The chance from which there may be danger: it is asked about."""
SURE_PART = 0.8
MOST_ODDS = 30.0


@dataclass(frozen=True)
class DangerChance:
    """The chance 0 to 1 of any danger, whether to speak of it, and which it may be with its share.

    Shares are of the chance, the largest first; of further classes those with LEAST_SHARE or more.
    """

    chance: float
    believed: bool
    kinds: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Thresholds:
    """A chance from scores, by `slope` and `offset`, and for each class that it is believed from.

    Each class has its own: what looks like despair is common in everyday talk, gas is not.
    """

    slope: float
    offset: float
    believed: Mapping[str, float]

    def read(self, scores: np.ndarray, kinds: Sequence[str]) -> DangerChance:
        """`scores` of no danger and, after it, of each class in the order of `kinds`."""
        chance = float(self.chances(scores[None, :])[0])
        shares = np.exp(scores[1:] - scores[1:].max())
        ranked = sorted(
            zip(kinds[1:], (shares / shares.sum()).tolist(), strict=True), key=lambda one: -one[1]
        )
        # The likeliest is named whatever its share: what may be any danger is still one.
        named = [*ranked[:1], *(one for one in ranked[1:] if one[1] >= LEAST_SHARE)]
        return DangerChance(chance, chance >= self.believed[ranked[0][0]], tuple(named))

    def chances(self, scores: np.ndarray) -> np.ndarray:
        """Of any danger, for each text (texts x kinds)."""
        raised = np.clip(self.slope * odds(scores) + self.offset, -MOST_ODDS, MOST_ODDS)
        return np.asarray(1 / (1 + np.exp(-raised)))


def odds(scores: np.ndarray) -> np.ndarray:
    """Log-odds of any danger against none, the first column (texts x kinds)."""
    highest = scores[:, 1:].max(axis=1)
    any_danger = highest + np.log(np.exp(scores[:, 1:] - highest[:, None]).sum(axis=1))
    return np.asarray(any_danger - scores[:, 0])


@dataclass(frozen=True)
class DangerTold:
    """A danger with the place in the message of the words that tell of it."""

    danger: DangerChance
    start: int
    end: int


def surest(whole: DangerTold, parts: Sequence[DangerTold]) -> DangerTold | None:
    """The danger of a message, from the whole and from what is said together in it.

    What the whole tells of is told where it is likeliest. What a part alone tells of counts from
    SURE_PART on: it lacks what would make it harmless.
    """
    likeliest = max(parts, key=lambda part: part.danger.chance, default=whole)
    if whole.danger.believed:
        return DangerTold(whole.danger, likeliest.start, likeliest.end)
    if likeliest.danger.believed and likeliest.danger.chance >= SURE_PART:
        return likeliest
    return whole if whole.danger.chance >= HINT else None
